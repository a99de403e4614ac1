package io.farseek.fs.hadoop;

import io.farseek.fs.store.ContentSource;
import io.farseek.fs.store.ListRequest;
import io.farseek.fs.store.ObjectStat;
import io.farseek.fs.store.ObjectStore;
import io.farseek.fs.store.WriteOptions;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.fs.ContentSummary;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.PathIOException;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.util.functional.RemoteIterators;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files and directories by key: what is there, what is in it, making directories, renaming. */
final class FileTree implements StatusListing.Statuses {
    private static final Logger LOG = LoggerFactory.getLogger(FileTree.class);

    private final StoreSession session;
    private final ObjectStore store;
    private final Lookup lookup;
    private final PathKeys keys;
    private final String owner;
    private final long blockBytes;

    FileTree(StoreSession session, PathKeys keys, String owner, long blockBytes) {
        this.session = session;
        this.store = session.store();
        this.lookup = session.lookup();
        this.keys = keys;
        this.owner = owner;
        this.blockBytes = blockBytes;
    }

    @Override
    public ObjectFileStatus file(ObjectStat stat) {
        return ObjectFileStatus.file(stat, blockBytes, owner, keys.path(stat.key()));
    }

    @Override
    public ObjectFileStatus directory(String key) {
        return ObjectFileStatus.directory(System.currentTimeMillis(), owner, keys.path(key));
    }

    /** Always asks the store, even for the root: whether the bucket is there. */
    ObjectFileStatus status(String key) throws IOException {
        if (key.isEmpty()) {
            store.list(new ListRequest("", true, null, null, 1));
            return directory(key);
        }
        Lookup.Found found = lookup.find(key);
        if (found instanceof Lookup.Found.File file) {
            return file(file.stat());
        }
        if (found instanceof Lookup.Found.Directory) {
            return directory(key);
        }
        throw absent(key);
    }

    FileNotFoundException absent(String key) {
        return new FileNotFoundException(keys.path(key) + " does not exist");
    }

    /**
     * What is in a directory, or the file itself, in key order. The first page is fetched now: one request for a directory with something in
     * it.
     */
    RemoteIterator<ObjectFileStatus> list(String key, boolean recursive) throws IOException {
        String prefix = PathKeys.prefixOf(key);
        StatusListing listing =
                new StatusListing(new KeyListing(store, prefix, recursive), prefix, keys, session.cache(), this);
        if (listing.provesDirectory() || key.isEmpty()) {
            return listing;
        }
        Lookup.Found found = lookup.find(key);
        if (found instanceof Lookup.Found.File file) {
            return RemoteIterators.remoteIteratorFromSingleton(file(file.stat()));
        }
        if (found instanceof Lookup.Found.Directory) {
            return listing;
        }
        throw absent(key);
    }

    /** Files, bytes and directories below {@code key}, from one flat listing; a directory counts itself. */
    ContentSummary summary(String key) throws IOException {
        String prefix = PathKeys.prefixOf(key);
        KeyListing listing = new KeyListing(store, prefix, true);
        if (!listing.hasNext() && !key.isEmpty()) {
            Lookup.Found found = lookup.find(key);
            if (found instanceof Lookup.Found.Nothing) {
                throw absent(key);
            }
            if (found instanceof Lookup.Found.File file) {
                return summary(file.stat().length(), 1, 0);
            }
        }
        long bytes = 0;
        long files = 0;
        long directories = 1;
        String before = prefix;
        while (listing.hasNext()) {
            if (!(listing.next() instanceof KeyListing.Entry.Stored stored)) {
                continue;
            }
            String at = stored.stat().key();
            directories += slashesAfterShared(before, at, prefix.length());
            before = at;
            if (!at.endsWith("/")) {
                files++;
                bytes += stored.stat().length();
            }
        }
        return summary(bytes, files, directories);
    }

    /** In key order each directory is one run of keys: every slash after what a key shares with the one before it begins a new one. */
    private static long slashesAfterShared(String before, String key, int from) {
        int shared = from;
        int most = Math.min(before.length(), key.length());
        while (shared < most && before.charAt(shared) == key.charAt(shared)) {
            shared++;
        }
        return key.substring(shared).chars().filter(c -> c == '/').count();
    }

    private static ContentSummary summary(long bytes, long files, long directories) {
        return new ContentSummary.Builder()
                .length(bytes)
                .spaceConsumed(bytes)
                .fileCount(files)
                .directoryCount(directories)
                .build();
    }

    /** Makes a directory and, since they need nothing of their own, its parents. */
    void mkdirs(String key) throws IOException {
        if (key.isEmpty()) {
            return;
        }
        Lookup.Found found = lookup.find(key);
        if (found instanceof Lookup.Found.File) {
            throw new FileAlreadyExistsException(keys.path(key) + " is a file, so it cannot become a directory");
        }
        if (found instanceof Lookup.Found.Nothing) {
            lookup.checkAncestors(key);
            store.put(PathKeys.prefixOf(key), ContentSource.EMPTY, WriteOptions.REPLACE);
        }
    }

    /** Fails unless a file can be made, or with {@code overwrite} replaced, here. */
    void checkCreatable(String key, boolean overwrite) throws IOException {
        if (key.isEmpty()) {
            throw new FileAlreadyExistsException(keys.path(key) + " is the root directory, so it cannot become a file");
        }
        Lookup.Found found = lookup.find(key);
        if (found instanceof Lookup.Found.Directory) {
            throw new FileAlreadyExistsException(keys.path(key) + " is a directory, so it cannot become a file");
        }
        if (found instanceof Lookup.Found.File && !overwrite) {
            throw new FileAlreadyExistsException(keys.path(key) + " exists already");
        }
        if (found instanceof Lookup.Found.Nothing) {
            lookup.checkAncestors(key);
        }
    }

    /** Fails unless the directory that is to hold {@code key} exists. */
    void requireParent(String key) throws IOException {
        String parent = PathKeys.parentOf(key);
        Lookup.Found found = lookup.find(parent);
        if (found instanceof Lookup.Found.File) {
            throw new ParentNotDirectoryException(keys.path(parent) + " is a file, not a directory");
        }
        if (found instanceof Lookup.Found.Nothing) {
            throw new FileNotFoundException(
                    "the parent directory " + keys.path(parent) + " of " + keys.path(key) + " does not exist");
        }
    }

    /**
     * As {@code FileSystem.rename}, with HDFS's answers: into a directory that exists, false (and why in the log) where nothing was to be
     * done, a failure where something went wrong.
     */
    boolean rename(String source, String target) throws IOException {
        if (source.isEmpty() || (!source.equals(target) && ObjectRename.isWithin(target, source))) {
            return refuse(source, target, "a directory cannot be moved below itself");
        }
        ObjectRename rename = session.rename();
        if (source.equals(target)) {
            Lookup.Found found = lookup.findOrRecall(source);
            return found instanceof Lookup.Found.File
                    || refuse(
                            source,
                            target,
                            found instanceof Lookup.Found.Nothing ? "no such file" : "the same directory");
        }
        ObjectRename.Ends ends = target.isEmpty()
                ? new ObjectRename.Ends(source, lookup.findOrRecall(source), target, new Lookup.Found.Directory(), null)
                : rename.look(source, target);
        if (ends.at() instanceof Lookup.Found.Nothing) {
            return refuse(source, target, "no such file");
        }
        if (ends.there() instanceof Lookup.Found.Directory && !rename.isUnfinished(source, target)) {
            String inside = PathKeys.prefixOf(target) + PathKeys.nameOf(source);
            if (inside.equals(source)) {
                return refuse(source, target, "it is there already");
            }
            ends = new ObjectRename.Ends(source, ends.at(), inside, lookup.find(inside), ends.inSource());
        }
        if (!(ends.there() instanceof Lookup.Found.Nothing) && !rename.isUnfinished(source, ends.target())) {
            return refuse(source, ends.target(), "the target exists");
        }
        try {
            lookup.checkAncestors(ends.target());
        } catch (ParentNotDirectoryException e) {
            return refuse(source, ends.target(), String.valueOf(e.getMessage()));
        }
        rename.move(ends);
        return true;
    }

    private boolean refuse(String source, String target, String why) {
        LOG.info("not renamed: {} to {}: {}", keys.path(source), keys.path(target), why);
        return false;
    }

    /** As {@code FileContext.rename}: every reason not to rename is a failure of its own, and a target may be replaced. */
    void renameStrictly(String source, String target, boolean overwrite) throws IOException {
        ObjectRename rename = session.rename();
        if (source.isEmpty() || target.isEmpty()) {
            throw new PathIOException(
                    keys.path(source).toString(), "the root can be neither source nor target of a rename");
        }
        if (source.equals(target)) {
            status(source);
            throw new FileAlreadyExistsException(keys.path(source) + " renamed to itself");
        }
        ObjectRename.Ends ends = rename.look(source, target);
        if (ends.at() instanceof Lookup.Found.Nothing) {
            throw absent(source);
        }
        if (ObjectRename.isWithin(target, source)) {
            throw new PathIOException(
                    keys.path(source).toString(), "cannot be moved below itself, to " + keys.path(target));
        }
        if (!PathKeys.parentOf(source).equals(PathKeys.parentOf(target))) {
            requireParent(target);
        }
        if (!(ends.there() instanceof Lookup.Found.Nothing) && !rename.isUnfinished(source, target)) {
            makeWay(ends, overwrite);
        }
        rename.move(ends);
    }

    private void makeWay(ObjectRename.Ends ends, boolean overwrite) throws IOException {
        boolean directory = ends.at() instanceof Lookup.Found.Directory;
        if (directory != ends.there() instanceof Lookup.Found.Directory) {
            throw new IOException("cannot rename " + keys.path(ends.source()) + " to " + keys.path(ends.target())
                    + ": one is a file and the other a directory");
        }
        if (!overwrite) {
            throw new FileAlreadyExistsException(keys.path(ends.target()) + " exists already");
        }
        if (directory) {
            // Fails when it is not empty. A file needs no delete: it is overwritten.
            session.delete().deleteEmpty(ends.target());
        }
    }
}
