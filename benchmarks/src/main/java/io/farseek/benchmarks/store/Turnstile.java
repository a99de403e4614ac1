package io.farseek.benchmarks.store;

/** Lets units through at a rate, first come first served: each caller learns when its turn is. Thread-safe; never waits itself. */
final class Turnstile {
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
}
