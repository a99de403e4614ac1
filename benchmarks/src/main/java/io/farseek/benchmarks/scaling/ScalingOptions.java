package io.farseek.benchmarks.scaling;

import io.farseek.benchmarks.store.StoreLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
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
    static final String HELP = """
        Usage: ./farseek bench scaling [options]

        Runs the dimuon reduction with 1 to 64 task slots against a store on this machine with a first-byte latency
        and a cap on requests and bytes a second for all clients together, for a connector that asks for each read, for
        S3A, and for Farseek. Writes results.csv, requests.csv, latency.csv and timeline.csv, and figures with the points they are made of.

          --slots N,N,...      task slots                      (2,4,8,16,24,32,48,64)
          --repetitions N      of each run with 8 slots or more, the first not counted where there are several (3)
          --files N            files, one task each; a multiple of the slots is best       (64)
          --events N           events in each file                                       (2000)
          --cluster N          events in each cluster: a task reads its columns of one after the other    (200)
          --ballast N          branches nobody reads                                       (50)
          --latency MS         first byte                                                 (100)
          --requests N         requests a second the store begins, 0 for no limit           (75)
          --bandwidth MB       megabytes a second for each connection                      (50)
          --total-bandwidth MB megabytes a second for all connections, 0 for no limit     (200)
          --compute MICROS     how long a slot is busy with an event beside reading it; it waits, for one machine
                               cannot compute for 64 slots                                (400)
          --output DIR         results go here; rows of earlier runs there are kept        (farseek-scaling)
          --data DIR           generated files, kept for the next run          (DIR of the output/data)
          --no-sizes           without the runs over 1, 5 and 27.5 shares of the data
          --resume             only the runs that results.csv does not have yet
          --minutes N          no run begins later than that; all of the defaults take 14 on two cores    (40)
          --quick              about three minutes: 4, 16 and 64 slots, one repetition
          --figures            only draws the figures again from results.csv
        """;

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("slots", "2,4,8,16,24,32,48,64"),
            Map.entry("repetitions", "3"),
            Map.entry("files", "64"),
            Map.entry("events", "2000"),
            Map.entry("cluster", "200"),
            Map.entry("ballast", "50"),
            Map.entry("latency", "100"),
            Map.entry("requests", "75"),
            Map.entry("bandwidth", "50"),
            Map.entry("total-bandwidth", "200"),
            Map.entry("compute", "400"),
            Map.entry("output", "farseek-scaling"),
            Map.entry("minutes", "40"),
            Map.entry("data", ""));

    ScalingOptions {
        slots = slots.stream().sorted().distinct().toList();
        if (slots.isEmpty() || slots.get(0) < 1 || slots.get(slots.size() - 1) > 512) {
            throw new IllegalArgumentException("--slots takes numbers from 1 to 512, not " + slots);
        }
        if (repetitions < 1 || files < 1 || eventsPerFile < 1 || ballast < 0 || computeMicros < 0 || minutes < 1) {
            throw new IllegalArgumentException(
                    "--repetitions, --files, --events and --minutes are positive, --ballast and --compute not negative");
        }
    }

    static ScalingOptions parse(String... arguments) {
        Map<String, String> values = new LinkedHashMap<>(DEFAULTS);
        boolean sizes = true;
        boolean figuresOnly = false;
        boolean resume = false;
        for (int i = 0; i < arguments.length; i++) {
            String name = arguments[i];
            switch (name) {
                case "--no-sizes" -> sizes = false;
                case "--figures" -> figuresOnly = true;
                case "--resume" -> resume = true;
                case "--quick" -> {
                    sizes = false;
                    values.putAll(Map.of("slots", "4,16,64", "repetitions", "1"));
                }
                default -> {
                    if (!name.startsWith("--") || !DEFAULTS.containsKey(name.substring(2))) {
                        throw new IllegalArgumentException("there is no option " + name);
                    }
                    if (++i == arguments.length) {
                        throw new IllegalArgumentException(name + " needs a value");
                    }
                    values.put(name.substring(2), arguments[i]);
                }
            }
        }
        return of(values, sizes, figuresOnly, resume);
    }

    private static ScalingOptions of(Map<String, String> values, boolean sizes, boolean figuresOnly, boolean resume) {
        Path output = Path.of(text(values, "output")).toAbsolutePath();
        String data = text(values, "data");
        return new ScalingOptions(
                Arrays.stream(text(values, "slots").split(",", -1))
                        .map(each -> (int) number("slots", each))
                        .toList(),
                (int) number(values, "repetitions"),
                (int) number(values, "files"),
                number(values, "events"),
                (int) number(values, "cluster"),
                (int) number(values, "ballast"),
                Duration.ofMillis(number(values, "latency")),
                number(values, "requests"),
                1_000_000 * number(values, "bandwidth"),
                1_000_000 * number(values, "total-bandwidth"),
                number(values, "compute"),
                output,
                data.isEmpty() ? output.resolve("data") : Path.of(data).toAbsolutePath(),
                sizes,
                figuresOnly,
                resume,
                (int) number(values, "minutes"));
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

    private static long number(Map<String, String> values, String name) {
        return number(name, text(values, name));
    }

    private static long number(String name, String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException("--" + name + " " + text + " is not a whole number", notOne);
        }
    }

    private static String text(Map<String, String> values, String name) {
        return java.util.Objects.requireNonNull(values.get(name), name);
    }
}
