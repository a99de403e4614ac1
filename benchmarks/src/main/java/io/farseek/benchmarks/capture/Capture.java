package io.farseek.benchmarks.capture;

import io.farseek.benchmarks.parquet.StoreSales;
import io.farseek.benchmarks.root.WideTree;
import io.farseek.benchmarks.tool.CommandLine;
import io.farseek.benchmarks.tool.LocalSpark;
import io.farseek.readahead.ByteRange;
import io.farseek.root.write.Compression;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * The {@code farseek bench capture} tool: Spark reads some columns of a generated file of each format, and what it asks the file system for is
 * written down as a trace. Exit codes: 0 done, 1 failed, 2 misused.
 */
public final class Capture {
    static final List<String> FORMATS = List.of("root", "parquet", "orc");

    private static final String HELP = CommandLine.help("capture");

    private final CommandLine line;
    private final PrintStream out;

    private Capture(CommandLine line, PrintStream out) {
        this.line = line;
        this.out = out;
    }

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (CommandLine.asksForHelp(arguments)) {
            out.print(HELP);
            return 0;
        }
        try {
            new Capture(
                            new CommandLine()
                                    .option("--megabytes", 200)
                                    .out("farseek-traces")
                                    .words(FORMATS)
                                    .parse(arguments),
                            out)
                    .capture();
            return 0;
        } catch (IllegalArgumentException misuse) {
            err.print("farseek bench capture: " + misuse.getMessage() + System.lineSeparator() + HELP);
            return 2;
        } catch (IOException failure) {
            err.println("farseek bench capture: " + failure.getMessage());
            return 1;
        }
    }

    private void capture() throws IOException {
        long megabytes = line.number("--megabytes", 1, 250);
        Path folder = Files.createDirectories(line.out().toAbsolutePath());
        Path work = Files.createTempDirectory("farseek-capture");
        try (SparkSession spark = session(work)) {
            for (String each : line.words().isEmpty() ? FORMATS : line.words()) {
                Path data = Files.createDirectories(work.resolve(each));
                Recording.clear();
                if (each.equals("root")) {
                    root(spark, data, megabytes);
                } else {
                    sales(spark, data, each, megabytes);
                }
                write(each, data, folder.resolve(each + ".csv"));
            }
        } finally {
            delete(work);
        }
    }

    private static void root(SparkSession spark, Path folder, long megabytes) throws IOException {
        Path file = new WideTree((int) (megabytes * 10_000)).write(folder, "events.root", Compression.parse("lz4"));
        String sums = WideTree.five().stream().map(name -> "sum(" + name + ")").collect(Collectors.joining(" + "));
        Recording.clear();
        spark.read()
                .format("root")
                .load(file.toUri().toString())
                .selectExpr(sums)
                .collectAsList();
    }

    private static void sales(SparkSession spark, Path folder, String format, long megabytes) {
        Path table = folder.resolve("table");
        StoreSales.write(spark, table, megabytes * 1_000_000 / StoreSales.BYTES_PER_ROW, 1);
        String location = table.toUri().toString();
        if (format.equals("orc")) {
            String copy = folder.resolve("copy").toUri().toString();
            spark.read().parquet(location).write().orc(copy);
            location = copy;
        }
        spark.read().format(format).load(location).createOrReplaceTempView("store_sales");
        Recording.clear();
        spark.sql(StoreSales.SCAN).collectAsList();
    }

    /** The trace of the file that was read most. */
    private void write(String format, Path data, Path trace) throws IOException {
        Map.Entry<String, List<ByteRange>> most = Recording.of("." + format).entrySet().stream()
                .max(Comparator.comparing(each -> each.getValue().size()))
                .orElseThrow(() -> new IOException("no reads of a ." + format + " file were seen"));
        long length = length(data, most.getKey());
        List<ByteRange> reads = most.getValue();
        long bytes = reads.stream().mapToLong(ByteRange::length).sum();
        List<String> lines = new ArrayList<>();
        lines.add("# Reads of " + (format.equals("root") ? "5 of 29" : "4 of 23") + " columns of a " + format
                + " file of " + length + " bytes, as Spark makes them");
        lines.add("offset,length");
        reads.forEach(each -> lines.add(each.start() + "," + each.length()));
        Files.write(trace, lines);
        out.printf(
                Locale.ROOT,
                "%-8s %5d reads, %6.1f of %6.1f MB: %s%n",
                format,
                reads.size(),
                bytes / 1e6,
                length / 1e6,
                trace);
    }

    private static long length(Path folder, String name) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            Path file = all.filter(each -> each.endsWith(name)).findFirst().orElseThrow();
            return Files.size(file);
        }
    }

    private static SparkSession session(Path work) {
        return LocalSpark.builder("farseek capture", work)
                .config("spark.sql.shuffle.partitions", "1")
                // One file, one task.
                .config("spark.sql.files.maxPartitionBytes", 1L << 30)
                .config("spark.hadoop.fs.file.impl", RecordingFileSystem.class.getName())
                .config("spark.hadoop.fs.file.impl.disable.cache", "true")
                .getOrCreate();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
