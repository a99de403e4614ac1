package io.farseek.readahead;

import java.time.Duration;

/**
 * How one open file is read.
 *
 * @param enabled false asks the store for exactly what each read names, nothing ahead and nothing kept
 * @param pattern what the caller said about its reads
 * @param readDeadline longest a read waits without a single byte arriving
 * @param windowBytes most bytes fetched ahead of any one position
 * @param parallelRequests most requests one file has under way at once, at least 1
 * @param amplificationLimit most bytes fetched per byte read, once more than a first allowance has been fetched; at least 1
 * @param wholeObjectBytes objects up to this length are fetched whole at the first read when that is cheaper
 */
public record ReadAheadSettings(
        boolean enabled,
        ReadPattern pattern,
        Duration readDeadline,
        long windowBytes,
        int parallelRequests,
        double amplificationLimit,
        long wholeObjectBytes) {
    public static final ReadAheadSettings DEFAULT =
            new ReadAheadSettings(true, ReadPattern.ADAPTIVE, Duration.ofMinutes(2), 128L << 20, 16, 24, 2L << 20);

    public ReadAheadSettings {
        if (readDeadline.isNegative() || readDeadline.isZero()) {
            throw new IllegalArgumentException("a read deadline must be positive, not " + readDeadline);
        }
        if (windowBytes < 0 || parallelRequests < 1 || amplificationLimit < 1 || wholeObjectBytes < 0) {
            throw new IllegalArgumentException("out of range: window " + windowBytes + ", parallel " + parallelRequests
                    + ", amplification " + amplificationLimit + ", whole object " + wholeObjectBytes);
        }
    }

    public ReadAheadSettings withPattern(ReadPattern other) {
        return new ReadAheadSettings(
                enabled, other, readDeadline, windowBytes, parallelRequests, amplificationLimit, wholeObjectBytes);
    }

    public ReadAheadSettings withWindowBytes(long bytes) {
        return new ReadAheadSettings(
                enabled, pattern, readDeadline, bytes, parallelRequests, amplificationLimit, wholeObjectBytes);
    }

    public ReadAheadSettings disabled() {
        return new ReadAheadSettings(
                false, pattern, readDeadline, windowBytes, parallelRequests, amplificationLimit, wholeObjectBytes);
    }
}
