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
    static final String HELP = CommandLine.help("parquet");

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
