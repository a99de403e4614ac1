package io.farseek.root.tree;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.column.EntryRange;
import io.farseek.root.file.DecompressionPool;
import io.farseek.root.file.DecompressionPool.Pending;
import io.farseek.root.file.Fetch;
import io.farseek.root.file.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The baskets of one branch that the groups under way need. Where the reader's own thread decompresses, a basket stays as it was stored until its
 * first entry is wanted and is then decompressed into the room of the one before: its bytes are decoded while they are still in the processor's
 * cache, and a branch holds one basket rather than a group of them. Baskets that are decoded at once and whole all go through one room, whatever their
 * branch: rooms and columns of a wide tree together are more than the cache has. Used by the reader's thread alone.
 */
final class BranchBaskets {

    private final ScanBranch branch;
    private final DecompressionPool pool;
    private final Basket.Room own = new Basket.Room();
    private final Basket.Room shared;
    private Basket.Room next = own;
    private final Map<Integer, Pending<Basket>> pending = new HashMap<>();
    private @Nullable Basket open;
    private int openIndex = -1;
    private int wanted;

    /** {@code shared} is the room that the branches of a reader have in common. */
    BranchBaskets(ScanBranch branch, DecompressionPool pool, Basket.Room shared) {
        this.branch = branch;
        this.pool = pool;
        this.shared = shared;
    }

    /** Baskets of the branch to fetch, and where each lies in the list of all that is fetched. */
    record Wanted(BranchBaskets owner, List<Integer> baskets, List<Integer> spans) {
        /** Starts decompressing them, or has them wait for their turn. */
        void start(Fetch fetch) {
            for (int i = 0; i < baskets.size(); i++) {
                owner.start(baskets.get(i), fetch, spans.get(i));
            }
        }
    }

    /** Adds to {@code spans} what entries of the range need and was not asked for before. */
    Wanted want(EntryRange entries, List<Span> spans) {
        BasketList list = branch.baskets();
        List<Integer> baskets = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        int end = list.firstBeginningFrom(entries.end());
        for (int i = Math.max(wanted, list.firstEndingAfter(entries.start())); i < end; i++) {
            EmbeddedEntries embedded = list.embedded(i);
            if (embedded != null) {
                pending.put(i, () -> Basket.embedded(embedded));
            } else {
                baskets.add(i);
                places.add(spans.size());
                spans.add(new Span(list.offset(i), list.bytes(i)));
            }
        }
        wanted = Math.max(wanted, end);
        return new Wanted(this, baskets, places);
    }

    private void start(int index, Fetch fetch, int span) {
        Supplier<Basket.Room> room = pool.inCaller() ? () -> next : Basket.Room::new;
        pending.put(index, pool.start(new BasketFetch(branch, index, fetch, span, room)));
    }

    /** Forgets baskets that end at that entry or before. */
    void release(long entry) {
        BasketList list = branch.baskets();
        pending.keySet().removeIf(index -> list.firstEntry(index + 1) <= entry);
    }

    /** The basket, decompressed; until the next call of this method. Blocks until its bytes are there. */
    Basket open(int index) throws IOException {
        Basket basket = open;
        if (basket == null || openIndex != index) {
            open = null;
            basket = read(index, own);
            open = basket;
            openIndex = index;
        }
        return basket;
    }

    /** The same, until the next call of this method for any branch of the reader: for a caller that decodes all of it right away. */
    Basket openOnce(int index) throws IOException {
        Basket basket = open;
        return basket != null && openIndex == index ? basket : read(index, shared);
    }

    private Basket read(int index, Basket.Room room) throws IOException {
        Pending<Basket> stored = pending.get(index);
        if (stored == null) {
            throw new CorruptDataException("basket " + index + " was not fetched");
        }
        next = room;
        Basket basket = stored.await();
        pool.produced(basket.dataBytes());
        return basket;
    }
}
