package io.farseek.benchmarks.parquet;

import io.farseek.benchmarks.tool.CommandLine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the command line of {@link ParquetScan} says. */
record ParquetOptions(
        long megabytes,
        int repetitions,
        int warmUps,
        List<Integer> latencies,
        long megabytesPerSecond,
        int slots,
        Path output) {
    static final String HELP = """
        Usage: ./farseek bench parquet [options]

        Generates a table like TPC-DS's store_sales as Parquet and scans four of its 23 columns with Spark 4.2, through
        this project's S3 file system and through S3A with its defaults, in turn, against a store on this machine.

          --megabytes N        size of the table, about                              (1000)
          --latency MS,MS      first bytes                                           (20,2)
          --bandwidth MB       megabytes a second for each connection                  (60)
          --slots N            task slots                           (one for each processor)
          --repetitions N      of each                                                  (5)
          --warm-up N          scans of each that are not counted                       (4)
          --out DIR            the table, results.csv, requests.csv        (farseek-parquet)
          --quick              40 MB, one repetition
        """;

    ParquetOptions {
        latencies = List.copyOf(latencies);
    }

    static ParquetOptions parse(String... arguments) {
        CommandLine line = new CommandLine()
                .option("--megabytes", 1000)
                .option("--latency", "20,2")
                .option("--bandwidth", 60)
                .option("--slots", Runtime.getRuntime().availableProcessors())
                .option("--repetitions", 5)
                .option("--warm-up", 4)
                .out("farseek-parquet")
                .flag("--quick", Map.of("--megabytes", "40", "--repetitions", "1", "--warm-up", "1"))
                .parse(List.of(arguments));
        return new ParquetOptions(
                line.number("--megabytes", 1, 1_000_000),
                line.count("--repetitions", 1, 100),
                line.count("--warm-up", 0, 100),
                line.counts("--latency", 0, 60_000),
                line.number("--bandwidth", 0, 100_000),
                line.count("--slots", 1, 512),
                line.out());
    }
}
