package io.farseek.xrootd.session;

import io.farseek.xrootd.wire.BrokenProtocolException;
import io.farseek.xrootd.wire.Protocol;
import io.farseek.xrootd.wire.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A request whose reply is collected whole and waited for. */
final class Call extends Exchange {
    /** Longest reply collected: the listing of a directory of about half a million entries. */
    private static final int MOST_BYTES = 64 << 20;

    private final CountDownLatch over = new CountDownLatch(1);
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
    private @Nullable Reply reply;
    private @Nullable IOException failure;
    private int announced;

    Call(Request request, long patienceNanos) {
        super(request, patienceNanos);
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    /** Waits for the reply; the connection's deadline watch ends the wait. */
    Reply await() throws IOException {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted during " + request());
            abandon(interrupted);
            throw interrupted;
        }
        return result();
    }

    Reply result() throws IOException {
        Reply whole = reply;
        if (whole != null) {
            return whole;
        }
        IOException cause = failure;
        throw cause != null ? cause : new IOException("no reply to " + request());
    }

    @Override
    void frame(int length) throws BrokenProtocolException {
        announced += length;
        if (length > MOST_BYTES || announced < 0 || announced > MOST_BYTES) {
            throw new BrokenProtocolException("a reply of " + length + " bytes to " + request());
        }
    }

    @Override
    void pages(long offset, int length) throws BrokenProtocolException {
        frame(length);
    }

    @Override
    void data(ByteBuffer chunk) {
        byte[] bytes = new byte[chunk.remaining()];
        chunk.get(bytes);
        body.writeBytes(bytes);
    }

    @Override
    void ended() {
        reply = new Reply(Protocol.OK, body.toByteArray());
        over.countDown();
    }

    @Override
    void refused(Reply other) {
        reply = other;
        over.countDown();
    }

    @Override
    void failed(IOException cause) {
        failure = cause;
        over.countDown();
    }
}
