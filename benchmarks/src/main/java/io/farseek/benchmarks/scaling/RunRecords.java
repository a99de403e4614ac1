package io.farseek.benchmarks.scaling;

import io.farseek.benchmarks.store.LoggedRequest;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What happened within the runs, by their {@code run_id} in {@code results.csv}: every request the store served ({@code requests.csv}), how
 * long they took by kind ({@code latency.csv}, microseconds to the last byte, waiting for the store's cap included), and what went on at
 * each moment ({@code timeline.csv}). Later runs add to the files. One thread.
 */
final class RunRecords {
    static final List<String> REQUEST_COLUMNS =
            List.of("run_id", "start_ms", "method", "target", "range", "status", "bytes", "first_byte_ms", "total_ms");
    static final List<String> LATENCY_COLUMNS =
            List.of("run_id", "call", "host", "count", "min", "p50", "p90", "p99", "p999", "max", "mean");
    static final List<String> TIMELINE_COLUMNS = List.of("run_id", "t", "active_tasks", "mb_s", "gets_s");

    private static final double BIN_SECONDS = 0.25;

    private final Path folder;

    /** A task's times in seconds since its run began. */
    record Span(double start, double end) {}

    RunRecords(Path folder) {
        this.folder = folder;
    }

    /**
     * @param host the store's
     * @param startNanos when the run began, by {@link System#nanoTime}
     * @param seconds how long it took
     */
    void add(int run, String host, long startNanos, double seconds, List<LoggedRequest> requests, List<Span> tasks)
            throws IOException {
        append("requests.csv", REQUEST_COLUMNS, requestRows(run, startNanos, requests));
        append("latency.csv", LATENCY_COLUMNS, latencyRows(run, host, requests));
        append("timeline.csv", TIMELINE_COLUMNS, timelineRows(run, startNanos, seconds, requests, tasks));
    }

    private static List<List<String>> requestRows(int run, long startNanos, List<LoggedRequest> requests) {
        return requests.stream()
                .map(each -> List.of(
                        String.valueOf(run),
                        decimal((each.startNanos() - startNanos) / 1e6),
                        each.method(),
                        each.target(),
                        each.range(),
                        String.valueOf(each.status()),
                        String.valueOf(each.received()),
                        decimal(each.firstByteNanos() / 1e6),
                        decimal(each.totalNanos() / 1e6)))
                .toList();
    }

    static List<List<String>> latencyRows(int run, String host, List<LoggedRequest> requests) {
        Map<String, List<Long>> micros = new TreeMap<>();
        for (LoggedRequest each : requests) {
            String call = each.target().contains("list-type=2") ? "LIST" : each.method();
            micros.computeIfAbsent(call, key -> new ArrayList<>()).add(each.totalNanos() / 1000);
        }
        List<List<String>> rows = new ArrayList<>();
        micros.forEach((call, all) -> {
            long[] sorted = all.stream().mapToLong(Long::longValue).sorted().toArray();
            rows.add(List.of(
                    String.valueOf(run),
                    call,
                    host,
                    String.valueOf(sorted.length),
                    String.valueOf(sorted[0]),
                    quantile(sorted, 0.5),
                    quantile(sorted, 0.9),
                    quantile(sorted, 0.99),
                    quantile(sorted, 0.999),
                    String.valueOf(sorted[sorted.length - 1]),
                    decimal(Arrays.stream(sorted).average().orElse(0))));
        });
        return rows;
    }

    /** The smallest value that at least {@code share} of all do not exceed. */
    private static String quantile(long[] sorted, double share) {
        return String.valueOf(sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)]);
    }

    /** One row each quarter of a second: tasks under way at its middle; bytes spread evenly over their bodies; requests that began. */
    static List<List<String>> timelineRows(
            int run, long startNanos, double seconds, List<LoggedRequest> requests, List<Span> tasks) {
        int bins = (int) Math.max(1, Math.ceil(seconds / BIN_SECONDS));
        double[] bytes = new double[bins];
        int[] gets = new int[bins];
        for (LoggedRequest each : requests) {
            double began = (each.startNanos() - startNanos) / 1e9;
            if (each.method().equals("GET")) {
                gets[bin(began, bins)]++;
            }
            double from = began + each.firstByteNanos() / 1e9;
            double to = Math.max(from + 1e-9, began + each.totalNanos() / 1e9);
            for (int i = bin(from, bins); i <= bin(to, bins); i++) {
                double overlap = Math.min(to, (i + 1) * BIN_SECONDS) - Math.max(from, i * BIN_SECONDS);
                bytes[i] += each.received() * Math.max(0, overlap) / (to - from);
            }
        }
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < bins; i++) {
            double middle = (i + 0.5) * BIN_SECONDS;
            rows.add(List.of(
                    String.valueOf(run),
                    decimal(i * BIN_SECONDS),
                    String.valueOf(tasks.stream()
                            .filter(each -> each.start() <= middle && each.end() > middle)
                            .count()),
                    decimal(bytes[i] / BIN_SECONDS / 1e6),
                    decimal(gets[i] / BIN_SECONDS)));
        }
        return rows;
    }

    private static int bin(double second, int bins) {
        return Math.max(0, Math.min(bins - 1, (int) (second / BIN_SECONDS)));
    }

    private void append(String name, List<String> columns, List<List<String>> rows) throws IOException {
        Path file = folder.resolve(name);
        String text = new CsvTable(columns, rows).text();
        if (Files.exists(file)) {
            text = text.substring(text.indexOf('\n') + 1);
        }
        try (Writer writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            writer.write(text);
        }
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
