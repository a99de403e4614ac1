package io.farseek.fs.stream;

import io.farseek.fs.store.ObjectStat;
import io.farseek.fs.store.ObjectStore;
import io.farseek.fs.store.PartReceipt;
import io.farseek.fs.store.UploadId;
import io.farseek.fs.store.WriteOptions;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One multipart upload: parts in order of submission, a bounded number at the same time. Used by the writing thread only. */
final class PartUploads {
    private static final Duration MOST_ABORT_WAIT = Duration.ofSeconds(30);

    private final ObjectStore store;
    private final UploadId upload;
    private final WriteOptions options;
    private final Executor executor;
    private final int limit;
    private final Duration deadline;

    private final Deque<PartTask> underWay = new ArrayDeque<>();
    private final List<PartReceipt> receipts = new ArrayList<>();
    private int submitted;

    PartUploads(
            ObjectStore store, UploadId upload, WriteOptions options, Executor executor, int limit, Duration deadline) {
        this.store = store;
        this.upload = upload;
        this.options = options;
        this.executor = executor;
        this.limit = limit;
        this.deadline = deadline;
    }

    /** Uploads {@code part}, which is released in any case, as soon as fewer than the limit are under way; waits until then. */
    void submit(PartBuffer part) throws IOException {
        PartTask task = new PartTask(store, upload, submitted + 1, part);
        try {
            while (underWay.size() >= limit) {
                awaitOldest();
            }
            executor.execute(task);
            underWay.add(task);
            submitted++;
        } catch (IOException | RuntimeException e) {
            task.drop();
            throw e;
        }
    }

    int submitted() {
        return submitted;
    }

    /** Waits for every part and makes the object of them. */
    ObjectStat complete() throws IOException {
        while (!underWay.isEmpty()) {
            awaitOldest();
        }
        return store.completeUpload(upload, receipts, options);
    }

    /** Waits, within bounds, for the parts that are on their way, then throws the upload away: no part may arrive after that. */
    void abort() throws IOException {
        underWay.forEach(PartTask::drop);
        CompletableFuture<?>[] ends = underWay.stream()
                .map(each -> each.receipt().handle((receipt, failure) -> receipt))
                .toArray(CompletableFuture<?>[]::new);
        underWay.clear();
        boolean interrupted = Thread.interrupted();
        try {
            // A writer that waits less for its parts does not want to wait longer for their end.
            Duration most = deadline.compareTo(MOST_ABORT_WAIT) < 0 ? deadline : MOST_ABORT_WAIT;
            CompletableFuture.allOf(ends).get(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (TimeoutException | ExecutionException e) {
            UploadOutputStream.LOG.warn("parts of {} are still being uploaded while it is aborted", upload.key());
        }
        try {
            store.abortUpload(upload);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void awaitOldest() throws IOException {
        PartTask oldest = underWay.element();
        try {
            receipts.add(oldest.receipt().get(deadline.toNanos(), TimeUnit.NANOSECONDS));
            underWay.remove();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(
                    "interrupted while part " + oldest.number() + " of " + upload.key() + " was being uploaded");
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("part " + oldest.number() + " of " + upload.key()
                    + " was not uploaded within " + deadline + " (fs.farseek.write.deadline)");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io
                    ? io
                    : new IOException(
                            "uploading part " + oldest.number() + " of " + upload.key() + ": " + e.getCause(),
                            e.getCause());
        }
    }
}
