package io.farseek.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.codahale.metrics.MetricRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreMetricsTest {
    private final AtomicLong nanos = new AtomicLong(1);
    private final MetricRegistry registry = new MetricRegistry();

    @Test
    void aSchemeThatAppearsLaterIsExported() {
        try (StoreMetrics metrics = metrics("late", null)) {
            metrics.start();
            assertThat(registry.getGauges().keySet()).containsExactly("schemes", "seriesLeftOut");
            assertThat(gauge("schemes")).isEqualTo(0);

            CatalogueStatistics.register("late").add("requests.get", 3);
            pass(Duration.ofSeconds(1));
            metrics.noticeNewSchemes();

            assertThat(gauge("late.requests.get")).isEqualTo(3L);
            assertThat(gauge("schemes")).isEqualTo(1);
            assertThat(registry.getGauges()).hasSizeBetween(160, 175);
        }
    }

    @Test
    void percentilesForgetWhatIsOlderThanTheWindow() {
        CatalogueStatistics store = CatalogueStatistics.register("rolling");
        try (StoreMetrics metrics = metrics("rolling", null)) {
            metrics.start();
            store.time("get.ttfb", 30_000, 1000);
            pass(Duration.ofSeconds(5));
            metrics.sample();
            assertThat((Long) gauge("rolling.get.ttfb.p50_us")).isBetween(16_384L, 32_768L);

            for (int i = 0; i < 13; i++) {
                pass(Duration.ofSeconds(5));
                metrics.sample();
            }
            assertThat(gauge("rolling.get.ttfb.p50_us")).isEqualTo(0L);
            assertThat(gauge("rolling.get.ttfb.count")).isEqualTo(1000L);

            store.time("get.ttfb", 2_000, 10).time("get.ttfb", 900_000, 1);
            pass(Duration.ofSeconds(1));
            assertThat((Long) gauge("rolling.get.ttfb.p50_us")).isBetween(1_024L, 2_048L);
            assertThat((Long) gauge("rolling.get.ttfb.p99_us")).isBetween(524_288L, 900_000L);
            assertThat(gauge("rolling.get.ttfb.max_us")).isEqualTo(900_000L);
        }
    }

    @Test
    void amplificationIsFetchedByRead() {
        CatalogueStatistics store = CatalogueStatistics.register("amplified");
        try (StoreMetrics metrics = metrics("amplified", null)) {
            metrics.start();
            assertThat(gauge("amplified.readAmplification")).isEqualTo(0.0);
            store.add("bytesRead", 1000).add("bytesFetched", 2500);
            pass(Duration.ofSeconds(1));
            assertThat((Double) gauge("amplified.readAmplification")).isCloseTo(2.5, within(1e-9));
        }
    }

    @Test
    void oneReportReadsTheStatisticsOnce() {
        CatalogueStatistics store = CatalogueStatistics.register("steady");
        try (StoreMetrics metrics = metrics("steady", null)) {
            metrics.start();
            assertThat(gauge("steady.requests.get")).isEqualTo(0L);
            store.add("requests.get", 7).add("requests.head", 7);
            assertThat(gauge("steady.requests.head")).isEqualTo(0L);
            pass(Duration.ofMillis(300));
            assertThat(gauge("steady.requests.head")).isEqualTo(7L);
            assertThat(gauge("steady.requests.get")).isEqualTo(7L);
        }
    }

    @Test
    void heatMapsAndRecordsAreWritten(@TempDir Path directory) throws Exception {
        CatalogueStatistics store = CatalogueStatistics.register("drawn");
        try (StoreMetrics metrics = metrics("drawn", new HeatMapFiles(directory, "app 1/driver"))) {
            metrics.start();
            store.time("read", 30_000, 5);
            metrics.sample();
        }
        assertThat(directory.resolve("app_1_driver.html"))
                .content()
                .contains("<svg", "drawn.read: calls", "5 calls</title>");
        String records = Files.readString(directory.resolve("app_1_driver.drawn.read.latencymap"));
        assertThat(records).contains("\n32768,0\n").contains("\n32768,5\n").doesNotContain("\n0,");
    }

    private StoreMetrics metrics(String scheme, HeatMapFiles files) {
        MetricsSettings settings = new MetricsSettings(
                Set.of(scheme),
                MetricDetail.STANDARD,
                175,
                Duration.ofSeconds(60),
                Duration.ofHours(1),
                true,
                Optional.empty());
        return new StoreMetrics(settings, registry, nanos::get, files);
    }

    private Object gauge(String name) {
        assertThat(registry.getGauges()).containsKey(name);
        return registry.getGauges().get(name).getValue();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
