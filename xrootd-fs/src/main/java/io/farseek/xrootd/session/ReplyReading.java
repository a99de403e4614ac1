package io.farseek.xrootd.session;

import io.farseek.xrootd.wire.FrameDecoder;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who reads a connection: a thread of its own, or, while only callers that wait for their replies use the connection, those callers. Where a
 * reply takes less than waking a thread does, a caller that looks for it itself saves two wake-ups a request.
 *
 * <p>The thread is made for the first reply that nobody looks for until it has come, and sleeps once the last thing sent was waited for and nothing is under way. It wakes for whatever is sent without waiting,
 * when a caller gives up looking, and after a second without traffic, so that the end of an idle connection is noticed.
 */
final class ReplyReading implements Runnable {
    /** Longest a caller looks for its reply before it leaves that to the thread. */
    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private static final long SLEEP_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** Replies that are not looked for after one was in vain. */
    private static final int PATIENCE = 64;

    /** Whose replies are read. */
    interface Owner {
        /** Whether a reply is awaited. */
        boolean awaitsReplies();

        /** To be called by whoever reads before it waits for bytes or stops reading. */
        void pause();

        /** To be called once, by whoever reads, when no more replies can be read. */
        void broke(Exception why);
    }

    private final Owner owner;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile FrameDecoder decoder;
    private volatile @Nullable Thread thread;
    /** So is a thread that has not been made. */
    private volatile boolean asleep = true;

    /** Null before the start. */
    private volatile @Nullable String threadName;

    private volatile boolean awaitedOnly = true;
    private volatile boolean ended;
    private volatile long lookingSinceNanos;
    private final AtomicInteger patience = new AtomicInteger();

    ReplyReading(FrameDecoder decoder, Owner owner) {
        this.decoder = decoder;
        this.owner = owner;
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

    /** Leaves the reading to a thread of that name, but for replies that are looked for. */
    void start(String name) {
        threadName = name;
        if (owner.awaitsReplies() && !awaitedOnly) {
            wake();
        }
    }

    @Override
    public void run() {
        // Made because something is under way, or nothing has been for long: it reads first.
        asleep = false;
        while (!ended) {
            reading.lock();
            try {
                decoder.readFrame();
            } catch (IOException | RuntimeException | Error e) {
                end(e);
                return;
            } finally {
                reading.unlock();
            }
            if (awaitedOnly && !owner.awaitsReplies()) {
                asleep = true;
                owner.pause();
                // Whoever sends from now on sees the thread asleep; what was sent before is seen here.
                if (!ended && !owner.awaitsReplies()) {
                    LockSupport.parkNanos(this, SLEEP_NANOS);
                }
                asleep = false;
            }
        }
    }

    private void end(Throwable e) {
        ended = true;
        owner.broke(e instanceof Exception exception ? exception : new IllegalStateException(e));
    }

    /** Tells that something was sent whose sender does not wait for the reply. */
    void sent() {
        awaitedOnly = false;
        wake();
    }

    private void wake() {
        if (asleep) {
            Thread reader = thread;
            if (reader != null) {
                LockSupport.unpark(reader);
            } else {
                make();
            }
        }
    }

    /** Makes the thread, unless there is one. Most sessions that only ask for the status of files do without. */
    private synchronized void make() {
        String name = threadName;
        if (thread == null && name != null && !ended) {
            Thread reader = new Thread(this, name);
            reader.setDaemon(true);
            thread = reader;
            reader.start();
        }
    }

    /**
     * Has the thread take replies that nobody looks for, and look for the connection's end once nothing was sent for as long as it would have
     * slept. Called by the client's clock.
     */
    void watch(long idleNanos) {
        boolean untaken = asleep && lookingSinceNanos == 0 && owner.awaitsReplies();
        if (untaken || (thread == null && idleNanos > SLEEP_NANOS)) {
            wake();
        }
    }

    /** Looks for the reply to what was just sent, reading whatever comes before it, unless somebody reads already. Returns soon in any case. */
    void lookFor(Exchange exchange) {
        awaitedOnly = true;
        boolean patient = patience.get() > 0;
        if (patient) {
            patience.decrementAndGet();
        }
        // Held by this thread: it is delivering bytes further up the stack, and the frame they are of is not at its
        // end.
        if (!patient && asleep && !reading.isHeldByCurrentThread() && reading.tryLock()) {
            try {
                lookingSinceNanos = System.nanoTime();
                look(exchange);
                owner.pause();
            } catch (IOException | RuntimeException e) {
                end(e);
            } finally {
                lookingSinceNanos = 0;
                reading.unlock();
            }
        }
        if (owner.awaitsReplies()) {
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
