package io.farseek.spark;

import io.farseek.spark.readings.StoreReading;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;

/** Remembers readings long enough to say what a store's statistics were one window ago. Thread-safe. */
final class RollingWindow {
    private final long windowNanos;
    private final ArrayDeque<Sample> samples = new ArrayDeque<>();

    private record Sample(long atNanos, Map<String, StoreReading> byScheme) {}

    RollingWindow(Duration window) {
        windowNanos = window.toNanos();
    }

    /** Adds what was read at {@code atNanos}; times never go back. Forgets samples no later call can need. */
    synchronized void add(long atNanos, Map<String, StoreReading> byScheme) {
        samples.addLast(new Sample(atNanos, byScheme));
        while (samples.size() > 1 && secondOldestIsOldEnough(atNanos)) {
            samples.removeFirst();
        }
    }

    /**
     * The scheme's statistics one window before {@code nowNanos}: the newest sample at least that old, else the oldest. A scheme that was
     * not there yet had counted nothing.
     */
    synchronized StoreReading start(String scheme, long nowNanos) {
        Sample found = null;
        for (Sample each : samples) {
            if (found == null || nowNanos - each.atNanos() >= windowNanos) {
                found = each;
            }
        }
        StoreReading reading = found == null ? null : found.byScheme().get(scheme);
        return reading == null ? new StoreReading(scheme, false, new TreeMap<>()) : reading;
    }

    private boolean secondOldestIsOldEnough(long nowNanos) {
        var each = samples.iterator();
        each.next();
        return nowNanos - each.next().atNanos() >= windowNanos;
    }
}
