package io.farseek.fs.store;

import io.farseek.readahead.AnswerTime;
import io.farseek.readahead.ByteRange;
import io.farseek.readahead.Cancellable;
import io.farseek.readahead.CancelledReadException;
import io.farseek.readahead.RangeSink;
import io.farseek.readahead.ReadCause;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Carries the body of one range request to its sink. Runs once, on a thread of the pump executor. */
final class RangePump implements Runnable, Cancellable {
    private static final int CHUNK_BYTES = 64 << 10;
    // What the JDK takes from a socket in one call.
    private static final int MOST_AT_ONCE = 128 << 10;

    private final RangeSource source;
    private final ByteRange range;
    private final ReadCause cause;
    private final RangeSink sink;
    private final String where;
    private final Runnable onEnd;

    private final Object state = new Object();
    // All three guarded by `state`. The thread is set only while it is inside RangeSource.open, so that an interrupt
    // can hit nothing else.
    private boolean cancelled;
    private @Nullable Thread opening;
    private @Nullable InputStream body;

    RangePump(RangeSource source, ByteRange range, ReadCause cause, RangeSink sink, String where, RangeEnd onEnd) {
        this.source = source;
        this.range = range;
        this.cause = cause;
        this.sink = sink;
        this.where = where;
        this.onEnd = () -> onEnd.ended(this);
    }

    /** Told once, after the sink's terminal event. */
    interface RangeEnd {
        void ended(RangePump pump);
    }

    @Override
    public void run() {
        @Nullable IOException failure = null;
        try {
            pump();
        } catch (IOException e) {
            failure = e;
        } catch (RuntimeException | Error e) {
            failure = new IOException("failed reading " + range + " of " + where + ": " + e, e);
        }
        end(failure);
    }

    /** The executor had no room left: the sink is told at once, on the asking thread. */
    void refused(RejectedExecutionException e) {
        end(new IOException("too many range requests are waiting; " + range + " of " + where + " was not sent", e));
    }

    private void end(@Nullable IOException failure) {
        boolean wasCancelled;
        synchronized (state) {
            wasCancelled = cancelled;
        }
        onEnd.run();
        if (failure == null) {
            sink.onComplete();
        } else if (wasCancelled) {
            CancelledReadException told = new CancelledReadException("cancelled reading " + range + " of " + where);
            told.initCause(failure);
            sink.onFailure(told);
        } else {
            sink.onFailure(failure);
        }
    }

    private void pump() throws IOException {
        AnswerTime.forget();
        InputStream opened = open();
        OptionalLong waited = AnswerTime.latest();
        if (waited.isPresent()) {
            sink.onAnswer(waited.getAsLong());
        }
        boolean drained = false;
        try {
            deliver(opened);
            drained = true;
        } finally {
            finish(opened, drained);
        }
    }

    private InputStream open() throws IOException {
        synchronized (state) {
            if (cancelled) {
                throw new InterruptedIOException("cancelled before it was sent");
            }
            opening = Thread.currentThread();
        }
        @Nullable InputStream opened = null;
        try {
            opened = source.open(range, cause);
        } finally {
            synchronized (state) {
                opening = null;
                body = opened;
                // An interrupt meant for this request must not reach the next one of this thread.
                Thread.interrupted();
            }
        }
        return opened;
    }

    private void deliver(InputStream opened) throws IOException {
        byte[] chunk = null;
        long left = range.length();
        while (left > 0) {
            if (isCancelled()) {
                throw new InterruptedIOException("cancelled with " + left + " bytes to go");
            }
            ByteBuffer room = sink.room();
            ByteBuffer into = room;
            if (into == null) {
                chunk = chunk == null ? new byte[(int) Math.min(CHUNK_BYTES, left)] : chunk;
                into = ByteBuffer.wrap(chunk);
            }
            int most = (int) Math.min(Math.min(into.remaining(), MOST_AT_ONCE), left);
            int got = opened.read(into.array(), into.arrayOffset() + into.position(), most);
            if (got < 0) {
                throw new EOFException("the store ended the body of " + range + " of " + where + " after "
                        + (range.length() - left) + " of " + range.length() + " bytes");
            }
            if (room == null) {
                sink.onBytes(into.limit(got));
            } else {
                sink.onFilled(got);
            }
            left -= got;
        }
        // Reading the end mark is what lets an HTTP client keep the connection.
        if (opened.read() >= 0) {
            throw new IOException("the store sent more than the " + range.length() + " bytes of " + range + " of "
                    + where + ": it does not honour range requests");
        }
    }

    private void finish(InputStream opened, boolean drained) {
        synchronized (state) {
            body = null;
        }
        try {
            if (drained) {
                opened.close();
            } else {
                source.abort(opened);
            }
        } catch (IOException | RuntimeException e) {
            StreamingRangeReader.LOG.debug("closing the body of {} of {}", range, where, e);
        }
    }

    private boolean isCancelled() {
        synchronized (state) {
            return cancelled;
        }
    }

    @Override
    public void cancel() {
        @Nullable InputStream abandoned;
        synchronized (state) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            if (opening != null) {
                opening.interrupt();
            }
            abandoned = body;
        }
        if (abandoned != null) {
            try {
                source.abort(abandoned);
            } catch (IOException | RuntimeException e) {
                StreamingRangeReader.LOG.debug("aborting {} of {}", range, where, e);
            }
        }
    }
}
