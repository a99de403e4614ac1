package io.farseek.readahead;

/** A monotonic clock in nanoseconds with no defined origin; tests and the simulator bring their own. */
@FunctionalInterface
public interface Ticker {
    Ticker SYSTEM = System::nanoTime;

    long nanos();
}
