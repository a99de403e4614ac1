package io.farseek.readahead;

import java.io.Closeable;
import java.net.SocketTimeoutException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * What all open files of a JVM share: the block pool with its byte budget, the limit on requests in flight, and what has been measured of
 * each endpoint. Owns two kinds of daemon threads: one timer, which watches over stalled requests and sends second ones, and up to four that
 * complete the futures of vectored reads.
 */
public final class ReadAheadRuntime implements Closeable {
    private static final int COMPLETION_THREADS = 4;
    private static final long WATCH_SECONDS = 1;

    private final RuntimeSettings settings;
    private final Ticker ticker;
    private final Waits waits;
    private final BlockPool pool;
    private final FetchScheduler scheduler;
    private final Executor completions;
    private final Runnable shutdown;
    private final Delays delays;
    private final ConcurrentHashMap<String, EndpointCost> costs = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, HedgeBudget> hedges = new ConcurrentHashMap<>();

    /** Runs something once after a while, off the caller's thread. */
    @FunctionalInterface
    interface Delays {
        /** The result cancels it if it has not begun. */
        Cancellable after(long nanos, Runnable action);
    }

    /** With the settings that suit this JVM's heap. */
    public ReadAheadRuntime() {
        this(RuntimeSettings.forThisJvm());
    }

    /** With the system's clock and threads of its own, which {@link #close} ends. */
    public ReadAheadRuntime(RuntimeSettings settings) {
        this.settings = settings;
        this.ticker = Ticker.SYSTEM;
        this.waits = Waits.ON_MONITOR;
        this.pool = new BlockPool(settings.poolBytes());
        this.scheduler = new FetchScheduler(settings.requestsInFlight(), pool, ticker);
        ThreadPoolExecutor completing = new ThreadPoolExecutor(
                COMPLETION_THREADS,
                COMPLETION_THREADS,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                daemons("farseek-complete"));
        completing.allowCoreThreadTimeOut(true);
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, daemons("farseek-timer"));
        timer.setRemoveOnCancelPolicy(true);
        var watch = timer.scheduleWithFixedDelay(this::endStalled, WATCH_SECONDS, WATCH_SECONDS, TimeUnit.SECONDS);
        this.completions = completing;
        this.delays = delaysOn(timer);
        this.shutdown = () -> {
            watch.cancel(false);
            timer.shutdownNow();
            completing.shutdown();
        };
    }

    /** With time and threads of somebody else's making: tests and the simulator. */
    ReadAheadRuntime(RuntimeSettings settings, Ticker ticker, Waits waits, Executor completions, Delays delays) {
        this.settings = settings;
        this.ticker = ticker;
        this.waits = waits;
        this.pool = new BlockPool(settings.poolBytes());
        this.scheduler = new FetchScheduler(settings.requestsInFlight(), pool, ticker);
        this.completions = completions;
        this.delays = delays;
        this.shutdown = () -> {};
    }

    public RuntimeSettings settings() {
        return settings;
    }

    /** Bytes the pool holds now, what is being fetched included. */
    public long heldBytes() {
        return pool.heldBytes();
    }

    /** Most bytes the pool has held at any moment so far, what was being fetched included. */
    public long mostHeldBytes() {
        return pool.mostHeldBytes();
    }

    /** The same without what was being fetched at that moment: at most the budget, and what had come for readers who had not taken it yet. */
    public long mostKeptBytes() {
        return pool.mostKeptBytes();
    }

    /** Requests under way now. */
    public int requestsInFlight() {
        return scheduler.inFlight();
    }

    /** What a request to {@code endpoint} is thought to cost now. */
    public CostEstimate costOf(String endpoint) {
        return cost(endpoint).estimate();
    }

    BlockPool pool() {
        return pool;
    }

    FetchScheduler scheduler() {
        return scheduler;
    }

    Ticker ticker() {
        return ticker;
    }

    Waits waits() {
        return waits;
    }

    Executor completions() {
        return completions;
    }

    Delays delays() {
        return delays;
    }

    EndpointCost cost(String endpoint) {
        return costs.computeIfAbsent(endpoint, e -> new EndpointCost(settings.requestsInFlight()));
    }

    HedgeBudget hedges(String endpoint) {
        return hedges.computeIfAbsent(endpoint, e -> new HedgeBudget());
    }

    /** Gives up requests from which nothing has come for as long as their file allows. */
    void endStalled() {
        long now = ticker.nanos();
        for (Fetch each : scheduler.running()) {
            FileReads file = each.file();
            if (each.stalledSince(now - file.settings().readDeadline().toNanos())) {
                each.giveUp(new SocketTimeoutException("no byte of " + file.identity() + " " + each.range()
                        + " came within " + file.settings().readDeadline() + "; the store or the way to it hangs"));
            }
        }
    }

    /** Ends the threads. Files still open must not be read any more. */
    @Override
    public void close() {
        shutdown.run();
    }

    private static Delays delaysOn(ScheduledExecutorService timer) {
        return (nanos, action) -> {
            var scheduled = timer.schedule(action, nanos, TimeUnit.NANOSECONDS);
            return () -> scheduled.cancel(false);
        };
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
