package io.farseek.benchmarks.parquet;

import io.farseek.benchmarks.store.FolderStore;
import io.farseek.benchmarks.store.LoggedRequest;
import io.farseek.benchmarks.store.SimulatedStore;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.SparkSession;

/** The same scan through both connectors, in turn: what the machine does meanwhile hits both. One thread. */
final class ScanComparison {
    private static final Duration SETTLING = Duration.ofSeconds(10);

    private final ParquetOptions options;
    private final SparkSession spark;
    private final Map<Integer, FolderStore> stores;
    private final Path table;
    private final String expected;
    private final PrintStream out;
    private final List<Scan> scans = new ArrayList<>();
    private final List<Double> localSeconds = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();

    /** Neither is tuned: only where the store is and how to sign. */
    enum Connector {
        S3A("S3A", "s3a"),
        FARSEEK("Farseek", "s3");

        private final String title;
        private final String scheme;

        Connector(String title, String scheme) {
            this.title = title;
            this.scheme = scheme;
        }

        private Map<String, String> settings(URI endpoint) {
            return this == FARSEEK
                    ? Map.of(
                            "fs.s3.impl", "io.farseek.s3.S3FileSystem",
                            "fs.farseek.s3.endpoint", endpoint.toString(),
                            "fs.farseek.s3.access-key", "any",
                            "fs.farseek.s3.secret-key", "any")
                    : Map.of(
                            "fs.s3a.endpoint", endpoint.toString(),
                            "fs.s3a.endpoint.region", "us-east-1",
                            "fs.s3a.access.key", "any",
                            "fs.s3a.secret.key", "any",
                            "fs.s3a.path.style.access", "true",
                            "fs.s3a.connection.ssl.enabled", "false");
        }
    }

    /** One scan as it was measured. */
    record Scan(int latencyMillis, Connector connector, int rep, double seconds, long gets, double megabytes) {
        String csv() {
            return String.format(
                    Locale.ROOT,
                    "%d,%s,%d,%.4f,%d,%.1f",
                    latencyMillis,
                    connector.title,
                    rep,
                    seconds,
                    gets,
                    megabytes);
        }
    }

    /**
     * @param stores by milliseconds to the first byte; one for each, since clients remember what an endpoint was like
     * @param table the folder of files, below a bucket's
     * @param expected what the scan finds when it reads the files without a store
     */
    ScanComparison(
            ParquetOptions options,
            SparkSession spark,
            Map<Integer, FolderStore> stores,
            Path table,
            String expected,
            PrintStream out) {
        this.options = options;
        this.spark = spark;
        this.stores = Map.copyOf(stores);
        this.table = table;
        this.expected = expected;
        this.out = out;
    }

    /**
     * Scans that are not counted first, until classes are loaded and compiled; then the connectors take turns at going first, because later
     * scans are still a little faster than earlier ones.
     *
     * @throws IOException also when a scan found other sums than it should
     */
    void run() throws IOException {
        for (int i = 0; i < options.warmUps(); i++) {
            for (Connector each : Connector.values()) {
                for (int latency : options.latencies()) {
                    scan(latency, each, i);
                }
            }
        }
        for (int rep = 0; rep < options.repetitions(); rep++) {
            long start = System.nanoTime();
            StoreSales.scan(spark, table.toUri().toString());
            localSeconds.add((System.nanoTime() - start) / 1e9);
            for (int latency : options.latencies()) {
                for (int turn = 0; turn < 2; turn++) {
                    Scan scan = scan(latency, Connector.values()[(rep + turn) % 2], rep);
                    scans.add(scan);
                    out.printf(
                            Locale.ROOT,
                            "  %2d ms  %-8s %6.2f s  %5d GETs  %7.1f MB%n",
                            latency,
                            scan.connector.title,
                            scan.seconds,
                            scan.gets,
                            scan.megabytes);
                }
            }
        }
    }

    /** Writes every scan to {@code results.csv} and every request of the counted ones to {@code requests.csv}. */
    void write(Path folder) throws IOException {
        List<String> lines = new ArrayList<>(List.of("latency_ms,connector,rep,seconds,gets,megabytes_sent"));
        scans.forEach(each -> lines.add(each.csv()));
        Files.write(folder.resolve("results.csv"), lines);
        List<String> log = new ArrayList<>(
                List.of("latency_ms,connector,rep,start_ms,method,target,range,status,bytes,first_byte_ms,total_ms"));
        log.addAll(requests);
        Files.write(folder.resolve("requests.csv"), log);
    }

    /** Medians as a table in Markdown. */
    String markdown() {
        StringBuilder text = new StringBuilder("| first byte | S3A | Farseek | times as fast |\n|---|---|---|---|\n");
        for (int latency : options.latencies()) {
            double theirs = median(latency, Connector.S3A);
            double ours = median(latency, Connector.FARSEEK);
            text.append(String.format(
                    Locale.ROOT,
                    "| %d ms | %s | %s | %.2f |%n",
                    latency,
                    cell(latency, Connector.S3A),
                    cell(latency, Connector.FARSEEK),
                    theirs / ours));
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "%nThe same scan of the files without a store, which is what Spark computes: %.2f s%n",
                        median(localSeconds.stream()
                                .mapToDouble(Double::doubleValue)
                                .sorted()
                                .toArray())))
                .toString();
    }

    private String cell(int latency, Connector connector) {
        double[] seconds = seconds(latency, connector);
        Scan any = scans.stream()
                .filter(each -> each.latencyMillis == latency && each.connector == connector)
                .findFirst()
                .orElseThrow();
        return String.format(
                Locale.ROOT,
                "%.2f s (%.2f to %.2f); %d GETs; %.0f MB",
                median(latency, connector),
                seconds[0],
                seconds[seconds.length - 1],
                any.gets,
                any.megabytes);
    }

    private double median(int latency, Connector connector) {
        return median(seconds(latency, connector));
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private double[] seconds(int latency, Connector connector) {
        return scans.stream()
                .filter(each -> each.latencyMillis == latency && each.connector == connector)
                .mapToDouble(Scan::seconds)
                .sorted()
                .toArray();
    }

    private Scan scan(int latency, Connector connector, int rep) throws IOException {
        FolderStore store = Objects.requireNonNull(stores.get(latency));
        Configuration configuration = spark.sparkContext().hadoopConfiguration();
        connector.settings(store.endpoint()).forEach(configuration::set);
        FileSystem.closeAll();
        renew();
        SimulatedStore.Traffic before = store.traffic();
        long logged = store.log().count();
        int names = table.getNameCount();
        long start = System.nanoTime();
        String found = StoreSales.scan(spark, connector.scheme + "://" + table.subpath(names - 2, names));
        double seconds = (System.nanoTime() - start) / 1e9;
        if (!found.equals(expected)) {
            throw new IOException(connector.title + " found other sums than a scan of the files in " + table);
        }
        settle(store);
        SimulatedStore.Traffic traffic = store.traffic().since(before);
        for (LoggedRequest each : store.log().since(logged)) {
            requests.add(String.format(
                    Locale.ROOT,
                    "%d,%s,%d,%.2f,%s,%s,%s,%d,%d,%.2f,%.2f",
                    latency,
                    connector.title,
                    rep,
                    (each.startNanos() - start) / 1e6,
                    each.method(),
                    each.target(),
                    each.range(),
                    each.status(),
                    each.received(),
                    each.firstByteNanos() / 1e6,
                    each.totalNanos() / 1e6));
        }
        return new Scan(latency, connector, rep, seconds, traffic.gets(), traffic.bytesSent() / 1e6);
    }

    private static void settle(FolderStore store) throws IOException {
        try {
            if (!store.log().settled(SETTLING)) {
                throw new IOException("the store still sends to somebody " + SETTLING + " after the scan");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while the store was finishing", stopped);
        }
    }

    /** Makes every file a new version, so that nothing read before is of use. */
    private void renew() throws IOException {
        FileTime now = FileTime.from(Instant.now());
        try (Stream<Path> all = Files.list(table)) {
            for (Path each : all.toList()) {
                Files.setLastModifiedTime(each, now);
            }
        }
    }
}
