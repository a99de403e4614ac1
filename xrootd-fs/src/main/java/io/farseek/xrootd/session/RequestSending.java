package io.farseek.xrootd.session;

import io.farseek.xrootd.wire.Protocol;
import io.farseek.xrootd.wire.Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a connection has to send: requests queue, and whoever holds the socket sends them all, in order, as many together as fit into one
 * buffer. No sender waits for another.
 */
final class RequestSending {
    /** Requests that leave together; a payload that does not fit leaves by itself, from where it is. */
    static final int BYTES = 20 << 10;

    /** Who has to know that sending failed. */
    interface Owner {
        void sendingBroke(IOException why);
    }

    private final StreamIds ids;
    private final Owner owner;
    private final ReentrantLock writing = new ReentrantLock();
    private final Queue<Exchange> outgoing = new ConcurrentLinkedQueue<>();

    private volatile long lastSentNanos = System.nanoTime();
    private volatile long writingSinceNanos;
    // Those below belong to whoever holds the lock, and before the connection's start to whoever sets it up.
    private Transport out;
    private ByteBuffer unsent;
    private boolean held;

    /** @param unsent the transport's kind of buffer, this object's from now on */
    RequestSending(Transport out, ByteBuffer unsent, StreamIds ids, Owner owner) {
        this.out = out;
        this.unsent = unsent;
        this.ids = ids;
        this.owner = owner;
    }

    /** Goes on over another transport. Nothing may be under way. */
    void over(Transport other) {
        out = other;
        unsent = other.buffer(BYTES);
    }

    /** Sends bytes that are no request, as the handshake; only before the connection's start. */
    void sendBare(byte[] bytes) throws IOException {
        unsent.put(bytes);
        flush();
    }

    /** Keeps what is sent until {@link #sendHeld}, so that it leaves in one piece; only before the connection's start. */
    void hold() {
        held = true;
    }

    /** Sends what was kept back; nothing is kept back from now on. */
    void sendHeld() throws IOException {
        held = false;
        flush();
    }

    void add(Exchange exchange) {
        outgoing.add(exchange);
    }

    boolean isEmpty() {
        return outgoing.isEmpty();
    }

    /** Sends what is queued, unless somebody is sending: then they do. Failure to send ends the connection. */
    void send() {
        while (!outgoing.isEmpty() && writing.tryLock()) {
            try {
                for (Exchange next = outgoing.poll(); next != null; next = outgoing.poll()) {
                    put(next);
                }
                if (!held) {
                    flush();
                }
            } catch (IOException e) {
                owner.sendingBroke(e);
            } finally {
                writingSinceNanos = 0;
                writing.unlock();
            }
        }
    }

    private void put(Exchange exchange) throws IOException {
        int id;
        try {
            id = ids.take(exchange);
        } catch (IOException e) {
            exchange.abandon(e);
            return;
        }
        exchange.sending();
        lastSentNanos = exchange.sentNanos();
        writingSinceNanos = exchange.sentNanos();
        Request request = exchange.request();
        if (unsent.remaining() < Protocol.HEADER_BYTES) {
            flush();
        }
        request.putHeader(unsent, id);
        ByteBuffer payload = request.payload();
        if (payload.remaining() > unsent.remaining()) {
            flush();
            out.write(payload);
        } else {
            unsent.put(payload);
        }
    }

    private void flush() throws IOException {
        if (unsent.position() > 0) {
            try {
                out.write(unsent.flip());
            } finally {
                unsent.clear();
            }
        }
    }

    /** When a request left last; at first, when this was made. */
    long lastSentNanos() {
        return lastSentNanos;
    }

    /** Whether somebody has been writing for that long. */
    boolean stuck(long nowNanos, long patienceNanos) {
        long since = writingSinceNanos;
        return since != 0 && nowNanos - since > patienceNanos;
    }

    /** Gives up what is queued. */
    void abandon(IOException cause) {
        for (Exchange each = outgoing.poll(); each != null; each = outgoing.poll()) {
            each.abandon(cause);
        }
    }
}
