package io.farseek.readahead;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/**
 * How many files have requests under way at once. A file that reads piece by piece has none between two pieces, so that any one moment shows
 * fewer than share the way: what counts is the most of the last moments. Safe for use from many threads.
 */
final class ActiveFiles {
    private static final long STRETCH_NANOS = 100_000_000;

    @GuardedBy("this") private int underWay;

    /** Most at once since {@link #sinceNanos}, and in the stretch of time before. */
    @GuardedBy("this") private int most;

    @GuardedBy("this") private int mostBefore;

    @GuardedBy("this") private long sinceNanos;

    /** A file that had no requests under way sends one. */
    synchronized void begins(long nowNanos) {
        turn(nowNanos);
        underWay++;
        most = Math.max(most, underWay);
    }

    /** One of a file's requests is over, and others are under way. */
    synchronized void goesOn(long nowNanos) {
        turn(nowNanos);
    }

    /** A file's last request is over. */
    synchronized void ends(long nowNanos) {
        turn(nowNanos);
        underWay--;
    }

    /** At least 1. */
    synchronized int sharing() {
        return Math.max(1, Math.max(most, mostBefore));
    }

    @GuardedBy("this") private void turn(long nowNanos) {
        long passed = nowNanos - sinceNanos;
        if (passed >= STRETCH_NANOS) {
            mostBefore = passed >= 2 * STRETCH_NANOS ? underWay : most;
            most = underWay;
            sinceNanos = nowNanos;
        }
    }
}
