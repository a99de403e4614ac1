package io.farseek.readahead;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/**
 * What all bodies from one endpoint move together while any of them arrives. Counted over stretches of time rather than as the sum of what
 * each body seems to do: a thread that comes late finds its socket's buffer full and reads that at the speed of memory, many times what the
 * network moves. Safe for use from many threads.
 *
 * <p>It also tells what more requests could move at best. Where {@code n} bodies share a way, each further one gets at most what each of them
 * had; so what they moved, times the requests that may run at once, over {@code n}, is a bound. It falls when two stretches in turn have shown
 * a lower one, for a single one may be a stall, and rises slowly, for a crowd that has become careful is still there.
 */
final class Throughput {
    private static final long LEAST_STRETCH_NANOS = 20_000_000;
    private static final double LATEST_WEIGHT = 0.25;

    /** About a tenth in a second with bodies under way. */
    private static final double RISE_PER_STRETCH = 1.002;

    /** Stretches that have to agree that the bound is lower. */
    private static final int AGREEING = 2;

    private final int requestsInFlight;

    private final LongAdder arrived = new LongAdder();

    @GuardedBy("this") private int bodies;

    @GuardedBy("this") private long busyUntilNanos;

    @GuardedBy("this") private long busyNanos;

    /** Summed over the bodies under way. */
    @GuardedBy("this") private double bodyNanos;

    @GuardedBy("this") private long countedBytes;

    @GuardedBy("this") private double bytesPerSecond;

    @GuardedBy("this") private double mostBytesPerSecond = Double.MAX_VALUE;

    /** What the last stretches gave as bounds, in a ring. */
    @GuardedBy("this") private final double[] bounds = new double[AGREEING];

    @GuardedBy("this") private int next;

    /** {@code requestsInFlight} run at most at once. */
    Throughput(int requestsInFlight) {
        this.requestsInFlight = requestsInFlight;
        Arrays.fill(bounds, Double.MAX_VALUE);
    }

    void bytes(long count) {
        arrived.add(count);
    }

    synchronized void bodyBegins(long nowNanos) {
        if (bodies > 0) {
            count(nowNanos);
        }
        bodies++;
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

    /** What all requests that may run at once could move together at best; {@link Double#MAX_VALUE} until something has been seen. */
    synchronized double mostBytesPerSecond() {
        return mostBytesPerSecond;
    }

    @GuardedBy("this") private void count(long nowNanos) {
        long passed = Math.max(0, nowNanos - busyUntilNanos);
        busyNanos += passed;
        bodyNanos += (double) passed * bodies;
        busyUntilNanos = nowNanos;
        if (busyNanos < LEAST_STRETCH_NANOS) {
            return;
        }
        long bytes = arrived.sum();
        double measured = (bytes - countedBytes) * 1e9 / busyNanos;
        bytesPerSecond += (bytesPerSecond == 0 ? 1 : LATEST_WEIGHT) * (measured - bytesPerSecond);
        bounds[next] = measured * Math.max(1, requestsInFlight * busyNanos / bodyNanos);
        next = (next + 1) % AGREEING;
        double most = Arrays.stream(bounds).max().orElseThrow();
        mostBytesPerSecond = Math.max(measured, Math.min(most, mostBytesPerSecond * RISE_PER_STRETCH));
        countedBytes = bytes;
        busyNanos = 0;
        bodyNanos = 0;
    }
}
