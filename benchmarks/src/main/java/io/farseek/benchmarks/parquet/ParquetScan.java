package io.farseek.benchmarks.parquet;

import io.farseek.benchmarks.store.FolderStore;
import io.farseek.benchmarks.store.StoreLimits;
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
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.util.VersionInfo;
import org.apache.spark.sql.SparkSession;

/** The {@code farseek bench parquet} tool. Exit codes: 0 done, 1 failed or the two found different sums, 2 misused. */
public final class ParquetScan {
    private static final String BUCKET = "retail";

    private final ParquetOptions options;
    private final PrintStream out;
    private final List<String> lines = new ArrayList<>();
    private final Path output;
    private final Path table;

    private ParquetScan(ParquetOptions options, PrintStream out) {
        this.options = options;
        this.output = options.output().toAbsolutePath();
        this.table = output.resolve(BUCKET).resolve("store_sales-" + options.megabytes());
        this.out = out;
    }

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        if (List.of(arguments).contains("--help")) {
            System.out.print(ParquetOptions.HELP);
            return;
        }
        int code;
        try {
            code = new ParquetScan(ParquetOptions.parse(arguments), System.out).run() ? 0 : 1;
        } catch (IllegalArgumentException misuse) {
            System.err.println(
                    "farseek bench parquet: " + misuse.getMessage() + System.lineSeparator() + ParquetOptions.HELP);
            code = 2;
        } catch (IOException failure) {
            System.err.println("farseek bench parquet: " + failure.getMessage());
            code = 1;
        }
        System.exit(code);
    }

    private boolean run() throws IOException {
        Files.createDirectories(output.resolve(BUCKET));
        lines.add("latency_ms,connector,rep,seconds,gets,megabytes_sent");
        boolean same = true;
        try (SparkSession spark = session(output);
                FolderStore store = FolderStore.start(output, StoreLimits.NONE)) {
            out.printf(
                    Locale.ROOT,
                    "store_sales of about %d MB; Spark %s, Hadoop %s, %d slots, %d MB/s a connection%n",
                    options.megabytes(),
                    spark.version(),
                    VersionInfo.getVersion(),
                    options.slots(),
                    options.megabytesPerSecond());
            StoreSales.write(spark, table, options.megabytes() * 1_000_000 / StoreSales.BYTES_PER_ROW, (int)
                    Math.max(4, options.megabytes() / 120));
            String expected = StoreSales.scan(spark, table.toUri().toString());
            out.printf(Locale.ROOT, "the table has %.0f MB%n", bytes() / 1e6);
            for (int latency : options.latencies()) {
                store.limit(
                        new StoreLimits(Duration.ofMillis(latency), options.megabytesPerSecond() * 1_000_000, 0, 0));
                same &= compare(spark, store, latency, "://" + BUCKET + "/" + table.getFileName(), expected);
            }
        }
        Files.write(output.resolve("results.csv"), lines);
        return same;
    }

    /** Both connectors in turn, so that what the machine does meanwhile hits both. */
    private boolean compare(SparkSession spark, FolderStore store, int latency, String location, String expected)
            throws IOException {
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        boolean same = true;
        for (int rep = 0; rep < options.repetitions(); rep++) {
            same &= timed(spark, store, latency, rep, "s3a", location, expected, theirs);
            same &= timed(spark, store, latency, rep, "s3", location, expected, ours);
        }
        double s3a = median(theirs);
        double farseek = median(ours);
        out.printf(
                Locale.ROOT,
                "%d ms: S3A %.2f s, Farseek %.2f s: %.2f times as fast%n",
                latency,
                s3a,
                farseek,
                s3a / farseek);
        return same;
    }

    private boolean timed(
            SparkSession spark,
            FolderStore store,
            int latency,
            int rep,
            String scheme,
            String location,
            String expected,
            List<Double> seconds)
            throws IOException {
        Configuration configuration = spark.sparkContext().hadoopConfiguration();
        settings(scheme, store.endpoint()).forEach(configuration::set);
        FileSystem.closeAll();
        renew();
        FolderStore.Traffic before = store.traffic();
        long start = System.nanoTime();
        String found = StoreSales.scan(spark, scheme + location);
        double took = (System.nanoTime() - start) / 1e9;
        FolderStore.Traffic traffic = store.traffic().since(before);
        seconds.add(took);
        String connector = scheme.equals("s3") ? "Farseek" : "S3A";
        out.printf(
                Locale.ROOT,
                "  %2d ms  %-8s %6.2f s  %5d GETs  %7.1f MB%s%n",
                latency,
                connector,
                took,
                traffic.gets(),
                traffic.bytesSent() / 1e6,
                found.equals(expected) ? "" : "  DIFFERENT SUMS");
        lines.add(String.format(
                Locale.ROOT,
                "%d,%s,%d,%.4f,%d,%.1f",
                latency,
                connector,
                rep,
                took,
                traffic.gets(),
                traffic.bytesSent() / 1e6));
        return found.equals(expected);
    }

    private long bytes() throws IOException {
        long sum = 0;
        try (Stream<Path> all = Files.list(table)) {
            for (Path each : all.toList()) {
                sum += Files.size(each);
            }
        }
        return sum;
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

    /** Neither is tuned: only where the store is and how to sign. */
    private static Map<String, String> settings(String scheme, URI endpoint) {
        if (scheme.equals("s3")) {
            return Map.of(
                    "fs.s3.impl", "io.farseek.s3.S3FileSystem",
                    "fs.farseek.s3.endpoint", endpoint.toString(),
                    "fs.farseek.s3.access-key", "any",
                    "fs.farseek.s3.secret-key", "any");
        }
        return Map.of(
                "fs.s3a.endpoint", endpoint.toString(),
                "fs.s3a.endpoint.region", "us-east-1",
                "fs.s3a.access.key", "any",
                "fs.s3a.secret.key", "any",
                "fs.s3a.path.style.access", "true",
                "fs.s3a.connection.ssl.enabled", "false");
    }

    private SparkSession session(Path work) {
        return SparkSession.builder()
                .master("local[" + options.slots() + "]")
                .appName("farseek parquet")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.local.dir", work.resolve("spark").toString())
                .config(
                        "spark.sql.warehouse.dir",
                        work.resolve("warehouse").toUri().toString())
                .config("spark.sql.shuffle.partitions", "2")
                .getOrCreate();
    }

    private static double median(List<Double> all) {
        List<Double> counted = (all.size() > 1 ? all.subList(1, all.size()) : all)
                .stream().sorted().toList();
        int middle = counted.size() / 2;
        return counted.size() % 2 == 1 ? counted.get(middle) : (counted.get(middle - 1) + counted.get(middle)) / 2;
    }
}
