package io.farseek.readahead;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.atomic.LongAdder;

/**
 * What all bodies from one endpoint move together while any of them arrives. Counted over stretches of time rather than as the sum of what
 * each body seems to do: a thread that comes late finds its socket's buffer full and reads that at the speed of memory, many times what the
 * network moves. Safe for use from many threads.
 */
final class Throughput {
    private static final long LEAST_STRETCH_NANOS = 20_000_000;
    private static final double LATEST_WEIGHT = 0.25;

    private final LongAdder arrived = new LongAdder();

    @GuardedBy("this") private int bodies;

    @GuardedBy("this") private long busyUntilNanos;

    @GuardedBy("this") private long busyNanos;

    @GuardedBy("this") private long countedBytes;

    @GuardedBy("this") private double bytesPerSecond;

    void bytes(long count) {
        arrived.add(count);
    }

    synchronized void bodyBegins(long nowNanos) {
        if (bodies++ > 0) {
            count(nowNanos);
        }
        busyUntilNanos = nowNanos;
    }

    /** A body has ended, whole or not. */
    synchronized void bodyEnds(long nowNanos) {
        count(nowNanos);
        bodies--;
    }

    /** Bytes a second, a moving average; 0 until something has been seen. */
    synchronized double bytesPerSecond() {
        return bytesPerSecond;
    }

    @GuardedBy("this") private void count(long nowNanos) {
        busyNanos += Math.max(0, nowNanos - busyUntilNanos);
        busyUntilNanos = nowNanos;
        if (busyNanos < LEAST_STRETCH_NANOS) {
            return;
        }
        long bytes = arrived.sum();
        double measured = (bytes - countedBytes) * 1e9 / busyNanos;
        bytesPerSecond += (bytesPerSecond == 0 ? 1 : LATEST_WEIGHT) * (measured - bytesPerSecond);
        countedBytes = bytes;
        busyNanos = 0;
    }
}
