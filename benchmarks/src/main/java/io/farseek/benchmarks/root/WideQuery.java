package io.farseek.benchmarks.root;

import io.farseek.benchmarks.tool.CommandLine;
import io.farseek.benchmarks.tool.LocalSpark;
import io.farseek.root.write.Compression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The {@code farseek bench root-query} tool: the sum of five of 29 columns over a million entries on the local disk, one task slot, warm. Exit codes:
 * 0 done, 1 failed or sums differed.
 */
public final class WideQuery {
    private static final int ENTRIES = 1_000_000;
    private static final int WARM_UP = 10;
    private static final int REPETITIONS = 21;

    /** Seconds that Laurelin's best took for the same on Spark 3.5.9 with {@code local[1]}, warm. */
    private static final double LAURELIN_LZ4 = 0.66;

    private static final double LAURELIN_ZLIB = 2.3;

    private static final String HELP = CommandLine.help("root-query");

    private WideQuery() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws IOException {
        if (!CommandLine.goesOn("root-query", HELP, arguments)) {
            return;
        }
        Path folder = Files.createTempDirectory("farseek-root-query");
        boolean same = true;
        try (SparkSession spark = session(folder)) {
            System.out.printf(
                    Locale.ROOT,
                    "Spark %s, local[1], %d entries, sum of %s; %d runs after %d to warm up%n",
                    spark.version(),
                    ENTRIES,
                    WideTree.five(),
                    REPETITIONS,
                    WARM_UP);
            System.out.println(
                    "| codec | file, MB | median, s | fastest, s | slowest, s | rows/s, millions | Laurelin, s | times as fast |");
            System.out.println("|---|---|---|---|---|---|---|---|");
            String lz4 = row(spark, folder, "lz4", LAURELIN_LZ4);
            String zlib = row(spark, folder, "zlib", LAURELIN_ZLIB);
            same = lz4.equals(zlib);
        } finally {
            delete(folder);
        }
        if (!same) {
            System.err.println("farseek bench root-query: the two files gave different sums");
            System.exit(1);
        }
    }

    /** Prints one line and returns the sums. */
    @SuppressWarnings("SystemOut")
    private static String row(SparkSession spark, Path folder, String codec, double laurelin) throws IOException {
        Path file = new WideTree(ENTRIES).write(folder, codec + ".root", Compression.parse(codec));
        Dataset<Row> table = spark.read().format("root").load(file.toUri().toString());
        String sums = WideTree.five().stream().map(name -> "sum(" + name + ")").collect(Collectors.joining(" + "));
        List<Double> seconds = new ArrayList<>();
        String found = "";
        for (int i = -WARM_UP; i < REPETITIONS; i++) {
            long start = System.nanoTime();
            found = table.selectExpr(sums).collectAsList().toString();
            if (i >= 0) {
                seconds.add((System.nanoTime() - start) / 1e9);
            }
        }
        Collections.sort(seconds);
        double median = seconds.get(seconds.size() / 2);
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f | %.3f | %.3f | %.3f | %.1f | %.2f | %.1f |%n",
                codec,
                Files.size(file) / 1e6,
                median,
                seconds.get(0),
                seconds.get(seconds.size() - 1),
                ENTRIES / median / 1e6,
                laurelin,
                laurelin / median);
        return found;
    }

    private static SparkSession session(Path work) {
        return LocalSpark.builder("farseek root-query", work).getOrCreate();
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (Path each : all.sorted(Collections.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
