package io.farseek.benchmarks.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;

/** Sends one answer's content no faster than its connection and the store carry it. Begins now; one thread. */
final class PacedBody {
    private static final int PIECE = 64 << 10;

    private final StoreModel model;
    private final SocketChannel to;
    private final long bytesPerSecond;
    private final long startNanos = System.nanoTime();
    private long sent;

    PacedBody(StoreModel model, StoreModel.Node node, SocketChannel to) {
        this.model = model;
        this.to = to;
        this.bytesPerSecond = model.connectionBytesPerSecond(node);
    }

    /** Content bytes sent so far, also when sending has failed. */
    long sent() {
        return sent;
    }

    void send(FileChannel file, long from, long to) throws IOException {
        for (long at = from; at < to; ) {
            long end = Math.min(to, at + PIECE);
            long due = model.carry(end - at);
            if (bytesPerSecond > 0) {
                due = Math.max(due, startNanos + (long) ((sent + end - at) * 1e9 / bytesPerSecond));
            }
            Pace.waitUntil(due);
            while (at < end) {
                long count = file.transferTo(at, end - at, this.to);
                if (count == 0) {
                    throw new IOException("a file became shorter while it was sent");
                }
                at += count;
                sent += count;
            }
        }
    }

    /** What frames the content, at no cost. */
    void frame(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }
}
