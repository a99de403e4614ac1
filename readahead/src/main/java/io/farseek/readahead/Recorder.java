package io.farseek.readahead;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts and times every remote call of one scheme. Recording is lock-free, allocation-free and never throws; reading sees each figure
 * exactly but not all of them at one instant. One recorder serves all file systems of a scheme in a JVM.
 */
// The ordinal is the array index here, which a map of enums would only hide behind an allocation or a hash.
@SuppressWarnings("EnumOrdinal")
public final class Recorder {
    private final Histogram[] timings = histograms(Timing.values().length);
    private final Histogram[] sizes = histograms(Size.values().length);
    private final LongAdder[] counts = adders(Count.values().length);
    private final LongAdder[] levels = adders(Level.values().length);

    /** Records a duration. Kept in microseconds, rounded to the nearest. */
    public void time(Timing timing, long nanos) {
        timings[timing.ordinal()].record((nanos + 500) / 1000);
    }

    public void size(Size size, long bytes) {
        sizes[size.ordinal()].record(bytes);
    }

    public void add(Count count, long amount) {
        counts[count.ordinal()].add(amount);
    }

    public void increment(Count count) {
        counts[count.ordinal()].increment();
    }

    /** Moves a present value up or, with a negative amount, down. */
    public void shift(Level level, long amount) {
        levels[level.ordinal()].add(amount);
    }

    /** Durations in microseconds. */
    public Histogram timing(Timing timing) {
        return timings[timing.ordinal()];
    }

    public Histogram sizes(Size size) {
        return sizes[size.ordinal()];
    }

    public long count(Count count) {
        return counts[count.ordinal()].sum();
    }

    public long level(Level level) {
        return levels[level.ordinal()].sum();
    }

    private static Histogram[] histograms(int n) {
        Histogram[] all = new Histogram[n];
        for (int i = 0; i < n; i++) {
            all[i] = new Histogram();
        }
        return all;
    }

    private static LongAdder[] adders(int n) {
        LongAdder[] all = new LongAdder[n];
        for (int i = 0; i < n; i++) {
            all[i] = new LongAdder();
        }
        return all;
    }
}
