package io.farseek.fs.hadoop;

import io.farseek.fs.store.ListPage;
import io.farseek.fs.store.ListRequest;
import io.farseek.fs.store.ObjectStat;
import io.farseek.fs.store.ObjectStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import org.apache.hadoop.fs.ParentNotDirectoryException;

/**
 * Finds out what is at a key with one request: a listing of the names that begin with it tells file, directory and nothing apart, where a
 * head would need a listing after it for the latter two.
 */
final class Lookup {
    // Names that sort between "key" and "key/", such as "key.bak", come first; more of them than this cost a second
    // request.
    private static final int PAGE = 100;

    private final ObjectStore store;
    private final StatusCache cache;
    private final PathKeys keys;
    private final boolean checkAncestors;

    Lookup(ObjectStore store, StatusCache cache, PathKeys keys, boolean checkAncestors) {
        this.store = store;
        this.cache = cache;
        this.keys = keys;
        this.checkAncestors = checkAncestors;
    }

    /** What is at a key. Where a store holds both an object and keys below it, the object wins. */
    sealed interface Found {
        record File(ObjectStat stat) implements Found {}

        record Directory() implements Found {}

        record Nothing() implements Found {}
    }

    /** Asks the store. The root is a directory without asking. */
    Found find(String key) throws IOException {
        if (key.isEmpty()) {
            return new Found.Directory();
        }
        ListPage page;
        try {
            page = store.list(new ListRequest(
                    key, false, null, null, Math.min(PAGE, store.traits().listPage())));
        } catch (AccessDeniedException e) {
            return findWithoutListing(key, e);
        }
        Found found = in(page, key);
        if (found instanceof Found.Nothing && page.continuation() != null) {
            ListRequest inside = new ListRequest(PathKeys.prefixOf(key), true, null, null, 1);
            found = store.list(inside).isEmpty() ? found : new Found.Directory();
        }
        return remembered(key, found);
    }

    /** A status seen a moment ago, else {@link #find}. */
    Found findOrRecall(String key) throws IOException {
        ObjectStat seen = cache.fresh(key);
        return seen != null ? new Found.File(seen) : find(key);
    }

    /** The file to open: a status seen a moment ago, else a head. */
    ObjectStat file(String key) throws IOException {
        ObjectStat seen = cache.fresh(key);
        if (seen != null) {
            return seen;
        }
        if (key.isEmpty()) {
            throw isDirectory(key);
        }
        try {
            ObjectStat stat = store.head(key);
            cache.saw(stat);
            return stat;
        } catch (FileNotFoundException e) {
            // A head of a missing bucket looks the same; the listing tells, and knows directories.
            Found found = find(key);
            if (found instanceof Found.File file) {
                return file.stat();
            }
            throw found instanceof Found.Directory ? isDirectory(key) : e;
        }
    }

    /** Fails when a parent of {@code key} is a file. */
    void checkAncestors(String key) throws IOException {
        for (String parent = PathKeys.parentOf(key); !parent.isEmpty(); parent = PathKeys.parentOf(parent)) {
            if (checkAncestors || cache.wasFile(parent)) {
                Found found = find(parent);
                if (found instanceof Found.File) {
                    throw new ParentNotDirectoryException(
                            keys.path(parent) + " is a file: nothing can be made below it at " + keys.path(key));
                }
                if (found instanceof Found.Directory) {
                    return;
                }
            }
        }
    }

    private FileNotFoundException isDirectory(String key) {
        return new FileNotFoundException(keys.path(key) + " is a directory");
    }

    /** Credentials that may read objects but not list them still find files. */
    private Found findWithoutListing(String key, AccessDeniedException listing) throws IOException {
        try {
            return remembered(key, new Found.File(store.head(key)));
        } catch (IOException e) {
            listing.addSuppressed(e);
            throw listing;
        }
    }

    private Found remembered(String key, Found found) {
        if (found instanceof Found.File file) {
            cache.saw(file.stat());
        } else {
            cache.forget(key);
        }
        return found;
    }

    /** What a page whose prefix is {@code key} or shorter says of the key. */
    static Found in(ListPage page, String key) {
        String inside = PathKeys.prefixOf(key);
        boolean directory = page.prefixes().stream().anyMatch(prefix -> prefix.startsWith(inside));
        for (ObjectStat each : page.objects()) {
            if (each.key().equals(key)) {
                return new Found.File(each);
            }
            directory |= each.key().startsWith(inside);
        }
        return directory ? new Found.Directory() : new Found.Nothing();
    }
}
