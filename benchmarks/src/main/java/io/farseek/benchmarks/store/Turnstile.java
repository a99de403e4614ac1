package io.farseek.benchmarks.store;

/** Lets units through at a rate, first come first served: each caller learns when its turn is. Thread-safe; never waits itself. */
final class Turnstile {
    static final long NOT_NOW = Long.MIN_VALUE;

    /** How much may pass at once after a time in which nothing did. */
    private static final double BURST_NANOS = 0.1e9;

    private final double nanosPerUnit;
    private double free = Double.NEGATIVE_INFINITY;

    /** @param unitsPerSecond 0 for no limit */
    Turnstile(double unitsPerSecond) {
        nanosPerUnit = unitsPerSecond == 0 ? 0 : 1e9 / unitsPerSecond;
    }

    /**
     * Takes the next turn.
     *
     * @param nowNanos by {@link System#nanoTime}
     * @return when the {@code units} are through; {@code nowNanos} when there is no limit
     */
    synchronized long pass(long nowNanos, double units) {
        free = Math.max(free, nowNanos) + units * nanosPerUnit;
        return (long) free;
    }

    /** Takes a turn if there is one now, or within the tenth of a second of turns that may be taken in advance; else {@link #NOT_NOW}. */
    synchronized long passNow(long nowNanos) {
        double next = Math.max(free, nowNanos) + nanosPerUnit;
        if (next - nowNanos > BURST_NANOS + nanosPerUnit) {
            return NOT_NOW;
        }
        free = next;
        return nowNanos;
    }
}
