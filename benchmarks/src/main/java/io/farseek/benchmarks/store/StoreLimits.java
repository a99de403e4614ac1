package io.farseek.benchmarks.store;

import java.time.Duration;

/**
 * What a {@link FolderStore} can do, all connections together and each alone; 0 for no limit.
 *
 * @param firstByte from the end of a request to the first byte of its answer, once it is the request's turn
 * @param connectionBytesPerSecond what one connection carries
 * @param totalBytesPerSecond what all connections carry together
 * @param totalRequestsPerSecond how many requests begin a second; more wait for their turn, in order of arrival
 */
public record StoreLimits(
        Duration firstByte, long connectionBytesPerSecond, long totalBytesPerSecond, double totalRequestsPerSecond) {
    /** As fast as this machine. */
    public static final StoreLimits NONE = new StoreLimits(Duration.ZERO, 0, 0, 0);

    public StoreLimits {
        if (firstByte.isNegative()
                || connectionBytesPerSecond < 0
                || totalBytesPerSecond < 0
                || totalRequestsPerSecond < 0) {
            throw new IllegalArgumentException("limits are 0 or positive: " + firstByte + ", "
                    + connectionBytesPerSecond + ", " + totalBytesPerSecond + ", " + totalRequestsPerSecond);
        }
    }
}
