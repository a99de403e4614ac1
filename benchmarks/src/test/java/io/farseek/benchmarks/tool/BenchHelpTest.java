package io.farseek.benchmarks.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.farseek.benchmarks.capture.Capture;
import io.farseek.benchmarks.cost.MemoryCost;
import io.farseek.benchmarks.cost.SequentialCost;
import io.farseek.benchmarks.parquet.ParquetScan;
import io.farseek.benchmarks.peers.PeerBenchmark;
import io.farseek.benchmarks.root.WideQuery;
import io.farseek.benchmarks.scaling.Scaling;
import io.farseek.benchmarks.variants.Variants;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every tool of {@code ./farseek bench} tells what it takes in the same way, and refuses the rest in the same way. */
@Timeout(120)
class BenchHelpTest {
    private static final Map<String, Class<?>> TOOLS = Map.of(
            "peers", PeerBenchmark.class,
            "scaling", Scaling.class,
            "variants", Variants.class,
            "cpu", SequentialCost.class,
            "memory", MemoryCost.class,
            "parquet", ParquetScan.class,
            "capture", Capture.class,
            "root-query", WideQuery.class);

    private record Said(int code, String text) {}

    private static Said run(String tool, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                TOOLS.get(tool).getName()));
        command.addAll(List.of(arguments));
        return said(new ProcessBuilder(command));
    }

    private static Said said(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Said(process.exitValue(), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"peers", "scaling", "variants", "cpu", "memory", "parquet", "capture", "root-query"})
    void tellsWhatItTakesAndRefusesTheRest(String tool) throws Exception {
        Said help = run(tool, "--help");
        assertThat(help.code()).isZero();
        assertThat(help.text()).startsWith("Usage: ./farseek bench " + tool).endsWith("\n");
        assertThat(help.text()).as("one name for where results go").doesNotContain("--output");

        Said misuse = run(tool, "--nothing");
        assertThat(misuse.code()).isEqualTo(2);
        assertThat(misuse.text())
                .startsWith("farseek bench " + tool + ": there is no option --nothing")
                .contains("Usage: ./farseek bench " + tool);
    }

    /** Whoever has just cloned the repository does not wait for a build to see what a command takes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "replay",
                "root",
                "bench peers",
                "bench scaling",
                "bench variants",
                "bench cpu",
                "bench memory",
                "bench parquet",
                "bench capture",
                "bench root-query",
                "bench root",
                "bench oci",
                "bench xrootd"
            })
    void isToldWithoutJava(String command) throws Exception {
        List<String> words = new ArrayList<>(List.of("sh", "../farseek"));
        words.addAll(List.of(command.split(" ", -1)));
        words.add("--help");
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("JAVA_HOME", "/nowhere");
        Said help = said(builder);
        assertThat(help.code()).isZero();
        assertThat(help.text())
                .containsIgnoringCase("usage: ")
                .contains(command)
                .doesNotContain("Building");
    }
}
