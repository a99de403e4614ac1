package io.farseek.spark;

import io.farseek.spark.readings.StoreReading;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Which series a process exports: as much as fits the budget, the more telling first.
 *
 * <p>The order is: each scheme's main totals and levels; the summaries of the main latencies; what is worth seeing of connectors that
 * publish totals only; the buckets of the main latencies; then everything else. Within one step every scheme gets its share before the
 * next step begins, so a scheme that comes late takes buckets from one that was there before, never totals. A histogram's buckets are
 * exported all or not at all.
 *
 * @param series what to export
 * @param leftOut how many series did not fit the budget
 */
record SeriesPlan(Set<Series> series, int leftOut) {
    private static final List<String> MAIN_TIMINGS = List.of("get.ttfb", "read", "seek", "get.total", "open");

    private static final List<String> MAIN_STATISTICS = List.of(
            "bytesRead",
            "bytesFetched",
            "bytesWritten",
            "requests.get",
            "requests.head",
            "requests.list",
            "requests.put",
            "status.429",
            "status.503",
            "status.5xx",
            "retries.timeout",
            "retries.reset",
            "retries.throttle",
            "errors",
            "seek.backward.refetch",
            "prefetch.issued",
            "prefetch.wasted",
            "readTimeMuSec",
            "seekTimeMuSec",
            "metadataTimeMuSec",
            "inFlight",
            "openStreams",
            "bufferBytes");

    private static final List<String> HADOOP_STATISTICS = List.of("bytesRead", "bytesWritten", "readOps", "writeOps");

    private static final List<String> NOTABLE_ELSEWHERE = List.of(
            "action_http_get_request",
            "action_http_head_request",
            "object_list_request",
            "store_io_request",
            "store_io_retry",
            "store_io_throttled",
            "stream_read_opened",
            "stream_read_bytes",
            "stream_read_total_bytes",
            "stream_read_seek_operations",
            "stream_read_seek_backward_operations",
            "stream_read_seek_bytes_skipped",
            "stream_read_bytes_discarded_in_close",
            "stream_read_bytes_discarded_in_abort",
            "stream_aborted",
            "stream_read_exceptions",
            "stream_read_remote_stream_drain",
            "ignored_errors");

    private static final List<Double> QUANTILES = List.of(0.5, 0.95, 0.99, 0.999);

    SeriesPlan {
        series = new LinkedHashSet<>(series);
    }

    static SeriesPlan of(Collection<StoreReading> readings, MetricDetail detail, int maxSeries) {
        Budget budget = new Budget(maxSeries);
        budget.each(readings, SeriesPlan::mainStatistics);
        for (String timing : MAIN_TIMINGS) {
            budget.groups(readings, reading -> summary(reading, timing));
        }
        budget.each(readings, reading -> reading.detailed() ? List.of() : present(reading, NOTABLE_ELSEWHERE));
        if (detail != MetricDetail.SUMMARY) {
            for (String timing : MAIN_TIMINGS) {
                budget.groups(readings, reading -> buckets(reading, timing));
            }
        }
        if (detail == MetricDetail.FULL) {
            for (StoreReading reading : readings) {
                rest(reading).forEach(budget::take);
            }
        }
        return new SeriesPlan(budget.taken, budget.leftOut);
    }

    private static List<Series> mainStatistics(StoreReading reading) {
        List<Series> series =
                new ArrayList<>(present(reading, reading.detailed() ? MAIN_STATISTICS : HADOOP_STATISTICS));
        if (reading.values().containsKey("bytesFetched")) {
            series.add(new Series.Amplification(reading.scheme()));
        }
        return series;
    }

    private static List<Series> summary(StoreReading reading, String timing) {
        if (!reading.values().containsKey(timing + ".sum_us")) {
            return List.of();
        }
        List<Series> series =
                new ArrayList<>(present(reading, List.of(timing + ".count", timing + ".sum_us", timing + ".max_us")));
        QUANTILES.forEach(each -> series.add(new Series.Percentile(reading.scheme(), timing, each)));
        return series;
    }

    private static List<Series> buckets(StoreReading reading, String name) {
        String prefix = name + ".bucket.";
        SortedSet<String> names = new TreeSet<>(
                reading.values().subMap(prefix, prefix + Character.MAX_VALUE).keySet());
        return present(reading, names);
    }

    private static List<List<Series>> rest(StoreReading reading) {
        List<List<Series>> groups = new ArrayList<>();
        for (String timing : reading.timings().keySet()) {
            if (!MAIN_TIMINGS.contains(timing)) {
                groups.add(summary(reading, timing));
                groups.add(buckets(reading, timing));
            }
        }
        for (String size : reading.sizes().keySet()) {
            groups.add(present(reading, List.of(size + ".count", size + ".sum", size + ".max")));
            groups.add(buckets(reading, size));
        }
        for (String name : reading.values().keySet()) {
            if (!StoreReading.isBucket(name)) {
                groups.add(List.of(new Series.Plain(reading.scheme(), name)));
            }
        }
        return groups;
    }

    private static List<Series> present(StoreReading reading, Collection<String> names) {
        List<Series> series = new ArrayList<>();
        for (String each : names) {
            if (reading.values().containsKey(each)) {
                series.add(new Series.Plain(reading.scheme(), each));
            }
        }
        return series;
    }

    private static final class Budget {
        private final int most;
        private final Set<Series> taken = new LinkedHashSet<>();
        private int leftOut;

        private Budget(int most) {
            this.most = most;
        }

        void each(Collection<StoreReading> readings, Function<StoreReading, List<Series>> wanted) {
            for (StoreReading reading : readings) {
                wanted.apply(reading).forEach(one -> take(List.of(one)));
            }
        }

        void groups(Collection<StoreReading> readings, Function<StoreReading, List<Series>> wanted) {
            readings.forEach(reading -> take(wanted.apply(reading)));
        }

        void take(List<Series> group) {
            List<Series> fresh =
                    group.stream().filter(each -> !taken.contains(each)).toList();
            if (fresh.size() <= most - taken.size()) {
                taken.addAll(fresh);
            } else {
                leftOut += fresh.size();
            }
        }
    }
}
