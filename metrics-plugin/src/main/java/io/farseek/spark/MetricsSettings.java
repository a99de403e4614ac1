package io.farseek.spark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.network.util.JavaUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * The plugin's settings, read once.
 *
 * @param schemes the schemes wanted; empty for all
 */
record MetricsSettings(
        Set<String> schemes,
        MetricDetail detail,
        int maxSeries,
        Duration window,
        Duration samplePeriod,
        boolean taskRecords,
        Optional<Path> heatMapDirectory) {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsSettings.class);

    MetricsSettings {
        schemes = Set.copyOf(schemes);
    }

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException naming the key, its value and what it takes
     */
    static MetricsSettings from(SparkConf conf) {
        warnOfUnknownKeys(conf);
        MetricDetail detail = parse(conf, MetricsKey.DETAIL, MetricDetail::parse, "one of summary, standard, full");
        boolean unlimited = detail == MetricDetail.FULL && !conf.contains(MetricsKey.MAX_SERIES.key());
        int maxSeries = parse(
                conf,
                MetricsKey.MAX_SERIES,
                text -> atLeast(10, Integer.parseInt(text)),
                "a whole number of at least 10");
        Duration window = parse(
                conf,
                MetricsKey.WINDOW,
                text -> between(Duration.ofSeconds(1), Duration.ofHours(1), text),
                "a time from 1s to 1h, such as 60s");
        Duration period = parse(
                conf,
                MetricsKey.SAMPLE_PERIOD,
                text -> between(Duration.ofMillis(100), window, text),
                "a time from 100ms to the window of " + window.toSeconds() + "s, such as 5s");
        return new MetricsSettings(
                parse(conf, MetricsKey.SCHEMES, MetricsSettings::schemeSet, "schemes such as s3,oci or *"),
                detail,
                unlimited ? Integer.MAX_VALUE : maxSeries,
                window,
                period,
                parse(conf, MetricsKey.TASK_RECORDS, MetricsSettings::trueOrFalse, "true or false"),
                parse(
                        conf,
                        MetricsKey.HEAT_MAP_DIRECTORY,
                        text -> text.isBlank() ? Optional.<Path>empty() : Optional.of(Path.of(text.strip())),
                        "a local directory"));
    }

    private static <T> T parse(SparkConf conf, MetricsKey key, Function<String, T> parser, String takes) {
        String text = conf.get(key.key(), key.defaultValue());
        try {
            return parser.apply(text.strip());
        } catch (IllegalArgumentException bad) {
            throw new IllegalArgumentException(key.key() + "=" + text + " is not " + takes, bad);
        }
    }

    private static Set<String> schemeSet(String text) {
        if (text.isEmpty() || text.equals("*")) {
            return Set.of();
        }
        return Arrays.stream(text.split(","))
                .map(each -> each.strip().toLowerCase(Locale.ROOT))
                .peek(each -> {
                    if (!each.matches("[a-z][a-z0-9+.-]*")) {
                        throw new IllegalArgumentException("not a scheme: " + each);
                    }
                })
                .collect(Collectors.toSet());
    }

    private static int atLeast(int least, int value) {
        if (value < least) {
            throw new IllegalArgumentException(value + " is below " + least);
        }
        return value;
    }

    private static Duration between(Duration least, Duration most, String text) {
        Duration value = Duration.ofMillis(JavaUtils.timeStringAsMs(text));
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(value + " is not from " + least + " to " + most);
        }
        return value;
    }

    private static boolean trueOrFalse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false: " + text);
        };
    }

    private static void warnOfUnknownKeys(SparkConf conf) {
        Set<String> known =
                Arrays.stream(MetricsKey.values()).map(MetricsKey::key).collect(Collectors.toCollection(TreeSet::new));
        for (Tuple2<String, String> each : conf.getAllWithPrefix(MetricsKey.PREFIX)) {
            if (!known.contains(MetricsKey.PREFIX + each._1())) {
                LOG.warn("{}{} is not a setting of the Farseek plugin; it has {}", MetricsKey.PREFIX, each._1(), known);
            }
        }
    }
}
