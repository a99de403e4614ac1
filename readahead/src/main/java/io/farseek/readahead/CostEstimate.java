package io.farseek.readahead;

/**
 * What a request to one endpoint costs now.
 *
 * @param latencySeconds from sending a request to its first byte
 * @param bytesPerSecond what one request's body moves at, beside the requests that are under way
 * @param totalBytesPerSecond what the requests of one file may move together beside those of other files, as far as is known
 * @param idle whether the endpoint answers about as fast as it is known to; false when others share the way to it
 */
public record CostEstimate(double latencySeconds, double bytesPerSecond, double totalBytesPerSecond, boolean idle) {
    // Below the first, a separate request is never worth a few pages; above the second, a request is long enough to
    // hide its latency.
    private static final long LEAST_GAP = 64 << 10;
    private static final long MOST_GAP = 4 << 20;

    public CostEstimate {
        if (!(latencySeconds > 0) || !(bytesPerSecond > 0) || !(totalBytesPerSecond > 0)) {
            throw new IllegalArgumentException("impossible cost: " + latencySeconds + " s, " + bytesPerSecond + " of "
                    + totalBytesPerSecond + " B/s");
        }
    }

    /** The gap between two ranges, in bytes, that costs as much to read through as a second request would. */
    public long breakEvenGap() {
        return Bounds.within(LEAST_GAP, latencyBytes(), MOST_GAP);
    }

    /** What one request moves in the time another one needs to begin. */
    long latencyBytes() {
        return (long) Math.min(Long.MAX_VALUE, latencySeconds * bytesPerSecond);
    }

    /** Seconds to move {@code bytes} as {@code parallel} requests at once. */
    double seconds(long bytes, int parallel) {
        return latencySeconds + bytes / Math.min(bytesPerSecond * parallel, totalBytesPerSecond);
    }
}
