package io.farseek.benchmarks.store;

import java.time.Duration;

/**
 * What a {@link FolderStore} can do, all connections together and each alone; 0 for no limit.
 *
 * @param firstByte from the end of a request to the first byte of its answer, once it is the request's turn
 * @param connect how long a new connection takes until its first request is looked at
 * @param connectionBytesPerSecond what one connection carries
 * @param totalBytesPerSecond what all connections carry together
 * @param totalRequestsPerSecond how many requests begin a second
 * @param refusing whether requests above that rate are answered with 503 at once; else they wait for their turn, in order of arrival
 * @param degradedShare how many of the connections lead to a node in trouble, from 0 to 1
 * @param degradedBytesPerSecond what one of those carries
 */
public record StoreLimits(
        FirstByte firstByte,
        Duration connect,
        long connectionBytesPerSecond,
        long totalBytesPerSecond,
        double totalRequestsPerSecond,
        boolean refusing,
        double degradedShare,
        long degradedBytesPerSecond) {
    /** As fast as this machine. */
    public static final StoreLimits NONE = new StoreLimits(Duration.ZERO, 0, 0, 0);

    public StoreLimits {
        if (connect.isNegative()
                || connectionBytesPerSecond < 0
                || totalBytesPerSecond < 0
                || totalRequestsPerSecond < 0
                || !(degradedShare >= 0 && degradedShare <= 1)
                || degradedBytesPerSecond < 0) {
            throw new IllegalArgumentException("limits are 0 or positive: " + connect + ", " + connectionBytesPerSecond
                    + ", " + totalBytesPerSecond + ", " + totalRequestsPerSecond + ", " + degradedShare + ", "
                    + degradedBytesPerSecond);
        }
    }

    /** A store whose first bytes always take the same time, that makes connections at once and refuses nothing. */
    public StoreLimits(
            Duration firstByte,
            long connectionBytesPerSecond,
            long totalBytesPerSecond,
            double totalRequestsPerSecond) {
        this(
                FirstByte.fixed(firstByte),
                Duration.ZERO,
                connectionBytesPerSecond,
                totalBytesPerSecond,
                totalRequestsPerSecond,
                false,
                0,
                0);
    }
}
