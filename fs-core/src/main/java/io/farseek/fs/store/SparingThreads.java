package io.farseek.fs.store;

import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Pools of threads that make one only while none is idle. A {@link ThreadPoolExecutor} with a queue of its own makes all its threads before it
 * lets one work twice, or no more than its least number until the queue is full.
 */
final class SparingThreads {
    private static final int IDLE_SECONDS = 60;

    private SparingThreads() {}

    /**
     * Daemon threads named {@code name-n}, at most {@code most} at a time, each gone after a minute without work.
     *
     * @param waiting tasks that may wait while all threads are busy; one more is refused with a {@link RejectedExecutionException}
     */
    static ThreadPoolExecutor pool(String name, int most, int waiting) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(1, most, IDLE_SECONDS, TimeUnit.SECONDS, new ToIdleThreads(), task -> {
                    Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        Semaphore places = new Semaphore(waiting);
        pool.setRejectedExecutionHandler((task, full) -> {
            if (full.isShutdown()) {
                throw new RejectedExecutionException("the threads " + name + " have ended");
            }
            if (!places.tryAcquire()) {
                throw new RejectedExecutionException("all " + most + " threads " + name + " are busy, and " + waiting
                        + " tasks wait for one: ask for less at once");
            }
            full.getQueue().add(() -> {
                places.release();
                task.run();
            });
            // They may all have gone for want of work while this one was on its way to the queue.
            full.prestartCoreThread();
        });
        return pool;
    }

    /** A pool that is told that its queue is full makes a thread, or, if it may not, has the task put here as the last resort. */
    private static final class ToIdleThreads extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1;

        /** Whether a thread was waiting for the task, and has it now. */
        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }
    }
}
