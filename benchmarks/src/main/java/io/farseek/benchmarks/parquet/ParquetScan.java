package io.farseek.benchmarks.parquet;

import io.farseek.benchmarks.store.FolderStore;
import io.farseek.benchmarks.store.StoreLimits;
import io.farseek.benchmarks.tool.CommandLine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.util.VersionInfo;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/** The {@code farseek bench parquet} tool. Exit codes: 0 done, 1 failed or other sums were found than should be, 2 misused. */
public final class ParquetScan {
    private static final String BUCKET = "retail";
    private static final long MEGABYTES_PER_FILE = 120;

    private final ParquetOptions options;
    private final PrintStream out;
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
        if (CommandLine.asksForHelp(List.of(arguments))) {
            System.out.print(ParquetOptions.HELP);
            return;
        }
        int code = 0;
        try {
            new ParquetScan(ParquetOptions.parse(arguments), System.out).run();
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

    private void run() throws IOException {
        Files.createDirectories(output.resolve(BUCKET));
        Map<Integer, FolderStore> stores = new HashMap<>();
        try (SparkSession spark = session()) {
            StoreSales.write(spark, table, options.megabytes() * 1_000_000 / StoreSales.BYTES_PER_ROW, (int)
                    Math.max(4, options.megabytes() / MEGABYTES_PER_FILE));
            String expected = StoreSales.scan(spark, table.toUri().toString());
            out.printf(
                    Locale.ROOT,
                    "store_sales of %.0f MB; Spark %s, Hadoop %s, %d slots on %d cores, %d MB/s a connection%n",
                    bytes() / 1e6,
                    spark.version(),
                    VersionInfo.getVersion(),
                    options.slots(),
                    Runtime.getRuntime().availableProcessors(),
                    options.megabytesPerSecond());
            for (int latency : options.latencies()) {
                stores.put(
                        latency,
                        FolderStore.start(
                                output,
                                new StoreLimits(
                                        Duration.ofMillis(latency), options.megabytesPerSecond() * 1_000_000, 0, 0)));
            }
            ScanComparison comparison = new ScanComparison(options, spark, stores, table, expected, out);
            comparison.run();
            comparison.write(output);
            out.print(comparison.markdown());
        } finally {
            for (FolderStore each : stores.values()) {
                each.close();
            }
        }
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

    /**
     * The builder of sessions is of another class in Spark 4 than in the Spark this is compiled with; all else that is called has kept its
     * signature.
     */
    private SparkSession session() throws IOException {
        SparkContext.getOrCreate(new SparkConf()
                .setMaster("local[" + options.slots() + "]")
                .setAppName("farseek parquet")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.local.dir", output.resolve("spark").toString())
                .set(
                        "spark.sql.warehouse.dir",
                        output.resolve("warehouse").toUri().toString())
                .set("spark.sql.shuffle.partitions", "2"));
        try {
            Object builder = SparkSession.class.getMethod("builder").invoke(null);
            return (SparkSession) builder.getClass().getMethod("getOrCreate").invoke(builder);
        } catch (ReflectiveOperationException changed) {
            throw new IOException("this Spark begins its sessions in another way than Spark 3.5 and 4.2", changed);
        }
    }
}
