package io.farseek.fs.store;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * The threads that blocking store requests run on, shared by every file system of the JVM: daemon, named, bounded in number and in queue,
 * gone after a minute without work. No task of one pool ever waits for another task of the same pool.
 */
public final class StoreThreads {
    private static final int QUEUE = 65_536;

    private static final ThreadPoolExecutor RANGES = SparingThreads.pool("farseek-range", 96, QUEUE);
    private static final ThreadPoolExecutor UPLOADS = SparingThreads.pool("farseek-upload", 16, QUEUE);
    private static final ThreadPoolExecutor OBJECTS = SparingThreads.pool("farseek-object", 16, QUEUE);

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
}
