package io.farseek.xrootd.session;

import java.time.Duration;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The client's threads besides those that read connections: one that watches deadlines and runs delayed steps, and a few that may block,
 * for opening sessions and recovering files.
 */
final class Clock implements AutoCloseable {
    private static final int MOST_WORKERS = 32;
    private static final long TICK_MILLIS = 100;

    private final ScheduledExecutorService timer;
    private final ThreadPoolExecutor workers;
    private final Set<Connection> watched = ConcurrentHashMap.newKeySet();
    private final long patienceNanos;

    Clock(String name, Duration patience) {
        this.patienceNanos = patience.toNanos();
        ScheduledThreadPoolExecutor scheduled = new ScheduledThreadPoolExecutor(1, named(name + "-clock"));
        scheduled.setRemoveOnCancelPolicy(true);
        this.timer = scheduled;
        this.workers = new ThreadPoolExecutor(
                0, MOST_WORKERS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), named(name + "-worker"));
        every(Duration.ofMillis(TICK_MILLIS), new Runnable() {
            @Override
            public void run() {
                tick();
            }
        });
    }

    /** Enforces deadlines on the connection until it is closed. */
    void watch(Connection connection) {
        watched.add(connection);
    }

    /** Runs a short step that does not block, later. */
    void after(long nanos, Runnable step) {
        try {
            var ignored = timer.schedule(step, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // Closed: whoever waits for the step is failed by the closing of its connection.
            return;
        }
    }

    /** Repeats a short step that does not block. */
    void every(Duration period, Runnable step) {
        var ignored = timer.scheduleWithFixedDelay(step, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Runs a step that may block, unless all workers are busy or the client is closed. */
    boolean tryRun(Runnable step) {
        try {
            workers.execute(step);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    ExecutorService workers() {
        return workers;
    }

    private void tick() {
        long now = System.nanoTime();
        for (Iterator<Connection> all = watched.iterator(); all.hasNext(); ) {
            Connection each = all.next();
            if (each.isAlive()) {
                each.giveUpOverdue(now, patienceNanos);
            } else {
                all.remove();
            }
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        workers.shutdownNow();
    }

    static ThreadFactory named(String name) {
        return new ThreadFactory() {
            private final AtomicInteger next = new AtomicInteger();

            @Override
            public Thread newThread(Runnable step) {
                Thread thread = new Thread(step, name + "-" + next.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            }
        };
    }
}
