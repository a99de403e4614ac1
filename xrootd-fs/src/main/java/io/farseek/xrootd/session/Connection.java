package io.farseek.xrootd.session;

import io.farseek.xrootd.wire.BrokenProtocolException;
import io.farseek.xrootd.wire.ByteSource;
import io.farseek.xrootd.wire.Endpoint;
import io.farseek.xrootd.wire.FrameDecoder;
import io.farseek.xrootd.wire.FrameHandler;
import io.farseek.xrootd.wire.ReplyReceiver;
import io.farseek.xrootd.wire.Rooms;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * One socket to one server: sends requests under stream ids of their own and routes the replies back.
 *
 * <p>Until {@link #start} the thread that sets the connection up also reads it; from then on a thread of its own does. Sending never waits
 * for another sender ({@link RequestSending}).
 */
final class Connection implements FrameHandler, ReplyReading.Owner, RequestSending.Owner {
    /** What stays in a processor's cache until it has been copied from here: with four times as much, long reads were a fifth slower. */
    private static final int RECEIVE_BYTES = 64 << 10;
    /** Requests under way up to which the reading thread sends too: they fit into the system's buffers, so that it does not wait to send. */
    private static final int MOST_SENT_BY_READER = 256;

    private static final int MOST_SENT_BY_READER_BYTES = 1024;
    /** Requests under way above which the reading thread lets others run before it sleeps. With fewer, long reads were a fifth slower. */
    private static final int CROWD = 4;
    /** Enough for what goes to and fro before TLS: its layers have buffers of their own. */
    private static final int BEFORE_TLS_BYTES = 2 << 10;

    private final Endpoint endpoint;
    private final PlainTransport raw;
    private final StreamIds ids;
    private final RequestSending requests;
    private final ReplyReading replies;

    private volatile boolean alive = true;
    /** Whether somebody is dealing with bytes that came, and sends what is queued before waiting for more. */
    private volatile boolean taking;

    private volatile long lastAnswerNanos = System.nanoTime();

    /**
     * Takes a connected transport, which is closed with this.
     *
     * @param untilTls whether nothing but what comes before TLS will be sent in the clear
     */
    Connection(Endpoint endpoint, PlainTransport raw, boolean untilTls) {
        this.endpoint = endpoint;
        this.raw = raw;
        this.ids = new StreamIds(endpoint.address());
        this.requests =
                new RequestSending(raw, raw.buffer(untilTls ? BEFORE_TLS_BYTES : RequestSending.BYTES), ids, this);
        this.replies = new ReplyReading(
                new FrameDecoder(new Arriving(raw), this, raw.buffer(untilTls ? BEFORE_TLS_BYTES : RECEIVE_BYTES)),
                this);
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** For its addresses. */
    Socket socket() {
        return raw.socket();
    }

    /** Goes on over TLS. Nothing may be under way. */
    void encrypt(Tls tls) throws IOException {
        BufferedSocket beneath = new BufferedSocket(raw);
        Transport encrypted = new TlsTransport(beneath, tls.layer(beneath, endpoint));
        requests.over(encrypted);
        replies.decodeWith(new FrameDecoder(new Arriving(encrypted), this, encrypted.buffer(RECEIVE_BYTES)));
    }

    /** Sends bytes that are no request, as the handshake; only before {@link #start}. */
    void sendBare(byte[] bytes) throws IOException {
        requests.sendBare(bytes);
    }

    /** Keeps what is sent until {@link #sendHeld}, so that it leaves in one piece; only before {@link #start}. */
    void hold() {
        requests.hold();
    }

    /** Sends what was kept back; nothing is kept back from now on. */
    void sendHeld() throws IOException {
        requests.sendHeld();
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

    /** Leaves the reading to a thread of that name, which is made when it is needed first. */
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
        return Math.max(requests.lastSentNanos(), lastAnswerNanos);
    }

    /** Sends, at once or together with what others are sending. Failure to send is the exchange's failure. */
    void send(Exchange exchange) {
        requests.add(exchange);
        requests.send();
    }

    /**
     * Sends, or leaves it to the thread that is dealing with bytes that came: it sends before it waits for more, all that was asked for
     * meanwhile in one piece. So a crowd of short reads costs a system call for several of them, and none in the thread that asks.
     */
    void sendSoon(Exchange exchange) {
        requests.add(exchange);
        boolean left = taking
                && ids.taken() <= MOST_SENT_BY_READER
                && exchange.request().payloadBytes() <= MOST_SENT_BY_READER_BYTES;
        // Closing looks for what is queued after it has said so: what was queued before this sees it alive is found
        // there.
        if (!left || !alive) {
            requests.send();
        }
    }

    @Override
    public void sendingBroke(IOException why) {
        close(new IOException("sending to " + endpoint.address() + " failed: " + why.getMessage(), why));
    }

    /**
     * To be called when what was sent is not waited for with {@link #lookFor}. Without, its reply is taken with the next one or when the
     * client's clock comes by.
     */
    void sentUnawaited() {
        replies.sent();
    }

    /** To be called by whoever is about to wait for the exchange it has sent. */
    void lookFor(Exchange exchange) {
        replies.lookFor(exchange);
    }

    @Override
    public boolean awaitsReplies() {
        return ids.taken() > 0;
    }

    @Override
    public void pause() {
        taking = false;
        if (!requests.isEmpty()) {
            requests.send();
        }
    }

    /** What the connection brings, with the sending of what is queued between two takings. */
    private final class Arriving implements ByteSource {
        private final Transport transport;
        private final Courtesy courtesy = new Courtesy();

        Arriving(Transport transport) {
            this.transport = transport;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            pause();
            int got = 0;
            if (ids.taken() > CROWD) {
                got = transport.readNow(into);
                if (got == 0) {
                    courtesy.letOthersRun();
                }
            }
            if (got == 0) {
                got = transport.read(into);
            }
            taking = true;
            return got;
        }

        @Override
        public int readNow(ByteBuffer into) throws IOException {
            pause();
            int got = transport.readNow(into);
            taking = got > 0;
            return got;
        }

        @Override
        public boolean scatters() {
            return transport.scatters();
        }

        @Override
        public long readNow(Rooms into) throws IOException {
            pause();
            long got = transport.readNow(into);
            taking = got > 0;
            return got;
        }

        @Override
        public void await() throws IOException {
            pause();
            transport.await();
        }
    }

    @Override
    public ReplyReceiver receiver(int streamId) throws BrokenProtocolException {
        return ids.exchange(streamId);
    }

    @Override
    public void release(int streamId) {
        ids.release(streamId);
        lastAnswerNanos = System.nanoTime();
    }

    @Override
    public void onMessage(String text) {
        Log.LOG.info("{} says: {}", endpoint.address(), text);
    }

    @Override
    public void broke(Exception e) {
        if (e instanceof IOException) {
            close(new IOException("the connection to " + endpoint.address() + " broke: " + e.getMessage(), e));
        } else {
            Log.LOG.error("reading from {} failed", endpoint.address(), e);
            close(new IOException("reading from " + endpoint.address() + " failed: " + e, e));
        }
    }

    /** Gives up exchanges whose time is over, and the connection when it takes no bytes for that long. Called by the client's clock. */
    void giveUpOverdue(long nowNanos, long patienceNanos) {
        if (requests.stuck(nowNanos, patienceNanos)) {
            close(new SocketTimeoutException(endpoint.address() + " takes no more bytes"));
            return;
        }
        if (replies.stuck(nowNanos, patienceNanos)) {
            close(new SocketTimeoutException(endpoint.address() + " stopped in the middle of a reply"));
            return;
        }
        replies.watch(nowNanos - lastUseNanos());
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
            Log.LOG.debug("closing the socket to {}", endpoint.address(), e);
        }
        replies.end();
        for (Exchange each : lost) {
            each.abandon(cause);
        }
        requests.abandon(cause);
    }
}
