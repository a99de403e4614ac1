package io.farseek.fs.hadoop;

import io.farseek.fs.store.ObjectStat;
import java.io.IOException;
import java.util.NoSuchElementException;
import org.apache.hadoop.fs.RemoteIterator;
import org.jspecify.annotations.Nullable;

/** Turns a listing's entries into statuses, leaving out markers and keys that have no path. For one thread. */
final class StatusListing implements RemoteIterator<ObjectFileStatus> {
    private final KeyListing entries;
    private final String prefix;
    private final PathKeys keys;
    private final StatusCache cache;
    private final Statuses statuses;
    private @Nullable ObjectFileStatus next;
    private boolean sawMarker;

    StatusListing(KeyListing entries, String prefix, PathKeys keys, StatusCache cache, Statuses statuses) {
        this.entries = entries;
        this.prefix = prefix;
        this.keys = keys;
        this.cache = cache;
        this.statuses = statuses;
    }

    /** Makes statuses of one file system. */
    interface Statuses {
        ObjectFileStatus file(ObjectStat stat);

        ObjectFileStatus directory(String key);
    }

    /** Whether the listing itself shows that the directory exists. Asked before anything else, it costs the first page. */
    boolean provesDirectory() throws IOException {
        return hasNext() || sawMarker;
    }

    @Override
    public boolean hasNext() throws IOException {
        while (next == null && entries.hasNext()) {
            next = statusOf(entries.next());
        }
        return next != null;
    }

    @Override
    public ObjectFileStatus next() throws IOException {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException("end of the listing of " + prefix);
        }
        ObjectFileStatus given = next;
        next = null;
        return given;
    }

    private @Nullable ObjectFileStatus statusOf(KeyListing.Entry entry) {
        String key = entry.key();
        boolean marker = key.endsWith("/") && entry instanceof KeyListing.Entry.Stored;
        if (key.equals(prefix) || marker || !keys.hasPath(key)) {
            sawMarker = true;
            return null;
        }
        if (entry instanceof KeyListing.Entry.Stored stored) {
            cache.saw(stored.stat());
            return statuses.file(stored.stat());
        }
        return statuses.directory(PathKeys.withoutSlash(key));
    }
}
