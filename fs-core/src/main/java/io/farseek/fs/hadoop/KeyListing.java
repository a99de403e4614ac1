package io.farseek.fs.hadoop;

import io.farseek.fs.store.ListPage;
import io.farseek.fs.store.ListRequest;
import io.farseek.fs.store.ObjectStat;
import io.farseek.fs.store.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.hadoop.fs.RemoteIterator;

/** The entries of one listing, page by page as they are wanted, in key order. For one thread. */
final class KeyListing implements RemoteIterator<KeyListing.Entry> {
    private final ObjectStore store;
    private ListRequest request;
    private boolean exhausted;
    private Iterator<Entry> page = List.<Entry>of().iterator();

    /** An object or, in a listing that is not deep, a folded prefix; the key of a prefix ends in a slash. */
    sealed interface Entry {
        String key();

        record Stored(ObjectStat stat) implements Entry {
            @Override
            public String key() {
                return stat.key();
            }
        }

        record Folded(String key) implements Entry {}
    }

    KeyListing(ObjectStore store, String prefix, boolean deep) {
        this.store = store;
        this.request = new ListRequest(prefix, deep, null, null, store.traits().listPage());
    }

    @Override
    public boolean hasNext() throws IOException {
        while (!page.hasNext() && !exhausted) {
            ListPage got = store.list(request);
            page = entries(got).iterator();
            String continuation = got.continuation();
            if (continuation == null) {
                exhausted = true;
            } else {
                request = request.next(continuation);
            }
        }
        return page.hasNext();
    }

    @Override
    public Entry next() throws IOException {
        if (!hasNext()) {
            throw new NoSuchElementException("end of the listing of " + request.prefix());
        }
        return page.next();
    }

    private List<Entry> entries(ListPage page) {
        List<Entry> entries =
                new ArrayList<>(page.objects().size() + page.prefixes().size());
        Set<String> files = new HashSet<>();
        for (ObjectStat each : page.objects()) {
            // Some stores show a directory's marker beside, or instead of, the folded prefix.
            boolean directory =
                    !request.deep() && each.key().endsWith("/") && !each.key().equals(request.prefix());
            if (!directory) {
                entries.add(new Entry.Stored(each));
                files.add(each.key());
            } else if (!page.prefixes().contains(each.key())) {
                entries.add(new Entry.Folded(each.key()));
            }
        }
        for (String prefix : page.prefixes()) {
            // Where an object and keys below it share a name, the object wins, as it does for a lookup.
            if (!files.contains(PathKeys.withoutSlash(prefix))) {
                entries.add(new Entry.Folded(prefix));
            }
        }
        if (!page.prefixes().isEmpty()) {
            entries.sort(Comparator.comparing(Entry::key));
        }
        return entries;
    }
}
