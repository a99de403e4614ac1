package io.farseek.xrootd.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
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
    private static final int FIRST_SLOTS = 64;
    private static final int MOST_SLOTS = 1 << 14;

    private final Endpoint endpoint;
    private final Socket raw;
    private final ReentrantLock writing = new ReentrantLock();
    private final Queue<Exchange> outgoing = new ConcurrentLinkedQueue<>();
    private final ReplyReading replies;
    private final Object slotsLock = new Object();

    @GuardedBy("slotsLock") private @Nullable Exchange[] slots = new Exchange[FIRST_SLOTS];

    @GuardedBy("slotsLock") private int[] freeIds = new int[FIRST_SLOTS];

    @GuardedBy("slotsLock") private int freeCount;

    @GuardedBy("slotsLock") private @Nullable IOException dead;

    private volatile boolean alive = true;
    private volatile OutputStream out;
    private volatile long lastUseNanos = System.nanoTime();
    private volatile int inFlight;
    private volatile long writingSinceNanos;

    /** Takes a connected socket, which is closed with this. */
    Connection(Endpoint endpoint, Socket raw) throws IOException {
        this.endpoint = endpoint;
        this.raw = raw;
        this.out = raw.getOutputStream();
        this.replies = new ReplyReading(
                raw.getInputStream(),
                new FrameDecoder(raw.getInputStream(), this, RECEIVE_BYTES),
                () -> inFlight > 0,
                this::broke);
        synchronized (slotsLock) {
            for (int id = FIRST_SLOTS - 1; id >= 0; id--) {
                freeIds[freeCount++] = id;
            }
        }
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
        register(exchange);
    }

    /** Reads until the call is over; only before {@link #start}. */
    Reply readUntil(Call call) throws IOException {
        while (!call.isOver()) {
            try {
                replies.readFrame();
            } catch (IOException e) {
                close(e);
                call.abandon(causeOfDeath(e));
                break;
            }
        }
        // Whoever closed the connection first may still be about to say why.
        return call.await();
    }

    private IOException causeOfDeath(IOException otherwise) {
        synchronized (slotsLock) {
            return dead != null ? dead : otherwise;
        }
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
        return inFlight;
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
            int id = register(exchange);
            exchange.sending();
            lastUseNanos = exchange.sentNanos();
            writingSinceNanos = exchange.sentNanos();
            exchange.request().writeTo(out, id);
            writingSinceNanos = 0;
        } catch (IOException e) {
            writingSinceNanos = 0;
            if (alive && !(e instanceof TooManyRequestsException)) {
                close(new IOException("sending to " + endpoint.address() + " failed: " + e.getMessage(), e));
            }
            exchange.abandon(e);
        }
    }

    private int register(Exchange exchange) throws IOException {
        synchronized (slotsLock) {
            if (dead != null) {
                throw new IOException(
                        "the connection to " + endpoint.address() + " is gone: " + dead.getMessage(), dead);
            }
            if (freeCount == 0) {
                addSlots();
            }
            int id = freeIds[--freeCount];
            slots[id] = exchange;
            inFlight = slots.length - freeCount;
            return id;
        }
    }

    @GuardedBy("slotsLock") private void addSlots() throws IOException {
        int before = slots.length;
        if (before >= MOST_SLOTS) {
            throw new TooManyRequestsException(before + " requests under way on " + endpoint.address());
        }
        slots = Arrays.copyOf(slots, before * 2);
        freeIds = new int[before * 2];
        for (int id = before * 2 - 1; id >= before; id--) {
            freeIds[freeCount++] = id;
        }
    }

    @Override
    public ReplyReceiver receiver(int streamId) throws BrokenProtocolException {
        synchronized (slotsLock) {
            Exchange exchange = streamId < slots.length ? slots[streamId] : null;
            if (exchange == null) {
                throw new BrokenProtocolException("a reply under stream id " + streamId + ", which is not in use");
            }
            return exchange;
        }
    }

    @Override
    public void release(int streamId) {
        synchronized (slotsLock) {
            slots[streamId] = null;
            freeIds[freeCount++] = streamId;
            inFlight = slots.length - freeCount;
        }
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
        for (Exchange each : underWay()) {
            if (each.overdue(nowNanos)) {
                each.abandon(new SocketTimeoutException(
                        "no answer to " + each.request() + " from " + endpoint.address() + " within its time limit"));
            }
        }
    }

    private List<Exchange> underWay() {
        List<Exchange> all = new ArrayList<>();
        synchronized (slotsLock) {
            for (Exchange each : slots) {
                if (each != null) {
                    all.add(each);
                }
            }
        }
        return all;
    }

    /** Ends the connection; everything under way fails with {@code cause}. Never blocks. */
    void close(IOException cause) {
        List<Exchange> lost;
        synchronized (slotsLock) {
            if (dead != null) {
                return;
            }
            dead = cause;
            alive = false;
            lost = underWay();
        }
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

    private static final class TooManyRequestsException extends IOException {
        TooManyRequestsException(String message) {
            super(message);
        }
    }
}
