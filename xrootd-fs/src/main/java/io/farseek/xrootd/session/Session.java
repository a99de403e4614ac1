package io.farseek.xrootd.session;

import io.farseek.xrootd.wire.Endpoint;
import io.farseek.xrootd.wire.ProtocolReply;
import io.farseek.xrootd.wire.Request;
import io.farseek.xrootd.wire.Requests;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** A connection that is logged in. Safe for use from many threads at once; requests of one session are answered one after another. */
final class Session {
    private final Connection connection;
    private final ProtocolReply server;
    private final byte[] id;
    private volatile long roundTripNanos;
    private final boolean encrypted;
    private final AtomicInteger openFiles = new AtomicInteger();

    Session(Connection connection, ProtocolReply server, byte[] id, long roundTripNanos, boolean encrypted) {
        this.connection = connection;
        this.server = server;
        this.id = id.clone();
        this.roundTripNanos = roundTripNanos;
        this.encrypted = encrypted;
    }

    Endpoint endpoint() {
        return connection.endpoint();
    }

    ProtocolReply server() {
        return server;
    }

    boolean isEncrypted() {
        return encrypted;
    }

    /** The least time any reply took so far: a first one in a young JVM takes long anywhere. */
    long roundTripNanos() {
        return roundTripNanos;
    }

    /** Takes account of a reply whose first bytes took that long. */
    void answeredIn(long nanos) {
        if (nanos < roundTripNanos) {
            roundTripNanos = nanos;
        }
    }

    boolean isAlive() {
        return connection.isAlive();
    }

    int load() {
        return connection.inFlight();
    }

    Connection connection() {
        return connection;
    }

    void fileOpened() {
        openFiles.incrementAndGet();
    }

    void fileClosed() {
        openFiles.decrementAndGet();
    }

    int openFiles() {
        return openFiles.get();
    }

    /** Sends and returns; the exchange hears how it went. */
    void send(Exchange exchange) {
        connection.sendSoon(exchange);
        connection.sentUnawaited();
    }

    /** Sends and looks for the reply in this thread, for a moment if it is slow to come; the exchange hears how it went. */
    void sendAwaited(Exchange exchange) {
        connection.send(exchange);
        connection.lookFor(exchange);
    }

    /** Sends and waits for the reply, at most {@code patienceNanos} without a byte of it. */
    Reply call(Request request, long patienceNanos) throws IOException {
        return call(new Call(request, patienceNanos));
    }

    /** Sends, unless it left with the login already, and waits for the reply. */
    Reply call(Call call) throws IOException {
        if (!call.wasSent()) {
            connection.send(call);
        }
        connection.lookFor(call);
        Reply reply = call.await();
        answeredIn(Math.min(call.answerNanos(), System.nanoTime() - call.sentNanos()));
        return reply;
    }

    /** Closes a file handle without waiting for the server to say so. */
    void closeHandle(int handle, long patienceNanos) {
        fileClosed();
        connection.sendSoon(new Call(Requests.close(handle), patienceNanos));
    }

    byte[] id() {
        return id.clone();
    }

    void close(String why) {
        connection.close(new IOException(why));
    }
}
