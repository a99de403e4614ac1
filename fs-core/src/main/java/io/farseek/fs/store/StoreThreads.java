package io.farseek.fs.store;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that blocking store requests run on, shared by every file system of the JVM: daemon, named, bounded in number and in queue,
 * gone after a minute without work. No task of one pool ever waits for another task of the same pool.
 */
public final class StoreThreads {
    private static final int QUEUE = 65_536;
    private static final int IDLE_SECONDS = 60;

    private static final ThreadPoolExecutor RANGES = pool("farseek-range", 96);
    private static final ThreadPoolExecutor UPLOADS = pool("farseek-upload", 16);
    private static final ThreadPoolExecutor OBJECTS = pool("farseek-object", 16);

    private StoreThreads() {}

    /** Range requests of {@link StreamingRangeReader}. */
    public static ExecutorService ranges() {
        return RANGES;
    }

    /** Parts of multipart uploads. */
    public static ExecutorService uploads() {
        return UPLOADS;
    }

    /** Copies, renames and deletes of single objects within one larger operation. */
    public static ExecutorService objects() {
        return OBJECTS;
    }

    private static ThreadPoolExecutor pool(String name, int threads) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(QUEUE), task -> {
                    Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
