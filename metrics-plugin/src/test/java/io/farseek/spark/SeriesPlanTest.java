package io.farseek.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.farseek.spark.readings.StoreReading;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.StorageStatistics.LongStatistic;
import org.junit.jupiter.api.Test;

class SeriesPlanTest {
    private static final int BUDGET = Integer.parseInt(MetricsKey.MAX_SERIES.defaultValue());

    @Test
    void oneStoreAndTheLocalFilesFitTheDefaultBudgetWhole() {
        SeriesPlan plan = SeriesPlan.of(List.of(plain("file"), detailed("s3")), MetricDetail.STANDARD, BUDGET - 5);
        assertThat(plan.leftOut()).isZero();
        assertThat(plan.series()).hasSizeBetween(160, 170);
        assertThat(names(plan))
                .contains(
                        "s3.bytesRead",
                        "s3.readAmplification",
                        "s3.get.ttfb.p99_us",
                        "s3.open.p999_us",
                        "s3.seek.bucket.le_64us",
                        "s3.seek.bucket.le_inf",
                        "file.bytesRead")
                .doesNotContain("s3.conn.dns.count", "file.bytesReadErasureCoded");
    }

    @Test
    void aSecondStoreTakesBucketsNotTotals() {
        SeriesPlan plan =
                SeriesPlan.of(List.of(detailed("oci"), plain("file"), detailed("s3")), MetricDetail.STANDARD, BUDGET);
        assertThat(plan.series()).hasSizeLessThanOrEqualTo(BUDGET);
        assertThat(plan.leftOut()).isPositive();
        for (String scheme : List.of("s3", "oci")) {
            assertThat(names(plan))
                    .contains(scheme + ".requests.get", scheme + ".get.ttfb.p99_us", scheme + ".open.count");
            long buckets = names(plan).stream()
                    .filter(each -> each.startsWith(scheme + ".get.ttfb.bucket."))
                    .count();
            assertThat(buckets).isEqualTo(21);
        }
        assertThat(names(plan)).noneMatch(each -> each.startsWith("s3.open.bucket"));
    }

    @Test
    void aHistogramIsExportedWholeOrNotAtAll() {
        for (int budget = 10; budget < 400; budget++) {
            SeriesPlan plan = SeriesPlan.of(List.of(detailed("s3")), MetricDetail.FULL, budget);
            assertThat(plan.series()).hasSizeLessThanOrEqualTo(budget);
            for (String timing : CatalogueStatistics.TIMINGS) {
                long buckets = names(plan).stream()
                        .filter(each -> each.startsWith("s3." + timing + ".bucket."))
                        .count();
                assertThat(buckets).isIn(0L, 21L);
            }
        }
    }

    @Test
    void fullIsEverything() {
        StoreReading reading = detailed("s3");
        SeriesPlan plan = SeriesPlan.of(List.of(reading), MetricDetail.FULL, Integer.MAX_VALUE);
        assertThat(names(plan))
                .containsAll(reading.values().keySet().stream()
                        .map(each -> "s3." + each)
                        .toList());
        assertThat(names(plan)).contains("s3.conn.dns.p99_us").hasSameSizeAs(plan.series());
    }

    @Test
    void summaryHasNoBuckets() {
        assertThat(names(SeriesPlan.of(List.of(detailed("s3")), MetricDetail.SUMMARY, BUDGET)))
                .noneMatch(StoreReading::isBucket)
                .contains("s3.read.p50_us");
    }

    @Test
    void anotherConnectorsNotableNumbersAreShown() {
        TreeMap<String, Long> values = new TreeMap<>();
        values.put("bytesRead", 1L);
        values.put("stream_read_seek_backward_operations", 2L);
        values.put("op_xattr_list", 3L);
        List<StoreReading> s3a = List.of(new StoreReading("s3a", false, values));
        assertThat(names(SeriesPlan.of(s3a, MetricDetail.STANDARD, BUDGET)))
                .containsExactlyInAnyOrder("s3a.bytesRead", "s3a.stream_read_seek_backward_operations");
        assertThat(names(SeriesPlan.of(s3a, MetricDetail.FULL, BUDGET))).contains("s3a.op_xattr_list");
    }

    private static StoreReading detailed(String scheme) {
        TreeMap<String, Long> values = new TreeMap<>();
        var all = new CatalogueStatistics(scheme).getLongStatistics();
        while (all.hasNext()) {
            LongStatistic each = all.next();
            values.put(each.getName(), each.getValue());
        }
        return new StoreReading(scheme, true, values);
    }

    private static StoreReading plain(String scheme) {
        TreeMap<String, Long> values = new TreeMap<>();
        for (String each : List.of("bytesRead", "bytesWritten", "readOps", "writeOps", "bytesReadErasureCoded")) {
            values.put(each, 0L);
        }
        return new StoreReading(scheme, false, values);
    }

    private static Set<String> names(SeriesPlan plan) {
        return plan.series().stream().map(Series::metric).collect(Collectors.toSet());
    }
}
