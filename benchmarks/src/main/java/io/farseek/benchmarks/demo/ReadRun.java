package io.farseek.benchmarks.demo;

import io.farseek.benchmarks.store.LoggedRequest;
import io.farseek.spark.heatmap.HeatMap;
import io.farseek.spark.readings.StoreReading;
import java.util.Arrays;
import java.util.List;

/**
 * One run of the job and what it cost.
 *
 * @param seconds wall time
 * @param io what the connector's statistics say happened during the run
 * @param requests what the store was asked during the run
 * @param taskBytes input bytes of all tasks, as the Spark UI shows them
 * @param taskSeconds time all tasks ran, summed
 * @param heatMaps latency over the run, by latency name; none for connectors without distributions
 */
record ReadRun(
        String name,
        Reduction result,
        double seconds,
        StoreReading io,
        List<LoggedRequest> requests,
        long taskBytes,
        double taskSeconds,
        List<HeatMap> heatMaps) {
    ReadRun {
        requests = List.copyOf(requests);
        heatMaps = List.copyOf(heatMaps);
    }

    long requests(String method) {
        return requests.stream().filter(each -> each.method().equals(method)).count();
    }

    /** Bytes of object content the store sent. */
    long bytesSent() {
        return requests.stream()
                .filter(each -> each.method().equals("GET") && each.status() / 100 == 2)
                .mapToLong(LoggedRequest::received)
                .sum();
    }

    /** Bytes the store sent for each byte a task read. */
    double amplification() {
        return taskBytes == 0 ? 0 : (double) bytesSent() / taskBytes;
    }

    /** Time from request to first byte below which the share {@code quantile} of the GETs lies, as the store saw it, in microseconds. */
    long firstByteMicros(double quantile) {
        long[] sorted = requests.stream()
                .filter(each -> each.method().equals("GET"))
                .mapToLong(each -> each.firstByteNanos() / 1000)
                .sorted()
                .toArray();
        return sorted.length == 0 ? 0 : sorted[(int) Math.max(0, Math.ceil(quantile * sorted.length) - 1)];
    }

    /** Most GETs the store was working on at once. */
    int mostParallel() {
        long[] edges = requests.stream()
                .filter(each -> each.method().equals("GET"))
                .flatMap(each -> java.util.stream.Stream.of(
                        each.startNanos() << 1 | 1, (each.startNanos() + each.totalNanos()) << 1))
                .mapToLong(Long::longValue)
                .toArray();
        Arrays.sort(edges);
        int now = 0;
        int most = 0;
        for (long edge : edges) {
            now += (edge & 1) == 1 ? 1 : -1;
            most = Math.max(most, now);
        }
        return most;
    }
}
