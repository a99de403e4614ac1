package io.farseek.xrootd.session;

import java.util.concurrent.TimeUnit;

/**
 * How much of its time a server has spent on answers that took long, of late. A machine that is short of processors makes single answers late,
 * a slow disk or a narrow way nearly all of them; only against those do further sessions help. Guarded like {@link LaneGrowth}.
 */
final class ServerPace {
    /** An answer that takes longer than this, beyond the sending of its bytes, waited for a disk. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(3);
    /** At which the bytes of any other answer come, or nearly. */
    private static final double QUICK_BYTES_A_SECOND = 1e9;
    /** Below this a long answer came over a narrow way, however short it took. */
    private static final double NARROW_BYTES_A_SECOND = 125e6;

    private static final long LONG_BYTES = 64 << 10;
    /** Slow time that says something. */
    private static final long ENOUGH_NANOS = TimeUnit.MILLISECONDS.toNanos(8);
    /** Busy time after which what is older counts half. */
    private static final long OF_LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(60);

    private long busyNanos;
    private long slowNanos;

    /**
     * Takes account of an answer on which its session was busy for {@code tookNanos} once those before it had come.
     *
     * @param bytes that it and the server's other sessions brought in that time
     */
    void answered(long bytes, long tookNanos) {
        long took = Math.max(0, tookNanos);
        busyNanos += took;
        if (took > PATIENCE_NANOS + nanos(bytes, QUICK_BYTES_A_SECOND)
                || (bytes >= LONG_BYTES && took > nanos(bytes, NARROW_BYTES_A_SECOND))) {
            slowNanos += took;
        }
        if (busyNanos > OF_LATE_NANOS) {
            busyNanos /= 2;
            slowNanos /= 2;
        }
    }

    private static long nanos(long bytes, double bytesASecond) {
        return (long) (bytes / bytesASecond * 1e9);
    }

    /** Whether it was slow for most of the time, {@code silentNanos} without a byte of the present answer included. */
    boolean isSlow(long silentNanos) {
        long slow = slowNanos + silentNanos;
        return slow >= ENOUGH_NANOS && 2 * slow > busyNanos + silentNanos;
    }

    /** Whether it has answered, and was not slow for most of the time. */
    boolean isFair() {
        return busyNanos > 0 && 2 * slowNanos <= busyNanos;
    }

    /** Whether it has answered, and seldom late. */
    boolean isQuick() {
        return busyNanos > 0 && 4 * slowNanos < busyNanos;
    }

    /** The file is open anew: nothing is known of its server. */
    void beginAnew() {
        busyNanos = 0;
        slowNanos = 0;
    }
}
