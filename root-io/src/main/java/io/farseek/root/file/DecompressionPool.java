package io.farseek.root.file;

import io.farseek.root.codec.Decompressor;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Decompresses records in the calling thread or, above a parallelism of one, in a fixed number of daemon threads of its own. */
public final class DecompressionPool implements Closeable {

    private static final long DEADLINE_MINUTES = 15;

    private final boolean verifyChecksums;
    private final @Nullable ExecutorService executor;
    private final ConcurrentLinkedQueue<Decompressor> idle = new ConcurrentLinkedQueue<>();
    private final AtomicLong decompressedBytes = new AtomicLong();
    private final AtomicLong decompressionNanos = new AtomicLong();

    public DecompressionPool(int parallelism, boolean verifyChecksums) {
        this.verifyChecksums = verifyChecksums;
        this.executor = parallelism == 1
                ? null
                : Executors.newFixedThreadPool(parallelism, task -> {
                    Thread thread = new Thread(task, "farseek-root-decompress");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** One record to decompress. */
    public interface Task<T> {
        /** Waits for its bytes. */
        Slice await() throws IOException;

        /** Decompresses them. */
        T complete(Slice record, Decompressor decompressor) throws IOException;
    }

    /** A record being decompressed. */
    @FunctionalInterface
    public interface Pending<T> {
        /** The result; blocks until it is there. */
        T await() throws IOException;
    }

    /** Whether the calling thread decompresses: {@link Pending#await} does it then, and does it again each time it is called. */
    public boolean inCaller() {
        return executor == null;
    }

    /** Starts decompressing; without threads of its own, {@link Pending#await} does it. */
    public <T> Pending<T> start(Task<T> task) {
        if (executor == null) {
            return () -> run(task);
        }
        Future<T> future = executor.submit(() -> run(task));
        return () -> await(future);
    }

    private static <T> T await(Future<T> future) throws IOException {
        try {
            return future.get(DEADLINE_MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for decompression");
        } catch (TimeoutException e) {
            throw new IOException("a record was not decompressed within " + DEADLINE_MINUTES + " minutes", e);
        }
    }

    private <T> T run(Task<T> task) throws IOException {
        Slice record = task.await();
        Decompressor own = idle.poll();
        Decompressor decompressor = own != null ? own : new Decompressor(verifyChecksums);
        long start = System.nanoTime();
        try {
            return task.complete(record, decompressor);
        } finally {
            decompressionNanos.addAndGet(System.nanoTime() - start);
            idle.add(decompressor);
        }
    }

    /** Counts bytes that a task produced. */
    public void produced(long bytes) {
        decompressedBytes.addAndGet(bytes);
    }

    /** Bytes counted with {@link #produced}. */
    public long decompressedBytes() {
        return decompressedBytes.get();
    }

    /** Time spent decompressing, summed over threads. */
    public long decompressionNanos() {
        return decompressionNanos.get();
    }

    @Override
    public void close() throws IOException {
        if (executor != null) {
            executor.shutdownNow();
            try {
                if (!executor.awaitTermination(1, TimeUnit.MINUTES)) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        for (Decompressor decompressor = idle.poll(); decompressor != null; decompressor = idle.poll()) {
            decompressor.close();
        }
    }
}
