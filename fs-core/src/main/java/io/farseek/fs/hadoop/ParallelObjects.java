package io.farseek.fs.hadoop;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/**
 * Does one thing to each of many objects, a bounded number at the same time, and says how each ended. The calling thread waits and does
 * nothing itself.
 */
final class ParallelObjects {
    private final Executor executor;
    private final int limit;

    ParallelObjects(Executor executor, int limit) {
        this.executor = executor;
        this.limit = limit;
    }

    interface Action<T> {
        void apply(T object) throws IOException;
    }

    /**
     * @param done in order of {@code objects}, like the others
     * @param failed each with its reason
     * @param untouched never begun, after a failure or an interrupt
     */
    record Outcome<T>(List<T> done, Map<T, IOException> failed, List<T> untouched, boolean interrupted) {
        boolean complete() {
            return failed.isEmpty() && untouched.isEmpty();
        }
    }

    /** Begins no further object after a failure when {@code stopAtFailure}; always waits for those under way. */
    <T> Outcome<T> forEach(List<T> objects, boolean stopAtFailure, Action<T> action) {
        Map<T, IOException> failed = new LinkedHashMap<>();
        Map<T, Boolean> done = new LinkedHashMap<>();
        Semaphore slots = new Semaphore(limit);
        boolean interrupted = Thread.interrupted();
        for (T each : objects) {
            boolean stop;
            synchronized (failed) {
                stop = stopAtFailure && !failed.isEmpty();
            }
            if (stop || interrupted) {
                break;
            }
            try {
                slots.acquire();
            } catch (InterruptedException e) {
                interrupted = true;
                break;
            }
            execute(slots, () -> {
                try {
                    action.apply(each);
                    synchronized (failed) {
                        done.put(each, true);
                    }
                } catch (IOException | RuntimeException e) {
                    synchronized (failed) {
                        failed.put(each, e instanceof IOException io ? io : new IOException(e.toString(), e));
                    }
                }
            });
        }
        // Every action ends within the store's own deadlines, so this does too.
        slots.acquireUninterruptibly(limit);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        synchronized (failed) {
            return new Outcome<>(
                    objects.stream().filter(done::containsKey).toList(),
                    failed,
                    objects.stream()
                            .filter(each -> !done.containsKey(each) && !failed.containsKey(each))
                            .toList(),
                    interrupted);
        }
    }

    private void execute(Semaphore slots, Runnable task) {
        Runnable releasing = () -> {
            try {
                task.run();
            } finally {
                slots.release();
            }
        };
        try {
            executor.execute(releasing);
        } catch (RuntimeException e) {
            // No room in the pool's queue: the waiting thread may as well do it.
            releasing.run();
        }
    }

    /** The failure of an interrupted operation, with the flag still set. */
    static InterruptedIOException interrupted(String message) {
        Thread.currentThread().interrupt();
        return new InterruptedIOException(message);
    }
}
