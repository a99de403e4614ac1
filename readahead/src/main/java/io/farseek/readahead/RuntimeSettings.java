package io.farseek.readahead;

/**
 * The bounds that all open files of a JVM share.
 *
 * @param poolBytes budget of the block pool
 * @param requestsInFlight most requests under way at once, at least 1
 * @param hedging whether slow first bytes are asked for a second time
 */
public record RuntimeSettings(long poolBytes, int requestsInFlight, boolean hedging) {
    private static final long LEAST_POOL_BYTES = 32L << 20;
    private static final long MOST_POOL_BYTES = 2L << 30;

    public RuntimeSettings {
        if (poolBytes < 0 || requestsInFlight < 1) {
            throw new IllegalArgumentException(
                    "out of range: pool " + poolBytes + " bytes, " + requestsInFlight + " requests in flight");
        }
    }

    /** A tenth of the heap, within bounds, and 64 requests. */
    public static RuntimeSettings forThisJvm() {
        long tenth = Runtime.getRuntime().maxMemory() / 10;
        return new RuntimeSettings(Bounds.within(LEAST_POOL_BYTES, tenth, MOST_POOL_BYTES), 64, true);
    }
}
