package io.farseek.xrootd.session;

import io.farseek.xrootd.wire.BrokenProtocolException;
import io.farseek.xrootd.wire.Endpoint;
import io.farseek.xrootd.wire.FrameDecoder;
import io.farseek.xrootd.wire.FrameHandler;
import io.farseek.xrootd.wire.ReplyReceiver;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket to one server: sends requests under stream ids of their own and routes the replies back.
 *
 * <p>Until {@link #start} the thread that sets the connection up also reads it; from then on a thread of its own does. Sending never waits
 * for another sender: requests queue and whoever holds the socket sends them all, in order.
 */
final class Connection implements FrameHandler {
    private static final Logger LOG = LoggerFactory.getLogger("farseek.xrootd");
    private static final int RECEIVE_BYTES = 64 << 10;

    private final Endpoint endpoint;
    private final Socket raw;
    private final ReentrantLock writing = new ReentrantLock();
    private final Queue<Exchange> outgoing = new ConcurrentLinkedQueue<>();
    private final StreamIds ids;
    private final ReplyReading replies;

    private volatile boolean alive = true;
    private volatile OutputStream out;
    private volatile long lastUseNanos = System.nanoTime();
    private volatile long writingSinceNanos;

    /** Takes a connected socket, which is closed with this. */
    Connection(Endpoint endpoint, Socket raw) throws IOException {
        this.endpoint = endpoint;
        this.raw = raw;
        this.ids = new StreamIds(endpoint.address());
        this.out = raw.getOutputStream();
        this.replies = new ReplyReading(
                raw.getInputStream(),
                new FrameDecoder(raw.getInputStream(), this, RECEIVE_BYTES),
                () -> ids.taken() > 0,
                this::broke);
    }

    Endpoint endpoint() {
        return endpoint;
    }

    Socket socket() {
        return raw;
    }

    /** Goes on over TLS. Nothing may be under way. */
    void encrypt(Tls tls) throws IOException {
        BufferedSocket beneath = new BufferedSocket(raw);
        Socket layered = tls.layer(beneath, endpoint);
        out = layered.getOutputStream();
        replies.decodeWith(new FrameDecoder(layered.getInputStream(), this, RECEIVE_BYTES), beneath.getInputStream());
    }

    /** Sends bytes that are no request, as the handshake; only before {@link #start}. */
    void sendBare(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    /** Keeps what is sent until {@link #sendHeld}, so that it leaves in one piece; only before {@link #start}. */
    void hold() {
        out = new BufferedOutputStream(out);
    }

    /** Sends what was kept back; nothing is kept back from now on. */
    void sendHeld() throws IOException {
        out.flush();
        out = raw.getOutputStream();
    }

    /** Expects a reply under the next stream id to something sent with {@link #sendBare}. */
    void expect(Exchange exchange) throws IOException {
        ids.take(exchange);
    }

    /** Reads until the call is over; only before {@link #start}. */
    Reply readUntil(Call call) throws IOException {
        while (!call.isOver()) {
            try {
                replies.readFrame();
            } catch (IOException e) {
                close(e);
                call.abandon(ids.causeOfDeath(e));
                break;
            }
        }
        // Whoever closed the connection first may still be about to say why.
        return call.await();
    }

    /** Leaves the reading to a thread of its own. */
    void start(String threadName) {
        replies.start(threadName);
    }

    boolean isAlive() {
        return alive;
    }

    /** Requests sent and not answered in full, those given up included. */
    int inFlight() {
        return ids.taken();
    }

    long lastUseNanos() {
        return lastUseNanos;
    }

    /** Sends, at once or behind what others are sending. Failure to send is the exchange's failure. */
    void send(Exchange exchange) {
        outgoing.add(exchange);
        while (!outgoing.isEmpty() && writing.tryLock()) {
            try {
                for (Exchange next = outgoing.poll(); next != null; next = outgoing.poll()) {
                    sendNow(next);
                }
            } finally {
                writing.unlock();
            }
        }
    }

    /** To be called when what was sent is not waited for with {@link #lookFor}. */
    void sentUnawaited() {
        replies.sent();
    }

    /** To be called by whoever is about to wait for the exchange it has sent. */
    void lookFor(Exchange exchange) {
        replies.lookFor(exchange);
    }

    private void sendNow(Exchange exchange) {
        try {
            int id = ids.take(exchange);
            exchange.sending();
            lastUseNanos = exchange.sentNanos();
            writingSinceNanos = exchange.sentNanos();
            exchange.request().writeTo(out, id);
            writingSinceNanos = 0;
        } catch (IOException e) {
            writingSinceNanos = 0;
            if (alive && !(e instanceof StreamIds.TooManyRequestsException)) {
                close(new IOException("sending to " + endpoint.address() + " failed: " + e.getMessage(), e));
            }
            exchange.abandon(e);
        }
    }

    @Override
    public ReplyReceiver receiver(int streamId) throws BrokenProtocolException {
        return ids.exchange(streamId);
    }

    @Override
    public void release(int streamId) {
        ids.release(streamId);
        lastUseNanos = System.nanoTime();
    }

    @Override
    public void onMessage(String text) {
        LOG.info("{} says: {}", endpoint.address(), text);
    }

    private void broke(Exception e) {
        if (e instanceof IOException) {
            close(new IOException("the connection to " + endpoint.address() + " broke: " + e.getMessage(), e));
        } else {
            LOG.error("reading from {} failed", endpoint.address(), e);
            close(new IOException("reading from " + endpoint.address() + " failed: " + e, e));
        }
    }

    /** Gives up exchanges whose time is over, and the connection when it takes no bytes for that long. Called by the client's clock. */
    void giveUpOverdue(long nowNanos, long patienceNanos) {
        long since = writingSinceNanos;
        if (since != 0 && nowNanos - since > patienceNanos) {
            close(new SocketTimeoutException(endpoint.address() + " takes no more bytes"));
            return;
        }
        if (replies.stuck(nowNanos, patienceNanos)) {
            close(new SocketTimeoutException(endpoint.address() + " stopped in the middle of a reply"));
            return;
        }
        for (Exchange each : ids.underWay()) {
            if (each.overdue(nowNanos)) {
                each.abandon(new SocketTimeoutException(
                        "no answer to " + each.request() + " from " + endpoint.address() + " within its time limit"));
            }
        }
    }

    /** Ends the connection; everything under way fails with {@code cause}. Never blocks. */
    void close(IOException cause) {
        List<Exchange> lost = ids.end(cause);
        if (lost == null) {
            return;
        }
        alive = false;
        try {
            raw.close();
        } catch (IOException e) {
            LOG.debug("closing the socket to {}", endpoint.address(), e);
        }
        replies.end();
        for (Exchange each : lost) {
            each.abandon(cause);
        }
        for (Exchange each = outgoing.poll(); each != null; each = outgoing.poll()) {
            each.abandon(cause);
        }
    }
}
