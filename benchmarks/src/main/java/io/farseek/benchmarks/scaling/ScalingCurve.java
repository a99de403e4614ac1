package io.farseek.benchmarks.scaling;

import java.util.Collection;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Run times of one job at several sizes of a cluster, and what they say about its scaling.
 *
 * @param seconds time by size; sizes are positive, at least one
 */
record ScalingCurve(NavigableMap<Integer, Double> seconds) {
    ScalingCurve {
        seconds = java.util.Collections.unmodifiableNavigableMap(new TreeMap<>(seconds));
        if (seconds.isEmpty() || seconds.firstKey() < 1) {
            throw new IllegalArgumentException("a curve needs a time at one positive size at least, not " + seconds);
        }
        for (double each : seconds.values()) {
            if (!(each > 0)) {
                throw new IllegalArgumentException("times are positive: " + seconds);
            }
        }
    }

    /** The smallest size measured, which the others are compared with. */
    int base() {
        return seconds.firstKey();
    }

    /** {@code S(x) = t(x0) / t(x)}. */
    double speedup(int size) {
        return time(base()) / time(size);
    }

    /** {@code E(x) = S(x) x0 / x}: 1 where twice the size takes half the time. */
    double efficiency(int size) {
        return speedup(size) * base() / size;
    }

    /**
     * {@code NS(x) = (S(x) - 1) t(s0) / t(x0) + 1}: the throughput gained over the curve's own base, in units of the reference's throughput.
     * Every curve starts at 1.
     *
     * @param referenceSeconds {@code t(s0)} as {@link #referenceSeconds} finds it
     */
    double normalisedSpeedup(int size, double referenceSeconds) {
        return (speedup(size) - 1) * referenceSeconds / time(base()) + 1;
    }

    /** The time of the curve whose base is the largest; of several with that base the longest time. */
    static double referenceSeconds(Collection<ScalingCurve> curves) {
        int largest = curves.stream().mapToInt(ScalingCurve::base).max().orElseThrow();
        return curves.stream()
                .filter(each -> each.base() == largest)
                .mapToDouble(each -> each.time(largest))
                .max()
                .orElseThrow();
    }

    /** Speedup by size. */
    SortedMap<Integer, Double> speedups() {
        SortedMap<Integer, Double> all = new TreeMap<>();
        seconds.keySet().forEach(size -> all.put(size, speedup(size)));
        return all;
    }

    double time(int size) {
        Double time = seconds.get(size);
        if (time == null) {
            throw new IllegalArgumentException("size " + size + " was not measured, only " + seconds.keySet());
        }
        return time;
    }
}
