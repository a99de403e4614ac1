package io.farseek.s3;

import io.farseek.fs.store.ContentSource;
import io.farseek.fs.store.DeleteFailure;
import io.farseek.fs.store.ListPage;
import io.farseek.fs.store.ListRequest;
import io.farseek.fs.store.ObjectStat;
import io.farseek.fs.store.StoreThreads;
import io.farseek.fs.store.UploadId;
import io.farseek.fs.store.WriteOptions;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The uncommitted output of one job: what its tasks and itself do to it. Every step can be repeated after it failed half-way. */
final class PendingJob {
    private static final Logger LOG = LoggerFactory.getLogger(PendingJob.class);
    private static final long DEADLINE_MINUTES = 60;

    private final S3ObjectStore store;
    private final String output;
    private final String job;
    private final Executor executor = StoreThreads.objects();

    /** @param output the key of the directory that the job writes */
    PendingJob(S3ObjectStore store, String output, String job) {
        this.store = store;
        this.output = output;
        this.job = job;
    }

    boolean hasOutput(String attempt) throws IOException {
        ListPage page = store.list(new ListRequest(attemptPrefix(attempt), true, null, null, 1));
        return !page.objects().isEmpty();
    }

    /** Makes the attempt's files part of what the job will commit. One put: a task is committed or it is not. */
    void commitTask(String task, String attempt) throws IOException {
        List<PendingUpload> uploads = records(attemptPrefix(attempt));
        for (PendingUpload each : uploads) {
            if (!each.finished()) {
                throw new IOException("task attempt " + attempt + " did not close "
                        + store.uri(each.upload().key()) + " before it was committed");
            }
        }
        byte[] set = PendingUpload.write(uploads);
        store.put(committedPrefix() + task, ContentSource.of(ByteBuffer.wrap(set)), WriteOptions.REPLACE);
    }

    void abortTask(String attempt) throws IOException {
        abort(records(attemptPrefix(attempt)));
        deleteAll(attemptPrefix(attempt));
    }

    /**
     * Makes the files of all committed tasks visible, each whole and at once; together they are not one step, which no object store has. When
     * one cannot be, those made visible before are deleted again.
     */
    int commit() throws IOException {
        List<PendingUpload> uploads = records(committedPrefix());
        List<String> visible = java.util.Collections.synchronizedList(new ArrayList<>());
        try {
            each(uploads, upload -> {
                store.completeUpload(upload.upload(), upload.parts(), WriteOptions.REPLACE);
                visible.add(upload.upload().key());
            });
        } catch (IOException e) {
            try {
                deleteKeys(visible);
            } catch (IOException further) {
                e.addSuppressed(further);
            }
            throw new IOException(
                    "job " + job + " was not committed to " + store.uri(output) + ": " + e.getMessage(), e);
        }
        return uploads.size();
    }

    /** Aborts what was not committed, and forgets the job. */
    void cleanUp() throws IOException {
        Set<UploadId> committed = new HashSet<>();
        records(committedPrefix()).forEach(upload -> committed.add(upload.upload()));
        List<PendingUpload> left = new ArrayList<>(records(PendingKeys.tasks(output, job)));
        left.removeIf(upload -> committed.contains(upload.upload()));
        abort(left);
        deleteAll(PendingKeys.job(output, job));
    }

    /** Throws everything away. */
    void abort() throws IOException {
        abort(records(PendingKeys.job(output, job)));
        deleteAll(PendingKeys.job(output, job));
    }

    private String attemptPrefix(String attempt) {
        return PendingKeys.attempt(output, job, attempt);
    }

    private String committedPrefix() {
        return PendingKeys.committed(output, job);
    }

    private void abort(Collection<PendingUpload> uploads) throws IOException {
        if (!uploads.isEmpty()) {
            LOG.info("aborting {} uncommitted uploads of job {} below {}", uploads.size(), job, store.uri(output));
        }
        each(uploads, upload -> store.abortUpload(upload.upload()));
    }

    private List<PendingUpload> records(String prefix) throws IOException {
        List<PendingUpload> all = java.util.Collections.synchronizedList(new ArrayList<>());
        each(list(prefix), object -> {
            if (!object.key().endsWith("/")) {
                all.addAll(PendingUpload.read(store.read(object), store.uri(object.key())));
            }
        });
        return List.copyOf(all);
    }

    private List<ObjectStat> list(String prefix) throws IOException {
        List<ObjectStat> all = new ArrayList<>();
        ListRequest request =
                new ListRequest(prefix, true, null, null, store.traits().listPage());
        while (true) {
            ListPage page = store.list(request);
            all.addAll(page.objects());
            String next = page.continuation();
            if (next == null) {
                return all;
            }
            request = request.next(next);
        }
    }

    private void deleteAll(String prefix) throws IOException {
        deleteKeys(list(prefix).stream().map(ObjectStat::key).toList());
    }

    private void deleteKeys(List<String> keys) throws IOException {
        int batch = store.traits().deleteBatch();
        for (int start = 0; start < keys.size(); start += batch) {
            List<DeleteFailure> left = store.delete(keys.subList(start, Math.min(keys.size(), start + batch)));
            if (!left.isEmpty()) {
                throw new IOException("cannot delete " + store.uri(left.get(0).key()) + ": "
                        + left.get(0).reason() + (left.size() > 1 ? " and " + (left.size() - 1) + " others" : ""));
            }
        }
    }

    private interface Step<T> {
        void run(T item) throws IOException;
    }

    private <T> void each(Collection<T> items, Step<T> step) throws IOException {
        List<CompletableFuture<Void>> running = new ArrayList<>(items.size());
        for (T item : items) {
            running.add(CompletableFuture.runAsync(
                    () -> {
                        try {
                            step.run(item);
                        } catch (IOException e) {
                            throw new CompletionException(e);
                        }
                    },
                    executor));
        }
        await(CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)));
    }

    private void await(CompletableFuture<Void> all) throws IOException {
        try {
            all.get(DEADLINE_MINUTES, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted in a commit step of job " + job);
        } catch (TimeoutException e) {
            throw new IOException(
                    "a commit step of job " + job + " took longer than " + DEADLINE_MINUTES + " minutes", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException("committing job " + job, e.getCause());
        }
    }
}
