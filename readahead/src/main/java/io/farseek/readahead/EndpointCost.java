package io.farseek.readahead;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What has been measured of one endpoint. Safe for use from many threads.
 *
 * <p>Latency is the median of the last requests' times to first byte, so that a slow tail does not pass for the rule. Bandwidth is a moving
 * average over bodies long enough to show it. Both are compared with the best seen, which fades by half every ten minutes or so, to tell an
 * idle network from a shared one. Where this JVM's own requests together move plenty for each of the files it reads, each of them is slow because
 * of the others, and nobody else is.
 */
final class EndpointCost {
    /** Assumed until something is measured: a store in the same region. */
    static final CostEstimate PRIOR = new CostEstimate(0.030, 50e6, 500e6, true);

    private static final int LATENCIES = 63;
    private static final int LATENCIES_BETWEEN_SORTS = 8;
    private static final long LEAST_BODY_BYTES = 128 << 10;
    private static final double LATEST_BODY_WEIGHT = 0.25;
    private static final double FADE_PER_BODY = 0.999;
    private static final double SHARED_BANDWIDTH = 0.5;
    // Object stores and XRootD servers move tens of MB/s a connection when they are let; below this, somebody else is
    // using the way.
    private static final double CROWDED_BYTES_PER_SECOND = 8e6;
    private static final double SHARED_LATENCY = 2.5;
    private static final double PLENTY_BYTES_PER_SECOND = 100e6;
    private static final int LEAST_SAMPLES_TO_HEDGE = 20;

    @GuardedBy("this") private final long[] latencies = new long[LATENCIES];

    @GuardedBy("this") private final long[] sorted = new long[LATENCIES];

    @GuardedBy("this") private int samples;

    @GuardedBy("this") private double bandwidth;

    @GuardedBy("this") private double bestBandwidth;

    /** What all of this JVM's bodies moved together, as seen by each that ended. */
    @GuardedBy("this") private double together;

    @GuardedBy("this") private int bodies;

    /** Files that have requests under way. */
    private final AtomicInteger files = new AtomicInteger();

    @GuardedBy("this") private double bestLatency = Double.MAX_VALUE;

    private volatile CostEstimate estimate = PRIOR;

    /** The present estimate; never blocks. */
    CostEstimate estimate() {
        return estimate;
    }

    synchronized void onFirstByte(long nanos) {
        latencies[samples % LATENCIES] = Math.max(1, nanos);
        samples++;
        // The first few matter most; later one in eight is plenty.
        if (samples <= LATENCIES_BETWEEN_SORTS || samples % LATENCIES_BETWEEN_SORTS == 0) {
            refresh();
        }
    }

    /** A file that had no requests under way sends one. */
    void fileBegins() {
        files.incrementAndGet();
    }

    /** A file's last request is over. */
    void fileEnds() {
        files.decrementAndGet();
    }

    /** A body begins to arrive. Returns how many now do. */
    synchronized int bodyBegins() {
        return ++bodies;
    }

    /** A body has ended, whole or not. Returns how many were arriving until then. */
    synchronized int bodyEnds() {
        return bodies--;
    }

    /**
     * A body has arrived.
     *
     * @param beside how many bodies arrived at once, this one included
     */
    synchronized void onBody(long bytes, long nanos, int beside) {
        if (bytes < LEAST_BODY_BYTES || nanos <= 0) {
            return;
        }
        double measured = bytes * 1e9 / nanos;
        together += LATEST_BODY_WEIGHT * (measured * beside - together);
        bandwidth = bandwidth == 0 ? measured : bandwidth + LATEST_BODY_WEIGHT * (measured - bandwidth);
        bestBandwidth = Math.max(bandwidth, bestBandwidth * FADE_PER_BODY);
        refresh();
    }

    /**
     * How long a first byte may take before a second request is worth sending, in nanoseconds: three times the slowest of the usual
     * nineteen in twenty, but at least twice the median. {@link Long#MAX_VALUE} until enough has been seen.
     */
    synchronized long hedgeAfterNanos() {
        if (samples < LEAST_SAMPLES_TO_HEDGE) {
            return Long.MAX_VALUE;
        }
        int known = Math.min(samples, LATENCIES);
        System.arraycopy(latencies, 0, sorted, 0, known);
        Arrays.sort(sorted, 0, known);
        long median = sorted[known / 2];
        // With a slow tail of a few per cent the 90th of a hundred is still an ordinary request; the 99th may be what
        // is to be hedged.
        return Math.max(2 * median, sorted[(known * 9) / 10] + median / 2);
    }

    @GuardedBy("this") private void refresh() {
        double latency = PRIOR.latencySeconds();
        if (samples > 0) {
            int known = Math.min(samples, LATENCIES);
            System.arraycopy(latencies, 0, sorted, 0, known);
            Arrays.sort(sorted, 0, known);
            latency = sorted[known / 2] / 1e9;
            bestLatency = Math.min(latency, bestLatency / FADE_PER_BODY);
        }
        double present = bandwidth == 0 ? PRIOR.bytesPerSecond() : bandwidth;
        boolean swift =
                bandwidth == 0 || bandwidth >= Math.max(CROWDED_BYTES_PER_SECOND, SHARED_BANDWIDTH * bestBandwidth);
        boolean prompt = samples == 0 || latency <= SHARED_LATENCY * bestLatency;
        int sharing = Math.max(1, files.get());
        estimate = new CostEstimate(
                latency,
                present,
                Math.max(PRIOR.totalBytesPerSecond(), together) / sharing,
                (swift && prompt) || together >= PLENTY_BYTES_PER_SECOND * sharing);
    }
}
