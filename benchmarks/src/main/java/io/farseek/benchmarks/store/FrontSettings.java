package io.farseek.benchmarks.store;

import java.time.Duration;

/**
 * How distant a {@link StoreFront} makes its store look.
 *
 * @param firstByte from the end of a request to the first byte of its answer, at least
 * @param bytesPerSecond what one connection carries in each direction; 0 for no limit
 * @param mostConnections connections served at once, each by one thread; more wait to be accepted
 */
public record FrontSettings(Duration firstByte, long bytesPerSecond, int mostConnections) {
    public FrontSettings {
        if (firstByte.isNegative() || firstByte.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("a first byte takes from 0 to 60 s, not " + firstByte);
        }
        if (bytesPerSecond < 0 || mostConnections < 1) {
            throw new IllegalArgumentException(
                    "out of range: " + bytesPerSecond + " bytes/s, " + mostConnections + " connections");
        }
    }

    public FrontSettings(Duration firstByte) {
        this(firstByte, 0, 128);
    }
}
