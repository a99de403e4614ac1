package io.farseek.benchmarks.replay;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads figures as people write them: {@code 20ms}, {@code 60MB/s}, {@code 256MiB}. */
final class Quantity {
    private static final Pattern FORM = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*([A-Za-z]*)(/s)?");
    private static final Map<String, Double> SECONDS = Map.of("us", 1e-6, "ms", 1e-3, "s", 1.0, "", 1e-3);
    private static final Map<String, Double> BYTES = Map.of(
            "", 1.0,
            "b", 1.0,
            "kb", 1e3,
            "mb", 1e6,
            "gb", 1e9,
            "kib", 1024.0,
            "mib", 1048576.0,
            "gib", 1073741824.0);

    private Quantity() {}

    /** A duration in seconds; milliseconds where no unit is given. */
    static double seconds(String text) {
        return parse(text, SECONDS, "a time such as 20ms");
    }

    /** A number of bytes, or of bytes a second. */
    static double bytes(String text) {
        return parse(text, BYTES, "a size such as 256MiB or a rate such as 60MB/s");
    }

    private static double parse(String text, Map<String, Double> units, String wanted) {
        Matcher matcher = FORM.matcher(text.strip());
        Double unit = matcher.matches() ? units.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("\"" + text + "\" is not " + wanted);
        }
        return Double.parseDouble(matcher.group(1)) * unit;
    }
}
