package io.farseek.spark.readings;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many values fell below each of a rising list of bounds. The last bound is {@link Long#MAX_VALUE} when the source has an unbounded
 * bucket. Immutable.
 */
public final class Distribution {
    /** The distribution of nothing. */
    public static final Distribution EMPTY = new Distribution(new long[0], new long[0], 0);

    private final long[] bounds;
    private final long[] cumulative;
    private final long max;

    private Distribution(long[] bounds, long[] cumulative, long max) {
        this.bounds = bounds;
        this.cumulative = cumulative;
        this.max = max;
    }

    /**
     * A distribution from counts.
     *
     * @param countsAtMost for each upper bound how many values were at most that; a map out of order or with falling counts, as concurrent
     *     updates can leave it, is repaired upwards
     * @param max the largest value, 0 when unknown
     */
    public static Distribution of(Map<Long, Long> countsAtMost, long max) {
        TreeMap<Long, Long> sorted = new TreeMap<>(countsAtMost);
        long[] bounds = new long[sorted.size()];
        long[] cumulative = new long[sorted.size()];
        int i = 0;
        long highest = 0;
        for (Map.Entry<Long, Long> each : sorted.entrySet()) {
            highest = Math.max(highest, each.getValue());
            bounds[i] = each.getKey();
            cumulative[i++] = highest;
        }
        return new Distribution(bounds, cumulative, max);
    }

    /** How many bounds there are; 0 for {@link #EMPTY}. */
    public int size() {
        return bounds.length;
    }

    public long bound(int index) {
        return bounds[index];
    }

    /** How many values were above the bound before and at most this one. */
    public long countIn(int index) {
        return index == 0 ? cumulative[0] : cumulative[index] - cumulative[index - 1];
    }

    public long count() {
        return cumulative.length == 0 ? 0 : cumulative[cumulative.length - 1];
    }

    public long max() {
        return max;
    }

    /**
     * What was added since {@code earlier}. An earlier reading with other bounds or higher counts belongs to statistics that were reset
     * since: then everything here is new. The maximum stays the one since start: buckets do not tell when it happened.
     */
    public Distribution since(Distribution earlier) {
        if (!Arrays.equals(bounds, earlier.bounds)) {
            return this;
        }
        long[] difference = new long[cumulative.length];
        for (int i = 0; i < difference.length; i++) {
            if (cumulative[i] < earlier.cumulative[i]) {
                return this;
            }
            difference[i] = cumulative[i] - earlier.cumulative[i];
        }
        for (int i = 1; i < difference.length; i++) {
            difference[i] = Math.max(difference[i], difference[i - 1]);
        }
        return new Distribution(bounds, difference, max);
    }

    /**
     * The value below which the share {@code quantile} of the values lies: linear interpolation inside the bucket it falls in, never above
     * the maximum where that is known; 0 when there are no values. With bounds that double, at most a factor of two off.
     */
    public double quantile(double quantile) {
        long total = count();
        if (total == 0) {
            return 0;
        }
        double wanted = quantile * total;
        for (int i = 0; i < bounds.length; i++) {
            long inBucket = countIn(i);
            if (inBucket > 0 && cumulative[i] >= wanted) {
                double lower = i == 0 ? 0 : bounds[i - 1];
                double upper = max > lower ? Math.min(bounds[i], max) : bounds[i];
                if (upper == Long.MAX_VALUE) {
                    return lower;
                }
                double before = cumulative[i] - inBucket;
                return lower + (upper - lower) * Math.max(0, wanted - before) / inBucket;
            }
        }
        return max;
    }

    @Override
    public String toString() {
        return "Distribution" + Arrays.toString(bounds) + Arrays.toString(cumulative) + " max " + max;
    }
}
