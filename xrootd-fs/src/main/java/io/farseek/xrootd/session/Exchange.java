package io.farseek.xrootd.session;

import io.farseek.xrootd.wire.BrokenProtocolException;
import io.farseek.xrootd.wire.ReplyReceiver;
import io.farseek.xrootd.wire.Request;
import io.farseek.xrootd.wire.Rooms;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way and its reply. Ends exactly once, by {@link #ended}, {@link #refused} or {@link #failed}.
 *
 * <p>The reading thread hands data over while any other thread may give the exchange up (deadline, cancellation, lost connection). The two
 * meet in one state word instead of a lock: whoever moves it from WAITING may act. Giving up while data is being handed over is left to
 * the reading thread, right behind that data. The stream id stays taken until the server's last frame has come, whatever became of the
 * exchange: that is its quarantine.
 */
abstract class Exchange implements ReplyReceiver {
    private static final int WAITING = 0;
    private static final int DELIVERING = 1;
    private static final int DONE = 2;

    /** For how many times its usual time in all a server may put an answer off. */
    private static final int MOST_DEFERRALS = 9;

    private final Request request;
    private final long patienceNanos;
    private final AtomicInteger state = new AtomicInteger(WAITING);
    private volatile long deadlineNanos;
    private volatile long sentNanos;
    // The reading thread's.
    private long deferrableNanos;
    private long answeredNanos;
    private volatile @Nullable IOException abandoned;

    Exchange(Request request, long patienceNanos) {
        this.request = request;
        this.patienceNanos = patienceNanos;
        this.deadlineNanos = System.nanoTime() + patienceNanos;
        this.deferrableNanos = MOST_DEFERRALS * patienceNanos;
    }

    final Request request() {
        return request;
    }

    /** The clock starts when the request leaves. */
    final void sending() {
        sentNanos = System.nanoTime();
        deadlineNanos = sentNanos + patienceNanos;
    }

    final boolean wasSent() {
        return sentNanos != 0;
    }

    final long sentNanos() {
        return sentNanos;
    }

    /** When the request left or the last bytes of its reply came; in the future while the server has asked for patience. */
    final long lastHeardNanos() {
        return deadlineNanos - patienceNanos;
    }

    /** How long the first bytes of the reply took; no bound when none have come. To be asked by the thread that reads. */
    final long answerNanos() {
        return answeredNanos == 0 ? Long.MAX_VALUE : answeredNanos - sentNanos;
    }

    final boolean overdue(long nowNanos) {
        return state.get() != DONE && nowNanos - deadlineNanos > 0;
    }

    final boolean isDone() {
        return state.get() == DONE;
    }

    /** Ends the exchange early, unless it has ended. {@link #failed} is called here, or soon after by the reading thread. */
    final void abandon(IOException why) {
        abandoned = why;
        if (state.compareAndSet(WAITING, DONE)) {
            failed(why);
        }
    }

    @Override
    public final void onFrame(int length) throws BrokenProtocolException {
        if (state.get() != DONE) {
            frame(length);
        }
    }

    @Override
    public final void onPages(long offset, int length) throws BrokenProtocolException {
        if (state.get() != DONE) {
            pages(offset, length);
        }
    }

    @Override
    public final void onData(ByteBuffer chunk) throws BrokenProtocolException {
        if (state.compareAndSet(WAITING, DELIVERING)) {
            heard();
            try {
                data(chunk);
            } finally {
                delivered();
            }
        }
    }

    @Override
    public final boolean lend(Rooms rooms, int most) {
        if (!state.compareAndSet(WAITING, DELIVERING)) {
            return false;
        }
        boolean lent = false;
        try {
            lent = rooms(rooms, most);
            return lent;
        } finally {
            if (!lent) {
                delivered();
            }
        }
    }

    @Override
    public final void onFilled(int count) throws BrokenProtocolException {
        if (count > 0) {
            heard();
        }
        try {
            filled(count);
        } finally {
            delivered();
        }
    }

    private void heard() {
        long now = System.nanoTime();
        deadlineNanos = now + patienceNanos;
        if (answeredNanos == 0) {
            answeredNanos = now;
        }
    }

    private void delivered() {
        state.set(WAITING);
        IOException why = abandoned;
        if (why != null) {
            abandon(why);
        }
    }

    @Override
    public final void onEnd() {
        if (state.compareAndSet(WAITING, DONE)) {
            ended();
        }
    }

    @Override
    public final void onControl(int status, byte[] body) {
        if (state.compareAndSet(WAITING, DONE)) {
            refused(new Reply(status, body));
        }
    }

    @Override
    public final void onDeferred(int seconds) {
        long granted = Math.min(TimeUnit.SECONDS.toNanos(Math.max(0, seconds)), deferrableNanos);
        deferrableNanos -= granted;
        long before = deadlineNanos;
        deadlineNanos = before + granted;
    }

    abstract void frame(int length) throws BrokenProtocolException;

    void pages(long offset, int length) throws BrokenProtocolException {
        throw new BrokenProtocolException("pages in reply to " + request);
    }

    abstract void data(ByteBuffer chunk) throws BrokenProtocolException;

    /** Lends room for the next bytes, to be taken back by {@link #filled}; false when they are to be handed over. */
    boolean rooms(Rooms rooms, int most) {
        return false;
    }

    /** Takes back what was lent, its first {@code count} bytes written. */
    void filled(int count) throws BrokenProtocolException {
        throw new IllegalStateException("no room was lent");
    }

    /** The whole reply has come. */
    abstract void ended();

    /** The server answered with something other than the result. */
    abstract void refused(Reply reply);

    /** No reply will come or be waited for. */
    abstract void failed(IOException cause);
}
