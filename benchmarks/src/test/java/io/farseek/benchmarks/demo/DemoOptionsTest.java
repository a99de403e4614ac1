package io.farseek.benchmarks.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoOptionsTest {
    @Test
    void everyOptionIsUnderstood() throws Exception {
        DemoOptions options = DemoOptions.parse(
                "--events",
                "250k",
                "--format",
                "parquet",
                "--store",
                "s3",
                "--ttfb",
                "100",
                "--bandwidth",
                "0",
                "--port",
                "9000",
                "--html",
                "out.html",
                "--with-s3a",
                "--keep");
        assertThat(options.events()).isEqualTo(250_000);
        assertThat(options.format()).isEqualTo("parquet");
        assertThat(options.ttfb()).isEqualTo(Duration.ofMillis(100));
        assertThat(options.megabytesPerSecond()).isZero();
        assertThat(options.port()).isEqualTo(9000);
        assertThat(options.html()).contains(Path.of("out.html"));
        assertThat(options.withS3a()).isTrue();
        assertThat(options.keep()).isTrue();
        assertThat(DemoOptions.parse("--html", "none").html()).isEmpty();
        assertThat(DemoOptions.parse("--events", "2m").events()).isEqualTo(2_000_000);
    }

    @Test
    void s3aReadsOnlyS3() throws Exception {
        assertThat(DemoOptions.parse("--store", "oci").store()).isEqualTo(DemoStore.OCI);
        assertThatThrownBy(() -> DemoOptions.parse("--store", "oci", "--with-s3a"))
                .hasMessageStartingWith("--with-s3a needs --store s3");
    }

    @Test
    void theHelpNamesTheDefaults() {
        DemoOptions defaults = DemoOptions.DEFAULT;
        assertThat(DemoOptions.HELP)
                .containsPattern("--events N .*\\(1m\\)")
                .containsPattern("--format F .*\\(" + defaults.format() + "\\)")
                .containsPattern("--html FILE .*\\(" + defaults.html().orElseThrow() + "\\)");
        assertThat(DemoOptions.HELP
                        .lines()
                        .filter(line -> line.contains("--ttfb"))
                        .findFirst()
                        .orElseThrow())
                .endsWith("(" + defaults.ttfb().toMillis() + ")");
        assertThat(defaults.events()).isEqualTo(1_000_000);
    }

    @ParameterizedTest
    @CsvSource({
        "--events, 5, '--events 5 is not a whole number from 10000 to 20000000.'",
        "--events, lots, '--events lots is not'",
        "--events, 9999999999999999999m, '--events 9999999999999999999'",
        "--format, csv, '--format csv is not one of: root, parquet.'",
        "--store, xrootd, '--store xrootd is not one of: s3, oci.'",
        "--ttfb, -1, '--ttfb -1 is not a whole number from 0 to 5000.'",
        "--port, 70000, '--port 70000 is not'",
        "--speed, 3, 'There is no option --speed.'"
    })
    void misuseIsToldInASentence(String option, String value, String sentence) {
        assertThatThrownBy(() -> DemoOptions.parse(option, value))
                .isInstanceOfSatisfying(
                        DemoFailure.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(2))
                .hasMessageStartingWith(sentence)
                .hasMessageEndingWith("`./farseek demo --help` lists the options.");
    }

    @Test
    void aMissingValueIsNamed() {
        assertThatThrownBy(() -> DemoOptions.parse("--keep", "--events"))
                .hasMessageStartingWith("--events needs a value.");
    }
}
