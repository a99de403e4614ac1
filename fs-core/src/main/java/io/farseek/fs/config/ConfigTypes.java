package io.farseek.fs.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The types that keys are made of, with the spelling of sizes and times. */
final class ConfigTypes {
    private static final Pattern SIZE = Pattern.compile("(\\d+)\\s*([kmgtKMGT]?)[iI]?[bB]?");
    private static final Pattern TIME = Pattern.compile("(\\d+)\\s*(ns|us|ms|s|m|min|h|d|)");

    private ConfigTypes() {}

    static final ConfigType<Boolean> FLAG =
            new ConfigType<>("flag", "true or false", text -> switch (text.toLowerCase(Locale.ROOT)) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException("neither true nor false");
            });

    static final ConfigType<String> TEXT = new ConfigType<>("text", "", text -> text);

    static ConfigType<Integer> integer(int min, int max) {
        return new ConfigType<>("number", min + " to " + max, text -> {
            int value;
            try {
                value = Integer.parseInt(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("not a whole number", e);
            }
            check(value >= min && value <= max);
            return value;
        });
    }

    static ConfigType<Double> decimal(double min, double max) {
        return new ConfigType<>("number", plain(min) + " to " + plain(max), text -> {
            double value;
            try {
                value = Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("not a number", e);
            }
            check(value >= min && value <= max);
            return value;
        });
    }

    static ConfigType<Long> size(String min, String max) {
        long least = bytes(min);
        long most = bytes(max);
        return new ConfigType<>("size", min + " to " + max, text -> {
            long value = bytes(text);
            check(value >= least && value <= most);
            return value;
        });
    }

    static ConfigType<Duration> time(String min, String max) {
        Duration least = duration(min);
        Duration most = duration(max);
        return new ConfigType<>("time", min + " to " + max, text -> {
            Duration value = duration(text);
            check(value.compareTo(least) >= 0 && value.compareTo(most) <= 0);
            return value;
        });
    }

    static <E extends Enum<E>> ConfigType<E> oneOf(Class<E> values) {
        String allowed = Arrays.stream(values.getEnumConstants())
                .map(ConfigTypes::spelling)
                .collect(Collectors.joining(", "));
        return new ConfigType<>(
                "choice",
                allowed,
                text -> Arrays.stream(values.getEnumConstants())
                        .filter(each -> spelling(each).equals(text.toLowerCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("not one of the choices")));
    }

    /** Enum constants are written in lower case with hyphens. */
    static String spelling(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static long bytes(String text) {
        Matcher parts = SIZE.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a size such as 512, 64k, 8m or 1g");
        }
        int shift = switch (parts.group(2).toLowerCase(Locale.ROOT)) {
            case "k" -> 10;
            case "m" -> 20;
            case "g" -> 30;
            case "t" -> 40;
            default -> 0;
        };
        try {
            return Math.multiplyExact(Long.parseLong(parts.group(1)), 1L << shift);
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("too large for a size", e);
        }
    }

    /** A number without a unit means milliseconds, as in the keys of older connectors. */
    private static Duration duration(String text) {
        Matcher parts = TIME.matcher(text.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a time such as 500ms, 30s, 5m or 1h");
        }
        try {
            long number = Long.parseLong(parts.group(1));
            return switch (parts.group(2)) {
                case "ns" -> Duration.ofNanos(number);
                case "us" -> Duration.ofNanos(Math.multiplyExact(number, 1000L));
                case "s" -> Duration.ofSeconds(number);
                case "m", "min" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                case "d" -> Duration.ofDays(number);
                default -> Duration.ofMillis(number);
            };
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("too large for a time", e);
        }
    }

    private static void check(boolean inRange) {
        if (!inRange) {
            throw new IllegalArgumentException("out of range");
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
