package io.farseek.fs.hadoop;

import io.farseek.fs.store.DeleteFailure;
import io.farseek.fs.store.ListPage;
import io.farseek.fs.store.ListRequest;
import io.farseek.fs.store.ObjectStat;
import io.farseek.fs.store.ObjectStore;
import io.farseek.fs.store.WriteOptions;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Renames files and directories, object by object and in parallel: by the store's own rename where it has one, else by copies and, once all
 * of them are made, deletes. Whatever fails, each object stays whole at its source or its target.
 */
final class ObjectRename {
    // One listing that shows two neighbours in full costs less than one for each, unless much else begins with the same
    // letters.
    private static final int NEIGHBOURS_PAGE = 250;

    private static final int MOST_UNFINISHED = 1000;

    private final ObjectStore store;
    private final Lookup lookup;
    private final StatusCache cache;
    private final PathKeys keys;
    private final ParallelObjects parallel;
    private final ObjectDelete delete;
    private final Set<Move> unfinished = ConcurrentHashMap.newKeySet();

    ObjectRename(
            ObjectStore store,
            Lookup lookup,
            StatusCache cache,
            PathKeys keys,
            ParallelObjects parallel,
            ObjectDelete delete) {
        this.store = store;
        this.lookup = lookup;
        this.cache = cache;
        this.keys = keys;
        this.parallel = parallel;
        this.delete = delete;
    }

    /** Two places and what is at them; {@code inSource} holds every object of a source directory where that is known already. */
    record Ends(
            String source,
            Lookup.Found at,
            String target,
            Lookup.Found there,
            @Nullable List<ObjectStat> inSource) {}

    private record Move(String source, String target) {}

    /** Whether a rename of these two stopped half-way here: then what is at the target is no obstacle. */
    boolean isUnfinished(String source, String target) {
        return unfinished.contains(new Move(source, target));
    }

    /** Looks at both ends, with one request where they are neighbours or the source was seen a moment ago. */
    Ends look(String source, String target) throws IOException {
        ObjectStat seen = cache.fresh(source);
        if (seen != null) {
            return new Ends(source, new Lookup.Found.File(seen), target, lookup.find(target), null);
        }
        if (PathKeys.parentOf(source).equals(PathKeys.parentOf(target))) {
            String shared = source.substring(0, sharedLength(source, target));
            ListPage page = store.list(new ListRequest(
                    shared,
                    true,
                    null,
                    null,
                    Math.min(NEIGHBOURS_PAGE, store.traits().listPage())));
            if (page.continuation() == null) {
                String inside = PathKeys.prefixOf(source);
                List<ObjectStat> objects = page.objects().stream()
                        .filter(each -> each.key().startsWith(inside))
                        .toList();
                return new Ends(source, Lookup.in(page, source), target, Lookup.in(page, target), objects);
            }
        }
        return new Ends(source, lookup.find(source), target, lookup.find(target), null);
    }

    private static int sharedLength(String a, String b) {
        int length = 0;
        int most = Math.min(a.length(), b.length());
        while (length < most && a.charAt(length) == b.charAt(length)) {
            length++;
        }
        // Half a surrogate pair is no prefix.
        return length > 0 && Character.isHighSurrogate(a.charAt(length - 1)) ? length - 1 : length;
    }

    /** Does it. The caller has made sure that nothing is at the target that must stay. */
    void move(Ends ends) throws IOException {
        Move move = new Move(ends.source(), ends.target());
        try {
            if (ends.at() instanceof Lookup.Found.File file) {
                moveFile(file.stat(), ends.target());
            } else {
                moveDirectory(ends);
            }
        } catch (PartialRenameException e) {
            remember(move);
            throw e;
        }
        unfinished.remove(move);
        String emptied = PathKeys.parentOf(ends.source());
        if (!isWithin(ends.target(), emptied)) {
            delete.keepDirectory(emptied);
        }
    }

    private void remember(Move move) {
        if (unfinished.size() >= MOST_UNFINISHED) {
            unfinished.clear();
        }
        unfinished.add(move);
    }

    /** Whether {@code key} is below the directory {@code directory}. */
    static boolean isWithin(String key, String directory) {
        return key.startsWith(PathKeys.prefixOf(directory));
    }

    private void moveFile(ObjectStat source, String target) throws IOException {
        cache.forget(source.key());
        if (store.traits().serverSideRename()) {
            cache.saw(store.rename(source, target, WriteOptions.REPLACE));
            return;
        }
        ObjectStat copied = store.copy(source, target, WriteOptions.REPLACE);
        List<DeleteFailure> left;
        try {
            left = store.delete(List.of(source.key()));
        } catch (IOException e) {
            throw partial(
                    source.key(),
                    target,
                    "deleting the source of a copy",
                    List.of(),
                    Map.of(source.key(), e),
                    List.of());
        }
        if (!left.isEmpty()) {
            IOException why = new IOException(left.get(0).reason());
            throw partial(
                    source.key(),
                    target,
                    "deleting the source of a copy",
                    List.of(),
                    Map.of(source.key(), why),
                    List.of());
        }
        cache.saw(copied);
    }

    private void moveDirectory(Ends ends) throws IOException {
        List<ObjectStat> all = ends.inSource() != null ? ends.inSource() : everythingIn(ends.source());
        List<ObjectStat> needed = withoutNeedlessMarkers(all);
        cache.forgetAll(PathKeys.prefixOf(ends.source()));
        cache.forgetAll(PathKeys.prefixOf(ends.target()));
        boolean server = store.traits().serverSideRename();
        ParallelObjects.Outcome<ObjectStat> outcome = parallel.forEach(needed, true, each -> {
            String target = ends.target() + each.key().substring(ends.source().length());
            if (server) {
                store.rename(each, target, WriteOptions.REPLACE);
            } else {
                store.copy(each, target, WriteOptions.REPLACE);
            }
        });
        if (!outcome.complete()) {
            throw partial(ends, server ? "renaming objects" : "copying objects; all sources are still there", outcome);
        }
        Set<ObjectStat> renamed = server ? Set.copyOf(needed) : Set.of();
        List<String> toDelete = all.stream()
                .filter(each -> !renamed.contains(each))
                .map(ObjectStat::key)
                .toList();
        List<DeleteFailure> left = delete.deleteAll(toDelete);
        if (!left.isEmpty()) {
            Map<String, IOException> failed = new LinkedHashMap<>();
            left.forEach(each -> failed.put(each.key(), new IOException(each.reason())));
            List<String> done =
                    toDelete.stream().filter(key -> !failed.containsKey(key)).toList();
            throw partial(
                    ends.source(), ends.target(), "deleting the sources of complete copies", done, failed, List.of());
        }
    }

    private List<ObjectStat> everythingIn(String directory) throws IOException {
        List<ObjectStat> all = new ArrayList<>();
        KeyListing listing = new KeyListing(store, PathKeys.prefixOf(directory), true);
        while (listing.hasNext()) {
            if (listing.next() instanceof KeyListing.Entry.Stored stored) {
                all.add(stored.stat());
            }
        }
        return all;
    }

    /** A directory with something in it needs no marker at its new place. In key order, what is in it comes right after the marker. */
    private static List<ObjectStat> withoutNeedlessMarkers(List<ObjectStat> sorted) {
        List<ObjectStat> needed = new ArrayList<>(sorted.size());
        for (int i = 0; i < sorted.size(); i++) {
            String key = sorted.get(i).key();
            boolean followed = i + 1 < sorted.size() && sorted.get(i + 1).key().startsWith(key);
            if (!key.endsWith("/") || !followed) {
                needed.add(sorted.get(i));
            }
        }
        return needed;
    }

    private PartialRenameException partial(Ends ends, String step, ParallelObjects.Outcome<ObjectStat> outcome) {
        Map<String, IOException> failed = new LinkedHashMap<>();
        outcome.failed().forEach((object, why) -> failed.put(object.key(), why));
        return partial(
                ends.source(),
                ends.target(),
                outcome.interrupted() ? "interrupted, " + step : step,
                outcome.done().stream().map(ObjectStat::key).toList(),
                failed,
                outcome.untouched().stream().map(ObjectStat::key).toList());
    }

    private PartialRenameException partial(
            String source,
            String target,
            String step,
            List<String> done,
            Map<String, IOException> failed,
            List<String> untouched) {
        Map<String, String> reasons = new LinkedHashMap<>();
        failed.forEach((key, why) -> reasons.put(key, String.valueOf(why.getMessage())));
        IOException cause = failed.isEmpty()
                ? new InterruptedIOException("interrupted")
                : failed.values().iterator().next();
        return new PartialRenameException(keys.path(source), keys.path(target), step, done, reasons, untouched, cause);
    }
}
