package io.farseek.benchmarks.parquet;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
          --output DIR         the table, results.csv, requests.csv        (farseek-parquet)
          --quick              40 MB, one repetition
        """;

    private static final Map<String, String> DEFAULTS = Map.of(
            "--megabytes",
            "1000",
            "--latency",
            "20,2",
            "--bandwidth",
            "60",
            "--slots",
            String.valueOf(Runtime.getRuntime().availableProcessors()),
            "--repetitions",
            "5",
            "--warm-up",
            "4",
            "--output",
            "farseek-parquet");

    ParquetOptions {
        latencies = List.copyOf(latencies);
        if (megabytes < 1 || repetitions < 1 || warmUps < 0 || slots < 1 || megabytesPerSecond < 0) {
            throw new IllegalArgumentException(
                    "--megabytes, --repetitions and --slots are positive, --warm-up and --bandwidth not negative");
        }
    }

    static ParquetOptions parse(String... arguments) {
        Map<String, String> values = new HashMap<>(DEFAULTS);
        for (int i = 0; i < arguments.length; i++) {
            String name = arguments[i];
            if (name.equals("--quick")) {
                values.putAll(Map.of("--megabytes", "40", "--repetitions", "1", "--warm-up", "1"));
                continue;
            }
            if (!DEFAULTS.containsKey(name)) {
                throw new IllegalArgumentException("there is no option " + name);
            }
            if (++i == arguments.length) {
                throw new IllegalArgumentException(name + " needs a value");
            }
            values.put(name, arguments[i]);
        }
        return new ParquetOptions(
                number(values, "--megabytes"),
                (int) number(values, "--repetitions"),
                (int) number(values, "--warm-up"),
                Arrays.stream(text(values, "--latency").split(",", -1))
                        .map(each -> (int) number("--latency", each))
                        .toList(),
                number(values, "--bandwidth"),
                (int) number(values, "--slots"),
                Path.of(text(values, "--output")));
    }

    private static String text(Map<String, String> values, String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    private static long number(Map<String, String> values, String name) {
        return number(name, text(values, name));
    }

    private static long number(String name, String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException(name + " " + text + " is not a whole number", notOne);
        }
    }
}
