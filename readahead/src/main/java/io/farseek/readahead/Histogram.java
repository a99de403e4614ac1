package io.farseek.readahead;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * A histogram with one bucket a power of two, lock-free and allocation-free to record into.
 *
 * <p>Bucket {@code k} counts the values in (2^(k-1), 2^k]; bucket 0 those up to 1; negative values count as 0. Counts, sum and maximum are
 * each exact but not read at one instant together: a reader may see a count one ahead of the sum.
 */
public final class Histogram {
    /** Enough for every positive long. */
    public static final int BUCKETS = 64;

    // Two threads hitting neighbouring buckets would share a cache line: each bucket has its own.
    private static final int STRIDE = 8;

    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS * STRIDE);
    private final LongAdder sum = new LongAdder();
    private final LongAccumulator max = new LongAccumulator(Math::max, 0);

    /** Counts one value. At most tens of nanoseconds; never throws. */
    public void record(long value) {
        long counted = Math.max(0, value);
        counts.getAndIncrement(bucketOf(counted) * STRIDE);
        sum.add(counted);
        max.accumulate(counted);
    }

    /** The bucket that counts {@code value}: the smallest k with value at most 2^k. */
    public static int bucketOf(long value) {
        return value <= 1 ? 0 : 64 - Long.numberOfLeadingZeros(value - 1);
    }

    /** How many values fell in bucket {@code k} alone (not cumulative). */
    public long count(int k) {
        return counts.get(k * STRIDE);
    }

    public long count() {
        long total = 0;
        for (int k = 0; k < BUCKETS; k++) {
            total += count(k);
        }
        return total;
    }

    public long sum() {
        return sum.sum();
    }

    public long max() {
        return max.get();
    }

    /**
     * The value below which the share {@code quantile} of the values lies, by linear interpolation inside its bucket and never above the
     * maximum; 0 when nothing was recorded.
     */
    public double quantile(double quantile) {
        double wanted = quantile * count();
        double seen = 0;
        for (int k = 0; k < BUCKETS; k++) {
            long inBucket = count(k);
            if (inBucket > 0 && seen + inBucket >= wanted) {
                double lower = k == 0 ? 0 : Math.scalb(1.0, k - 1);
                double upper = Math.scalb(1.0, k);
                return Math.min(max(), lower + (upper - lower) * Math.max(0, wanted - seen) / inBucket);
            }
            seen += inBucket;
        }
        return max();
    }
}
