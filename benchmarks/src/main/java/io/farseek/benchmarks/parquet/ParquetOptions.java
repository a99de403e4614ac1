package io.farseek.benchmarks.parquet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the command line of {@link ParquetScan} says. */
record ParquetOptions(
        long megabytes, int repetitions, List<Integer> latencies, long megabytesPerSecond, int slots, Path output) {
    static final String HELP = """
        Usage: ./farseek bench parquet [options]

        Generates a table like TPC-DS's store_sales as Parquet and scans four of its 23 columns with Spark, through
        this project's S3 file system and through S3A with its defaults, in turn, against a store on this machine.

          --megabytes N        size of the table, about                              (1000)
          --latency MS,MS      first bytes, one after the other                      (20,2)
          --bandwidth MB       megabytes a second for each connection                  (60)
          --slots N            task slots                                               (4)
          --repetitions N      of each; the first is not counted where there are several (4)
          --output DIR         the table and results.csv                   (farseek-parquet)
          --quick              40 MB, two repetitions
        """;

    static ParquetOptions parse(String... arguments) {
        ParquetOptions options = new ParquetOptions(1000, 4, List.of(20, 2), 60, 4, Path.of("farseek-parquet"));
        List<String> left = new ArrayList<>(Arrays.asList(arguments));
        while (!left.isEmpty()) {
            String name = left.remove(0);
            if (name.equals("--quick")) {
                options = new ParquetOptions(
                        40, 2, options.latencies, options.megabytesPerSecond, options.slots, options.output);
                continue;
            }
            if (left.isEmpty()) {
                throw new IllegalArgumentException(name + " needs a value, or is no option");
            }
            options = options.with(name, left.remove(0));
        }
        return options;
    }

    ParquetOptions {
        latencies = List.copyOf(latencies);
        if (megabytes < 1 || repetitions < 1 || slots < 1 || megabytesPerSecond < 0 || latencies.isEmpty()) {
            throw new IllegalArgumentException("--megabytes, --repetitions and --slots are positive");
        }
    }

    private ParquetOptions with(String name, String value) {
        return switch (name) {
            case "--megabytes" ->
                new ParquetOptions(number(name, value), repetitions, latencies, megabytesPerSecond, slots, output);
            case "--repetitions" ->
                new ParquetOptions(megabytes, (int) number(name, value), latencies, megabytesPerSecond, slots, output);
            case "--latency" ->
                new ParquetOptions(
                        megabytes,
                        repetitions,
                        Arrays.stream(value.split(",", -1))
                                .map(each -> (int) number(name, each))
                                .toList(),
                        megabytesPerSecond,
                        slots,
                        output);
            case "--bandwidth" ->
                new ParquetOptions(megabytes, repetitions, latencies, number(name, value), slots, output);
            case "--slots" ->
                new ParquetOptions(
                        megabytes, repetitions, latencies, megabytesPerSecond, (int) number(name, value), output);
            case "--output" ->
                new ParquetOptions(megabytes, repetitions, latencies, megabytesPerSecond, slots, Path.of(value));
            default -> throw new IllegalArgumentException("there is no option " + name);
        };
    }

    private static long number(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException(name + " " + text + " is not a whole number", notOne);
        }
    }
}
