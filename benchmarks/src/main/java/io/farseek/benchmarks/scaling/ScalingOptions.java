package io.farseek.benchmarks.scaling;

import io.farseek.benchmarks.store.StoreLimits;
import io.farseek.benchmarks.tool.CommandLine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the command line of {@link Scaling} says. */
record ScalingOptions(
        List<Integer> slots,
        int repetitions,
        int files,
        long eventsPerFile,
        int clusterEvents,
        int ballast,
        Duration firstByte,
        double requestsPerSecond,
        long connectionBytesPerSecond,
        long totalBytesPerSecond,
        long computeMicros,
        Path output,
        Path data,
        boolean sizes,
        boolean figuresOnly,
        boolean resume,
        int minutes) {
    static final String HELP = CommandLine.help("scaling");

    ScalingOptions {
        slots = slots.stream().sorted().distinct().toList();
    }

    static ScalingOptions parse(String... arguments) {
        CommandLine line = new CommandLine()
                .option("--slots", "2,4,8,16,24,32,48,64")
                .option("--repetitions", 3)
                .option("--files", 64)
                .option("--events", 2000)
                .option("--cluster", 200)
                .option("--ballast", 50)
                .option("--latency", 100)
                .option("--requests", 75)
                .option("--bandwidth", 50)
                .option("--total-bandwidth", 200)
                .option("--compute", 400)
                .option("--minutes", 40)
                .option("--data", "")
                .out("farseek-scaling")
                .flag("--no-sizes")
                .flag("--figures")
                .flag("--resume")
                .flag("--quick", Map.of("--slots", "4,16,64", "--repetitions", "1"))
                .parse(List.of(arguments));
        Path output = line.out().toAbsolutePath();
        String data = line.text("--data");
        return new ScalingOptions(
                line.counts("--slots", 1, 512),
                line.count("--repetitions", 1, 100),
                line.count("--files", 1, 100_000),
                line.number("--events", 1, Integer.MAX_VALUE),
                line.count("--cluster", 1, Integer.MAX_VALUE),
                line.count("--ballast", 0, 1000),
                Duration.ofMillis(line.number("--latency", 0, 60_000)),
                line.number("--requests", 0, Integer.MAX_VALUE),
                1_000_000 * line.number("--bandwidth", 0, 100_000),
                1_000_000 * line.number("--total-bandwidth", 0, 100_000),
                line.number("--compute", 0, Integer.MAX_VALUE),
                output,
                data.isEmpty() ? output.resolve("data") : Path.of(data).toAbsolutePath(),
                !line.has("--no-sizes") && !line.has("--quick"),
                line.has("--figures"),
                line.has("--resume"),
                line.count("--minutes", 1, 100_000));
    }

    /** What identifies the files: the same for the same events. */
    String dataset() {
        return "dimuon-" + files + "x" + eventsPerFile + "-" + clusterEvents + "-" + ballast;
    }

    StoreLimits limits() {
        return new StoreLimits(firstByte, connectionBytesPerSecond, totalBytesPerSecond, requestsPerSecond);
    }

    String store() {
        return firstByte.toMillis() + "ms-" + (long) requestsPerSecond + "rps-" + totalBytesPerSecond / 1_000_000
                + "MBps";
    }
}
