package io.farseek.oci.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** The way to the service: how long a connection takes to set up, what one carries, and what has gone over it. */
public final class OciLine {
    private static final int PIECE = 16 << 10;

    private final Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong sent = new AtomicLong();
    private volatile Duration setUp = Duration.ZERO;
    private volatile long bytesPerSecond;

    /**
     * Slows the service down from now on.
     *
     * @param connectionSetUp before the first request of a connection is looked at
     * @param perConnection bytes a second of one connection's bodies, 0 for no limit
     */
    public void slow(Duration connectionSetUp, long perConnection) {
        setUp = connectionSetUp;
        bytesPerSecond = perConnection;
    }

    /** How many connections have carried a request. */
    public int connections() {
        return connections.size();
    }

    /** Bytes of bodies handed to the network so far, those that nobody read included. */
    public long sent() {
        return sent.get();
    }

    void arrived(InetSocketAddress from) {
        if (connections.add(from)) {
            EmbeddedOci.pause(setUp);
        }
    }

    void write(OutputStream out, byte[] bytes, int from, int length) throws IOException {
        long pace = bytesPerSecond;
        long start = System.nanoTime();
        for (int at = 0; at < length; ) {
            int piece = Math.min(PIECE, length - at);
            out.write(bytes, from + at, piece);
            sent.addAndGet(piece);
            at += piece;
            if (pace > 0) {
                waitUntil(start + (long) (at * 1e9 / pace));
            }
        }
    }

    private static void waitUntil(long nanos) {
        for (long left = nanos - System.nanoTime();
                left > 0 && !Thread.currentThread().isInterrupted();
                left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
