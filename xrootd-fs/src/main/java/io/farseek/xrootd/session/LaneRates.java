package io.farseek.xrootd.session;

import java.util.concurrent.TimeUnit;

/**
 * What the lanes of a file carry each, by how many they are: whether more of them carry more together. Guarded like {@link LaneGrowth}, which
 * looks every few milliseconds while reads are under way.
 */
final class LaneRates {
    /** Shorter stretches say more of when threads woke up than of the network. */
    private static final long STRETCH_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    /** What is left of a lane's rate when there are several, for more of them to be worth it. */
    private static final double HOLDS = 0.75;

    private double alone;
    private double each;
    private int lanes;
    private long sinceNanos;
    private long sinceBytes;

    /**
     * Takes a look; what came since the last one counts where the lanes were as many and all had something under way.
     *
     * @param bytes that all of them have brought so far
     */
    void look(int now, boolean busy, long bytes, long nowNanos) {
        if (!busy || now != lanes) {
            begin(now, nowNanos, bytes);
            each = 0;
        } else if (nowNanos - sinceNanos >= STRETCH_NANOS) {
            each = (bytes - sinceBytes) * 1e9 / (nowNanos - sinceNanos) / lanes;
            if (lanes == 1) {
                alone = Math.max(alone, each);
            }
            begin(lanes, nowNanos, bytes);
        }
    }

    private void begin(int count, long nowNanos, long bytes) {
        lanes = count;
        sinceNanos = nowNanos;
        sinceBytes = bytes;
    }

    /** Whether {@code count} lanes, all busy at present, carry as much each as one did when it was alone. */
    boolean hold(int count) {
        return count == lanes && alone > 0 && each >= HOLDS * alone;
    }

    /** The file is open anew: nothing is known of its server. */
    void beginAnew() {
        alone = 0;
        each = 0;
        lanes = 0;
    }
}
