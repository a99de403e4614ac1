package io.farseek.readahead;

import java.util.Arrays;

/** The last times to first byte, in nanoseconds. Not safe for use from several threads at once. */
final class Latencies {
    private static final int KEPT = 63;

    private final long[] latest = new long[KEPT];
    private final long[] sorted = new long[KEPT];
    private int samples;

    void add(long nanos) {
        latest[samples % KEPT] = Math.max(1, nanos);
        samples++;
    }

    /** How many there have been, those forgotten included. */
    int samples() {
        return samples;
    }

    long median() {
        return quantile(1, 2);
    }

    /** The one that {@code of} in {@code all} of those kept are shorter than. There has to be one. */
    long quantile(int of, int all) {
        int known = Math.min(samples, KEPT);
        System.arraycopy(latest, 0, sorted, 0, known);
        Arrays.sort(sorted, 0, known);
        return sorted[known * of / all];
    }
}
