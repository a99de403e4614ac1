package io.farseek.fs.http;

import java.io.Closeable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that looks after all exchanges of a transport, every {@value #TICK_MILLIS} ms while there are any, and after idle connections. */
final class ExchangeWatch implements Closeable {
    static final long TICK_MILLIS = 50;

    private static final Logger LOG = LoggerFactory.getLogger(ExchangeWatch.class);
    private static final long SWEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Set<Lifeline> watched = ConcurrentHashMap.newKeySet();
    private final Runnable sweep;
    private final Thread thread;
    private volatile boolean closed;

    /** True while the thread sleeps long because there was nothing to watch: whoever adds the first exchange wakes it. */
    private volatile boolean resting;

    ExchangeWatch(Runnable sweep) {
        this.sweep = sweep;
        this.thread = new Thread(this::run, "farseek-http-watch");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void add(Lifeline each) {
        watched.add(each);
        if (resting) {
            LockSupport.unpark(thread);
        }
    }

    void remove(Lifeline each) {
        watched.remove(each);
    }

    private void run() {
        long swept = System.nanoTime();
        while (!closed) {
            long now = System.nanoTime();
            try {
                for (Lifeline each : watched) {
                    each.check(now);
                }
                if (now - swept >= SWEEP_NANOS) {
                    swept = now;
                    sweep.run();
                }
            } catch (RuntimeException e) {
                LOG.warn("the HTTP watch goes on after a failure", e);
            }
            pause();
        }
    }

    private void pause() {
        // In this order: an exchange that is not seen here sees that it has to wake this thread. One that is added
        // while
        // others are watched does not, since a wake-up costs more than the rest of being watched.
        resting = true;
        boolean nothing = watched.isEmpty();
        resting = nothing;
        if (!closed) {
            LockSupport.parkNanos(this, nothing ? SWEEP_NANOS : TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS));
        }
        resting = false;
    }

    /** Ends the thread and every exchange under way. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        for (Lifeline each : watched) {
            each.end(Lifeline.Fate.ABORTED);
        }
    }
}
