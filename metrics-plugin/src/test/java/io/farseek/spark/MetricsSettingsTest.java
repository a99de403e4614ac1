package io.farseek.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsSettingsTest {
    @Test
    void defaults() {
        MetricsSettings settings = MetricsSettings.from(new SparkConf(false));
        assertThat(settings.schemes()).isEmpty();
        assertThat(settings.detail()).isEqualTo(MetricDetail.STANDARD);
        assertThat(settings.maxSeries()).isEqualTo(175);
        assertThat(settings.window()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.samplePeriod()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.taskRecords()).isTrue();
        assertThat(settings.heatMapDirectory()).isEmpty();
    }

    @Test
    void everythingCanBeSet() {
        MetricsSettings settings = MetricsSettings.from(new SparkConf(false)
                .set("spark.farseek.metrics.schemes", "s3, OCI")
                .set("spark.farseek.metrics.detail", "Full")
                .set("spark.farseek.metrics.window", "5m")
                .set("spark.farseek.metrics.samplePeriod", "500ms")
                .set("spark.farseek.metrics.taskRecords", "false")
                .set("spark.farseek.metrics.heatMapDirectory", "/tmp/maps"));
        assertThat(settings.schemes()).isEqualTo(Set.of("s3", "oci"));
        assertThat(settings.maxSeries()).isEqualTo(Integer.MAX_VALUE);
        assertThat(settings.window()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.samplePeriod()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.taskRecords()).isFalse();
        assertThat(settings.heatMapDirectory()).contains(Path.of("/tmp/maps"));
    }

    @ParameterizedTest
    @CsvSource({
        "spark.farseek.metrics.detail, loads",
        "spark.farseek.metrics.maxSeries, 3",
        "spark.farseek.metrics.maxSeries, many",
        "spark.farseek.metrics.window, 10ms",
        "spark.farseek.metrics.samplePeriod, 61s",
        "spark.farseek.metrics.taskRecords, perhaps",
        "spark.farseek.metrics.schemes, s3:/bucket"
    })
    void aBadValueIsNamed(String key, String value) {
        assertThatThrownBy(() -> MetricsSettings.from(new SparkConf(false).set(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(key + "=" + value + " is not ");
    }

    @Test
    void theReadmeListsEveryKeyWithItsDefault() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        for (MetricsKey each : MetricsKey.values()) {
            assertThat(readme)
                    .contains("| `" + each.key() + "` | "
                            + (each.defaultValue().isEmpty() ? "" : "`" + each.defaultValue() + "`") + " | "
                            + each.sentence() + " |");
        }
    }
}
