package io.farseek.xrootd.session;

import io.farseek.xrootd.wire.FrameDecoder;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who reads a connection: a thread of its own, or, while only callers that wait for their replies use the connection, those callers. Where a
 * reply takes less than waking a thread does, a caller that looks for it itself saves two wake-ups a request.
 *
 * <p>The thread sleeps once the last thing sent was waited for and nothing is under way. It wakes for whatever is sent without waiting,
 * when a caller gives up looking, and after a second without traffic, so that the end of an idle connection is noticed.
 */
final class ReplyReading {
    /** Longest a caller looks for its reply before it leaves that to the thread. */
    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private static final long SLEEP_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** Replies that are not looked for after one was in vain. */
    private static final int PATIENCE = 64;

    private final BooleanSupplier underWay;
    private final Runnable pausing;
    private final Consumer<Exception> broken;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile FrameDecoder decoder;
    private volatile @Nullable Thread thread;
    private volatile boolean asleep;
    private volatile boolean started;
    private volatile boolean awaitedOnly = true;
    private volatile boolean ended;
    private volatile long lookingSinceNanos;
    private final AtomicInteger patience = new AtomicInteger();

    /**
     * @param underWay whether a reply is awaited
     * @param pausing told by whoever has read that it does not go on to read
     * @param broken told once, by whoever reads, when no more replies can be read
     */
    ReplyReading(FrameDecoder decoder, BooleanSupplier underWay, Runnable pausing, Consumer<Exception> broken) {
        this.pausing = pausing;
        this.decoder = decoder;
        this.underWay = underWay;
        this.broken = broken;
    }

    /** Goes on with another decoder; only before {@link #start}. */
    void decodeWith(FrameDecoder other) {
        decoder = other;
    }

    /** Reads one frame in this thread; only before {@link #start}. */
    void readFrame() throws IOException {
        long began = System.nanoTime();
        while (!decoder.holdsBytes() && System.nanoTime() - began < LOOK_NANOS) {
            Thread.onSpinWait();
        }
        decoder.readFrame();
    }

    /** Makes the thread, which sleeps until the {@link #start}: that takes as long as a server near by takes to answer. */
    void prepare(String name) {
        Thread reader = new Thread(this::run, name);
        reader.setDaemon(true);
        thread = reader;
        reader.start();
    }

    /** Leaves the reading to the thread, but for replies that are looked for. */
    void start() {
        started = true;
        if (underWay.getAsBoolean() && !awaitedOnly) {
            wake();
        }
    }

    private void run() {
        while (!ended) {
            if (!started || (awaitedOnly && !underWay.getAsBoolean())) {
                asleep = true;
                pausing.run();
                // Whoever sends from now on sees the thread asleep; what was sent before is seen here.
                if (!ended && !(started && underWay.getAsBoolean())) {
                    LockSupport.parkNanos(this, SLEEP_NANOS);
                }
                asleep = false;
                if (ended || !started) {
                    continue;
                }
            }
            reading.lock();
            try {
                decoder.readFrame();
            } catch (IOException | RuntimeException | Error e) {
                end(e);
                return;
            } finally {
                reading.unlock();
            }
        }
    }

    private void end(Throwable e) {
        ended = true;
        broken.accept(e instanceof Exception exception ? exception : new IllegalStateException(e));
    }

    /** Tells that something was sent whose sender does not wait for the reply. */
    void sent() {
        awaitedOnly = false;
        wake();
    }

    private void wake() {
        Thread reader = thread;
        if (asleep && reader != null) {
            LockSupport.unpark(reader);
        }
    }

    /** Looks for the reply to what was just sent, reading whatever comes before it, unless somebody reads already. Returns soon in any case. */
    void lookFor(Exchange exchange) {
        awaitedOnly = true;
        boolean patient = patience.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        // Held by this thread: it is delivering bytes further up the stack, and the frame they are of is not at its
        // end.
        if (!patient && asleep && !reading.isHeldByCurrentThread() && reading.tryLock()) {
            try {
                lookingSinceNanos = System.nanoTime();
                look(exchange);
                pausing.run();
            } catch (IOException | RuntimeException e) {
                end(e);
            } finally {
                lookingSinceNanos = 0;
                reading.unlock();
            }
        }
        if (underWay.getAsBoolean()) {
            wake();
        }
    }

    private void look(Exchange exchange) throws IOException {
        long began = lookingSinceNanos;
        while (!exchange.isDone()) {
            if (decoder.holdsBytes()) {
                decoder.readFrame();
            } else if (System.nanoTime() - began > LOOK_NANOS) {
                patience.set(PATIENCE);
                return;
            } else {
                Thread.onSpinWait();
            }
        }
    }

    /** Whether a caller has been in the middle of a frame for that long. */
    boolean stuck(long nowNanos, long patienceNanos) {
        long since = lookingSinceNanos;
        return since != 0 && nowNanos - since > patienceNanos;
    }

    /** Ends the thread, once the socket is closed. */
    void end() {
        ended = true;
        Thread reader = thread;
        if (reader != null) {
            LockSupport.unpark(reader);
        }
    }
}
