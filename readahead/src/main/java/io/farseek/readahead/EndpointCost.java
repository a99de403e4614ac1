package io.farseek.readahead;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/**
 * What has been measured of one endpoint. Safe for use from many threads.
 *
 * <p>Latency is the median of the last requests' times to first byte, so that a slow tail does not pass for the rule. It counts from when a
 * request was on the wire, where the store can tell: what a young JVM spends on loading classes and signing its first sixty requests is over with
 * them. Bandwidth is the median over bodies long enough to show it, and no more than a file's share of what all requests may move together.
 * Latency and bandwidth are compared with the best seen, which fades by half every ten minutes or so, to tell an idle network from a shared one.
 * Where this JVM's own requests together move plenty for each of the files it reads, each of them is slow because of the others, and nobody
 * else is.
 */
final class EndpointCost {
    /** Assumed until something is measured: a store in the same region. */
    static final CostEstimate PRIOR = new CostEstimate(0.030, 50e6, 500e6, true);

    private static final int LATENCIES_BETWEEN_SORTS = 8;
    /** Shorter bodies tell of latency, not of bandwidth. */
    static final long LEAST_BODY_BYTES = 128 << 10;

    private static final double FADE_PER_BODY = 0.999;
    private static final double SHARED_BANDWIDTH = 0.5;
    // Object stores and XRootD servers move tens of MB/s a connection when they are let; below this, somebody else is
    // using the way.
    private static final double CROWDED_BYTES_PER_SECOND = 8e6;
    // Above this they are plenty, even where a connection has been seen to move several times as much.
    private static final double SWIFT_BYTES_PER_SECOND = 40e6;
    private static final double SHARED_LATENCY = 2.5;
    // A file whose share of what is known to be moved is less has to do with others, however swift a single body is.
    static final double LEAST_IDLE_SHARE = SHARED_BANDWIDTH * PRIOR.bytesPerSecond();
    private static final double PLENTY_BYTES_PER_SECOND = 100e6;
    private static final int LEAST_SAMPLES_TO_HEDGE = 20;

    /** From the wire: what another request would cost. */
    @GuardedBy("this") private final Latencies latencies = new Latencies();

    /** From the asking: what a reader who still waits has to compare with. */
    @GuardedBy("this") private final Latencies waits = new Latencies();

    private final Throughput together;

    @GuardedBy("this") private final BodyRates rates = new BodyRates();

    /** Of one body; 0 until one has shown it. */
    @GuardedBy("this") private double bandwidth;

    @GuardedBy("this") private double bestBandwidth;

    private final ActiveFiles files = new ActiveFiles();

    @GuardedBy("this") private double bestLatency = Double.MAX_VALUE;

    private volatile CostEstimate estimate = PRIOR;

    /** {@code requestsInFlight} are sent at most at once, to this and all other endpoints. */
    EndpointCost(int requestsInFlight) {
        together = new Throughput(requestsInFlight);
    }

    /** The present estimate; never blocks. */
    CostEstimate estimate() {
        return estimate;
    }

    /** What all bodies of at least {@link #LEAST_BODY_BYTES} move together. */
    Throughput together() {
        return together;
    }

    /**
     * A first byte has arrived.
     *
     * @param waitedNanos since it was asked for
     * @param latencyNanos since the request was sent, as far as that is known; else the same
     */
    synchronized void onFirstByte(long waitedNanos, long latencyNanos) {
        waits.add(waitedNanos);
        latencies.add(latencyNanos);
        // The first few matter most; later one in eight is plenty.
        if (latencies.samples() <= LATENCIES_BETWEEN_SORTS || latencies.samples() % LATENCIES_BETWEEN_SORTS == 0) {
            refresh();
        }
    }

    /** A file that had no requests under way sends one. */
    void fileBegins(long nowNanos) {
        files.begins(nowNanos);
    }

    /** One of a file's requests is over, and others are under way. */
    void fileGoesOn(long nowNanos) {
        files.goesOn(nowNanos);
    }

    /** A file's last request is over. */
    void fileEnds(long nowNanos) {
        files.ends(nowNanos);
    }

    /** A body has arrived, {@code bytes} of it after its first piece and in {@code nanos}. */
    synchronized void onBody(long bytes, long nanos) {
        if (bytes < LEAST_BODY_BYTES || nanos <= 0) {
            return;
        }
        rates.add(bytes, bytes * 1e9 / nanos);
        bandwidth = rates.median();
        bestBandwidth = Math.max(bandwidth, bestBandwidth * FADE_PER_BODY);
        refresh();
    }

    /**
     * How long a first byte may take before a second request is worth sending, in nanoseconds: three times the slowest of the usual
     * nineteen in twenty, but at least twice the median. {@link Long#MAX_VALUE} until enough has been seen.
     */
    synchronized long hedgeAfterNanos() {
        if (waits.samples() < LEAST_SAMPLES_TO_HEDGE) {
            return Long.MAX_VALUE;
        }
        long median = waits.median();
        // With a slow tail of a few per cent the 90th of a hundred is still an ordinary request; the 99th may be what
        // is to be hedged.
        return Math.max(2 * median, waits.quantile(9, 10) + median / 2);
    }

    @GuardedBy("this") private void refresh() {
        double latency = PRIOR.latencySeconds();
        boolean timed = latencies.samples() > 0;
        if (timed) {
            latency = latencies.median() / 1e9;
            bestLatency = Math.min(latency, bestLatency / FADE_PER_BODY);
        }
        double plenty =
                Math.min(Math.max(CROWDED_BYTES_PER_SECOND, SHARED_BANDWIDTH * bestBandwidth), SWIFT_BYTES_PER_SECOND);
        boolean swift = bandwidth == 0 || bandwidth >= plenty;
        boolean prompt = !timed || latency <= SHARED_LATENCY * bestLatency;
        int sharing = files.sharing();
        double moved = together.bytesPerSecond();
        double most = together.mostBytesPerSecond();
        double share = Math.min(Math.max(PRIOR.totalBytesPerSecond(), moved), most) / sharing;
        estimate = new CostEstimate(
                latency,
                Math.min(bandwidth == 0 ? PRIOR.bytesPerSecond() : bandwidth, share),
                share,
                (swift && prompt && share >= (sharing == 1 ? plenty : Math.max(plenty, LEAST_IDLE_SHARE)))
                        || moved >= PLENTY_BYTES_PER_SECOND * sharing);
    }
}
