package io.farseek.root.tree;

import io.farseek.root.codec.Decompressor;
import io.farseek.root.file.Slice;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Decompresses baskets in the calling thread or, above a parallelism of one, in a fixed number of daemon threads of its own. */
final class DecompressionPool implements Closeable {

    private static final long DEADLINE_MINUTES = 15;

    private final boolean verifyChecksums;
    private final @Nullable ExecutorService executor;
    private final ConcurrentLinkedQueue<Decompressor> idle = new ConcurrentLinkedQueue<>();
    private final AtomicLong decompressedBytes = new AtomicLong();
    private final AtomicLong decompressionNanos = new AtomicLong();

    DecompressionPool(int parallelism, boolean verifyChecksums) {
        this.verifyChecksums = verifyChecksums;
        this.executor = parallelism == 1
                ? null
                : Executors.newFixedThreadPool(parallelism, task -> {
                    Thread thread = new Thread(task, "farseek-root-decompress");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Baskets being decompressed. */
    interface Batch {
        /** All of them, in the order given; blocks until the last is done. */
        List<Basket> await() throws IOException;
    }

    /** Starts decompressing; without threads of its own, {@link Batch#await} does it. */
    Batch start(List<BasketFetch> fetches) {
        if (executor == null) {
            return () -> {
                List<Basket> baskets = new ArrayList<>(fetches.size());
                for (BasketFetch fetch : fetches) {
                    baskets.add(complete(fetch));
                }
                return baskets;
            };
        }
        List<Future<Basket>> futures = new ArrayList<>(fetches.size());
        for (BasketFetch fetch : fetches) {
            futures.add(executor.submit(() -> complete(fetch)));
        }
        return () -> {
            List<Basket> baskets = new ArrayList<>(futures.size());
            for (Future<Basket> future : futures) {
                baskets.add(await(future));
            }
            return baskets;
        };
    }

    private static Basket await(Future<Basket> future) throws IOException {
        try {
            return future.get(DEADLINE_MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a basket");
        } catch (TimeoutException e) {
            throw new IOException("a basket was not decompressed within " + DEADLINE_MINUTES + " minutes", e);
        }
    }

    private Basket complete(BasketFetch fetch) throws IOException {
        Decompressor own = idle.poll();
        Decompressor decompressor = own != null ? own : new Decompressor(verifyChecksums);
        try {
            Slice record = fetch.await();
            long start = System.nanoTime();
            Basket basket = fetch.complete(record, decompressor);
            decompressionNanos.addAndGet(System.nanoTime() - start);
            decompressedBytes.addAndGet(basket.cursor().limit());
            return basket;
        } finally {
            idle.add(decompressor);
        }
    }

    long decompressedBytes() {
        return decompressedBytes.get();
    }

    long decompressionNanos() {
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
