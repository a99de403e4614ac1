package io.farseek.benchmarks.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.locks.LockSupport;

/** Lets bytes through no faster than one connection's bandwidth. One transfer's bytes, one thread. */
final class Pace {
    private static final int PIECE = 16 << 10;

    private final long bytesPerSecond;
    private final long startNanos = System.nanoTime();
    private long passed;

    /**
     * A pace that begins now.
     *
     * @param bytesPerSecond 0 for no limit
     */
    Pace(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    void write(OutputStream to, byte[] bytes, int length) throws IOException {
        for (int at = 0; at < length; ) {
            int piece = bytesPerSecond == 0 ? length : Math.min(PIECE, length - at);
            to.write(bytes, at, piece);
            at += piece;
            passed += piece;
            if (bytesPerSecond > 0) {
                waitUntil(startNanos + (long) (passed * 1e9 / bytesPerSecond));
            }
        }
    }

    /** Waits for a moment of {@link System#nanoTime}. */
    static void waitUntil(long nanos) throws InterruptedIOException {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("the front is closing");
            }
        }
    }
}
