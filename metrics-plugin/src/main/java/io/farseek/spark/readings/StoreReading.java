package io.farseek.spark.readings;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All statistics of one scheme at one instant, by name.
 *
 * <p>Histograms are found by the names of their buckets, {@code <name>.bucket.le_<bound>us} for times and {@code <name>.bucket.le_<bound>}
 * for sizes, each the number of values at most the bound.
 *
 * @param scheme the file system's scheme, such as {@code s3}
 * @param detailed whether the store publishes distributions under {@code farseek-<scheme>}; Hadoop's plain totals otherwise
 * @param values every statistic by name; read-only
 */
public record StoreReading(String scheme, boolean detailed, SortedMap<String, Long> values) {
    private static final String BUCKET = ".bucket.le_";
    private static final String UNBOUNDED = "inf";

    public StoreReading {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** The statistic of that name, 0 when there is none. */
    public long value(String name) {
        return values.getOrDefault(name, 0L);
    }

    /** The distribution called {@code name}, {@link Distribution#EMPTY} when there is none. */
    public Distribution distribution(String name) {
        Map<Long, Long> counts = new HashMap<>();
        String prefix = name + BUCKET;
        for (Map.Entry<String, Long> each : values.tailMap(prefix).entrySet()) {
            if (!each.getKey().startsWith(prefix)) {
                break;
            }
            long bound = boundOf(each.getKey().substring(prefix.length()));
            if (bound > 0) {
                counts.put(bound, each.getValue());
            }
        }
        if (counts.isEmpty()) {
            return Distribution.EMPTY;
        }
        return Distribution.of(counts, values.getOrDefault(name + ".max_us", value(name + ".max")));
    }

    /** The names of all distributions of times, in microseconds. */
    public SortedMap<String, Distribution> timings() {
        return distributions(true);
    }

    /** The names of all distributions of sizes, in bytes. */
    public SortedMap<String, Distribution> sizes() {
        return distributions(false);
    }

    /** Bytes fetched from the store for each byte handed to a reader; 0 while nothing was read. */
    public double readAmplification() {
        long read = value("bytesRead");
        return read == 0 ? 0 : (double) value("bytesFetched") / read;
    }

    /**
     * What happened since {@code earlier}: each value less its earlier one. A value that fell is kept as it is: it is a level, or a total
     * that was reset. Maxima stay those since start.
     */
    public StoreReading since(StoreReading earlier) {
        TreeMap<String, Long> difference = new TreeMap<>();
        values.forEach((name, value) -> {
            long before = earlier.value(name);
            boolean total = value >= before && !name.endsWith(".max_us") && !name.endsWith(".max");
            difference.put(name, total ? value - before : value);
        });
        return new StoreReading(scheme, detailed, difference);
    }

    /** Whether {@code name} is one bucket of a distribution. */
    public static boolean isBucket(String name) {
        return name.contains(BUCKET);
    }

    private SortedMap<String, Distribution> distributions(boolean times) {
        TreeSet<String> names = new TreeSet<>();
        for (String each : values.keySet()) {
            int at = each.indexOf(BUCKET);
            if (at > 0 && values.containsKey(each.substring(0, at) + (times ? ".sum_us" : ".sum"))) {
                names.add(each.substring(0, at));
            }
        }
        TreeMap<String, Distribution> found = new TreeMap<>();
        names.forEach(name -> found.put(name, distribution(name)));
        return Collections.unmodifiableSortedMap(found);
    }

    private static long boundOf(String text) {
        if (text.equals(UNBOUNDED)) {
            return Long.MAX_VALUE;
        }
        try {
            return Long.parseLong(text.endsWith("us") ? text.substring(0, text.length() - 2) : text);
        } catch (NumberFormatException notABound) {
            return -1;
        }
    }
}
