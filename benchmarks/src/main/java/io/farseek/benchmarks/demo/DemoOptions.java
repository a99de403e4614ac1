package io.farseek.benchmarks.demo;

import io.farseek.benchmarks.tool.CommandLine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;

/**
 * What the demo's user asked for.
 *
 * @param events to generate
 * @param format of the generated files, {@code root} or {@code parquet}
 * @param ballast branches the job does not read
 * @param ttfb first-byte latency of the store
 * @param megabytesPerSecond what one connection to the store carries; 0 for no limit
 * @param port of the store, 0 for a free one
 * @param html page to write; empty for none
 * @param keep whether the work folder stays
 * @param withS3a whether S3A reads as well
 * @param store that holds the events
 */
record DemoOptions(
        long events,
        String format,
        int ballast,
        Duration ttfb,
        int megabytesPerSecond,
        int port,
        Optional<Path> html,
        boolean keep,
        boolean withS3a,
        DemoStore store) {
    static final String HELP = CommandLine.help("demo");

    static final DemoOptions DEFAULT = new DemoOptions(
            1_000_000,
            "root",
            32,
            Duration.ofMillis(30),
            50,
            0,
            Optional.of(Path.of("farseek-demo.html")),
            false,
            false,
            DemoStore.S3);

    /** About how long the files will be together. */
    long bytes() {
        return events * (80 + 4L * ballast);
    }

    static DemoOptions parse(String... arguments) throws DemoFailure {
        DemoOptions options = DEFAULT;
        Iterator<String> left = Arrays.asList(arguments).iterator();
        while (left.hasNext()) {
            String option = left.next();
            options = switch (option) {
                case "--events" -> options.withEvents(count(option, value(option, left)));
                case "--format" -> options.withFormat(choice(option, value(option, left), "root", "parquet"));
                case "--ballast" -> options.withBallast((int) number(option, value(option, left), 0, 1000));
                case "--store" -> options.withStore(DemoStore.named(choice(option, value(option, left), "s3", "oci")));
                case "--ttfb" -> options.withTtfb(Duration.ofMillis(number(option, value(option, left), 0, 5000)));
                case "--bandwidth" -> options.withBandwidth((int) number(option, value(option, left), 0, 10_000));
                case "--port" -> options.withPort((int) number(option, value(option, left), 0, 65_535));
                case "--html" -> options.withHtml(value(option, left));
                case "--with-s3a" -> options.withS3a(true);
                case "--keep" -> options.withKeep();
                default -> throw DemoFailure.usage("There is no option " + option + ".");
            };
        }
        if (options.withS3a() && options.store() != DemoStore.S3) {
            throw DemoFailure.usage("--with-s3a needs --store s3: S3A reads nothing else.");
        }
        return options;
    }

    private static String value(String option, Iterator<String> left) throws DemoFailure {
        if (!left.hasNext()) {
            throw DemoFailure.usage(option + " needs a value.");
        }
        return left.next();
    }

    private static long count(String option, String text) throws DemoFailure {
        String lower = text.toLowerCase(Locale.ROOT);
        long unit = lower.endsWith("m") ? 1_000_000 : lower.endsWith("k") ? 1000 : 1;
        String digits = unit == 1 ? lower : lower.substring(0, lower.length() - 1);
        return unit * number(option, digits.replace("_", ""), 10_000 / unit, 20_000_000 / unit);
    }

    private static long number(String option, String text, long least, long most) throws DemoFailure {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            // told below
        }
        throw DemoFailure.usage(option + " " + text + " is not a whole number from " + least + " to " + most + ".");
    }

    private static String choice(String option, String text, String... choices) throws DemoFailure {
        if (!Arrays.asList(choices).contains(text)) {
            throw DemoFailure.usage(option + " " + text + " is not one of: " + String.join(", ", choices) + ".");
        }
        return text;
    }

    private DemoOptions withEvents(long other) {
        return new DemoOptions(other, format, ballast, ttfb, megabytesPerSecond, port, html, keep, withS3a, store);
    }

    private DemoOptions withFormat(String other) {
        return new DemoOptions(events, other, ballast, ttfb, megabytesPerSecond, port, html, keep, withS3a, store);
    }

    private DemoOptions withBallast(int other) {
        return new DemoOptions(events, format, other, ttfb, megabytesPerSecond, port, html, keep, withS3a, store);
    }

    private DemoOptions withTtfb(Duration other) {
        return new DemoOptions(events, format, ballast, other, megabytesPerSecond, port, html, keep, withS3a, store);
    }

    private DemoOptions withBandwidth(int other) {
        return new DemoOptions(events, format, ballast, ttfb, other, port, html, keep, withS3a, store);
    }

    private DemoOptions withPort(int other) {
        return new DemoOptions(events, format, ballast, ttfb, megabytesPerSecond, other, html, keep, withS3a, store);
    }

    private DemoOptions withHtml(String file) {
        Optional<Path> other = file.equals("none") ? Optional.empty() : Optional.of(Path.of(file));
        return new DemoOptions(events, format, ballast, ttfb, megabytesPerSecond, port, other, keep, withS3a, store);
    }

    private DemoOptions withS3a(boolean other) {
        return new DemoOptions(events, format, ballast, ttfb, megabytesPerSecond, port, html, keep, other, store);
    }

    private DemoOptions withStore(DemoStore other) {
        return new DemoOptions(events, format, ballast, ttfb, megabytesPerSecond, port, html, keep, withS3a, other);
    }

    private DemoOptions withKeep() {
        return new DemoOptions(events, format, ballast, ttfb, megabytesPerSecond, port, html, true, withS3a, store);
    }
}
