package io.farseek.readahead;

/**
 * What the last bodies moved at, in bytes a second. The median counts each by its bytes: of a short body most may have been in the socket's
 * buffer when its thread came to read it, which looks like ten times the network's speed, and a stalled one like none. Not safe for use from
 * several threads at once.
 */
final class BodyRates {
    private static final int KEPT = 11;

    private final double[] rates = new double[KEPT];
    private final long[] bytes = new long[KEPT];
    private final int[] slowestFirst = new int[KEPT];
    private int samples;

    void add(long count, double bytesPerSecond) {
        rates[samples % KEPT] = bytesPerSecond;
        bytes[samples % KEPT] = count;
        samples++;
    }

    /** The rate that half of the bytes kept account of moved at or below. There has to be one. */
    double median() {
        int known = Math.min(samples, KEPT);
        long all = 0;
        for (int i = 0; i < known; i++) {
            int place = i;
            for (; place > 0 && rates[slowestFirst[place - 1]] > rates[i]; place--) {
                slowestFirst[place] = slowestFirst[place - 1];
            }
            slowestFirst[place] = i;
            all += bytes[i];
        }
        int middle = 0;
        for (long passed = bytes[slowestFirst[0]]; passed <= all / 2 && middle < known - 1; ) {
            middle++;
            passed += bytes[slowestFirst[middle]];
        }
        return rates[slowestFirst[middle]];
    }
}
