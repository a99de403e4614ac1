package io.farseek.benchmarks.store;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a store takes from the end of a request to the first byte of its answer.
 *
 * @param usual the median, of all but the slow ones
 * @param spread the standard deviation of the logarithm, 0 for a fixed time: 0.5 spreads two thirds of the requests from 0.6 to 1.6 times the median
 * @param slowShare how many of the requests are slow, from 0 to 1
 * @param slow how long those take
 */
public record FirstByte(Duration usual, double spread, double slowShare, Duration slow) {
    public FirstByte {
        if (usual.isNegative() || slow.isNegative() || !(spread >= 0) || !(slowShare >= 0 && slowShare <= 1)) {
            throw new IllegalArgumentException("no times to a first byte: " + usual + ", spread " + spread + ", "
                    + slowShare + " of them " + slow);
        }
    }

    /** The same for every request. */
    public static FirstByte fixed(Duration always) {
        return new FirstByte(always, 0, 0, always);
    }

    /** Draws one request's time, in nanoseconds. */
    long nanos(RandomGenerator random) {
        if (slowShare > 0 && random.nextDouble() < slowShare) {
            return slow.toNanos();
        }
        return spread == 0 ? usual.toNanos() : (long) (usual.toNanos() * Math.exp(spread * random.nextGaussian()));
    }
}
