package io.farseek.fs.hadoop;

import io.farseek.fs.store.ContentSource;
import io.farseek.fs.store.DeleteFailure;
import io.farseek.fs.store.ListRequest;
import io.farseek.fs.store.ObjectStore;
import io.farseek.fs.store.WriteOptions;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIOException;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes files and directories. Tries every object and reports every one that is left. */
final class ObjectDelete {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectDelete.class);
    private static final int BATCHES_AT_ONCE = 16;

    private final ObjectStore store;
    private final Lookup lookup;
    private final StatusCache cache;
    private final PathKeys keys;
    private final ParallelObjects parallel;
    private final boolean keepParent;

    ObjectDelete(
            ObjectStore store,
            Lookup lookup,
            StatusCache cache,
            PathKeys keys,
            ParallelObjects parallel,
            boolean keepParent) {
        this.store = store;
        this.lookup = lookup;
        this.cache = cache;
        this.keys = keys;
        this.parallel = parallel;
        this.keepParent = keepParent;
    }

    /** As {@code FileSystem.delete}: false when there is nothing. The root itself is never deleted. */
    boolean delete(String key, boolean recursive) throws IOException {
        if (key.isEmpty()) {
            return refuseRoot(recursive);
        }
        Lookup.Found found = lookup.findOrRecall(key);
        if (found instanceof Lookup.Found.Nothing) {
            return false;
        }
        if (found instanceof Lookup.Found.File) {
            cache.forget(key);
            requireDeleted(keys.path(key), List.of(key));
        } else {
            deleteDirectory(key, recursive);
        }
        keepDirectory(PathKeys.parentOf(key));
        return true;
    }

    /** Deletes a directory that must be empty and leaves its parent to whatever replaces it. */
    void deleteEmpty(String key) throws IOException {
        deleteDirectory(key, false);
    }

    private boolean refuseRoot(boolean recursive) throws IOException {
        if (store.list(new ListRequest("", true, null, null, 1)).isEmpty()) {
            return true;
        }
        if (!recursive) {
            throw new PathIOException(keys.path("").toString(), "the root is not empty and is never deleted");
        }
        LOG.warn("the root of {} is never deleted; delete what is in it", keys.path(""));
        return false;
    }

    private void deleteDirectory(String key, boolean recursive) throws IOException {
        String prefix = PathKeys.prefixOf(key);
        if (!recursive) {
            boolean others = store.list(new ListRequest(prefix, true, null, null, 2)).objects().stream()
                    .anyMatch(each -> !each.key().equals(prefix));
            if (others) {
                throw new PathIsNotEmptyDirectoryException(keys.path(key).toString());
            }
        }
        cache.forgetAll(prefix);
        KeyListing listing = new KeyListing(store, prefix, true);
        List<DeleteFailure> left = new ArrayList<>();
        long deleted = 0;
        while (listing.hasNext()) {
            List<String> some = new ArrayList<>();
            int most = BATCHES_AT_ONCE * Math.max(100, store.traits().deleteBatch());
            while (some.size() < most && listing.hasNext()) {
                some.add(listing.next().key());
            }
            List<DeleteFailure> failed = deleteAll(some);
            left.addAll(failed);
            deleted += some.size() - failed.size();
            if (Thread.currentThread().isInterrupted()) {
                throw ParallelObjects.interrupted("interrupted deleting " + keys.path(key) + " after " + deleted
                        + " objects; delete again to go on");
            }
        }
        if (!left.isEmpty()) {
            throw new PartialDeleteException(keys.path(key), deleted, left);
        }
    }

    /** Deletes many objects, in batches and in parallel; returns those that are left. */
    List<DeleteFailure> deleteAll(List<String> objects) {
        int size = store.traits().deleteBatch();
        List<List<String>> batches = new ArrayList<>();
        for (int at = 0; at < objects.size(); at += size) {
            batches.add(objects.subList(at, Math.min(objects.size(), at + size)));
        }
        List<DeleteFailure> left = Collections.synchronizedList(new ArrayList<>());
        ParallelObjects.Outcome<List<String>> outcome =
                parallel.forEach(batches, false, batch -> left.addAll(store.delete(batch)));
        outcome.failed()
                .forEach((batch, why) -> batch.forEach(key -> left.add(new DeleteFailure(key, why.toString()))));
        outcome.untouched()
                .forEach(batch ->
                        batch.forEach(key -> left.add(new DeleteFailure(key, "interrupted before it was begun"))));
        return left;
    }

    /** Deletes a few objects in one request; fails unless all are gone. */
    void requireDeleted(Path path, List<String> objects) throws IOException {
        List<DeleteFailure> left = store.delete(objects);
        if (!left.isEmpty()) {
            throw new PartialDeleteException(path, objects.size() - left.size(), left);
        }
    }

    /** After something in {@code directory} has gone: a marker, if that was the last. */
    void keepDirectory(String directory) throws IOException {
        if (!keepParent || directory.isEmpty()) {
            return;
        }
        String prefix = PathKeys.prefixOf(directory);
        try {
            if (store.list(new ListRequest(prefix, true, null, null, 1)).isEmpty()) {
                store.put(prefix, ContentSource.EMPTY, WriteOptions.REPLACE);
            }
        } catch (FileNotFoundException e) {
            throw new IOException("the directory " + keys.path(directory) + " could not be kept: " + e.getMessage(), e);
        }
    }
}
