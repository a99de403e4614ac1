package io.farseek.fs.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * An answer's body. Gives the connection back with its last byte, gives up when bytes only trickle, and says so when the body ends too
 * early. For one thread at a time.
 */
final class BodyStream extends InputStream {
    private static final int DRAIN_CHUNK = 16 << 10;

    private final RunningExchange exchange;
    private final InputStream in;
    private final Lifeline life;
    private final HttpSettings settings;
    private final long length;
    private long position;
    private long waitedNanos;
    private long windowBytes;
    private boolean over;
    private @Nullable IOException failure;

    /** @param length of the body, or -1 when only its end tells */
    BodyStream(RunningExchange exchange, InputStream in, long length, Lifeline life, HttpSettings settings) {
        this.exchange = exchange;
        this.in = in;
        this.length = length;
        this.life = life;
        this.settings = settings;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int wanted) throws IOException {
        java.util.Objects.checkFromIndexSize(offset, wanted, target.length);
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
        if (over || wanted == 0) {
            return over ? -1 : 0;
        }
        if (life.fate() != null) {
            throw fail(new IOException("read after the exchange had ended"));
        }
        int got;
        long start = System.nanoTime();
        life.enter(Lifeline.Phase.BODY, 0);
        try {
            got = in.read(target, offset, wanted);
            if (got < 0 && length >= 0 && position < length) {
                throw new EOFException();
            }
            if (got > 0) {
                position += got;
                checkProgress(got, System.nanoTime() - start);
            }
        } catch (IOException | RuntimeException e) {
            throw fail(e);
        }
        life.leave();
        if (got < 0 || position == length) {
            over = true;
            exchange.finish();
        }
        return got;
    }

    /** Counts only the time spent waiting for the network: a reader who takes a break is no trickle. */
    private void checkProgress(int got, long nanos) throws IOException {
        waitedNanos += nanos;
        windowBytes += got;
        if (waitedNanos >= settings.progress().window().toNanos()) {
            if (windowBytes < settings.progress().bytes() && position != length) {
                life.end(Lifeline.Fate.STALLED);
                throw new EOFException();
            }
            waitedNanos = 0;
            windowBytes = 0;
        }
    }

    private IOException fail(Exception cause) {
        over = true;
        boolean shortBody =
                cause instanceof EOFException || cause instanceof org.apache.hc.core5.http.ConnectionClosedException;
        IOException translated;
        if (shortBody && life.fate() == null) {
            translated = new EOFException(exchange.described() + ": the body ended after " + position
                    + (length < 0 ? " bytes" : " of " + length + " bytes") + ". The rest has to be asked for again");
            translated.initCause(cause);
        } else {
            translated = exchange.translate(cause);
        }
        failure = translated;
        exchange.drop();
        return translated;
    }

    @Override
    public int available() throws IOException {
        return over ? 0 : in.available();
    }

    /** Leaves the connection usable when little is left to read, and drops it otherwise. Never fails. */
    @Override
    public void close() {
        if (over) {
            exchange.drop();
            return;
        }
        if (length >= 0 && length - position <= settings.drainBytes() && life.fate() == null && exchange.hurry()) {
            byte[] scratch = new byte[(int) Math.min(DRAIN_CHUNK, length - position)];
            try {
                while (read(scratch, 0, scratch.length) >= 0 && !over) {
                    // the bytes themselves are of no use
                }
            } catch (IOException e) {
                return; // dropped by the failure
            }
            return;
        }
        over = true;
        exchange.dropUnread();
    }
}
