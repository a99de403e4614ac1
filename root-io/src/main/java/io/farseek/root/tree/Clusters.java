package io.farseek.root.tree;

import io.farseek.root.column.EntryRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

/** Where all branches of a tree begin a new basket. */
final class Clusters {

    private Clusters() {}

    /**
     * The clusters of a tree. The recorded cluster size ({@code fAutoFlush}) is only what the writer meant to do, so the boundaries are
     * those that the baskets themselves have in common.
     */
    static List<EntryRange> of(long entries, Collection<Branch> branches) {
        List<BasketList> lists = new ArrayList<>();
        for (Branch branch : branches) {
            if (branch.basketCount() > 0) {
                lists.add(branch.baskets());
            }
        }
        long[] bounds = common(lists, new EntryRange(0, entries));
        List<EntryRange> clusters = new ArrayList<>();
        for (int i = 0; i + 1 < bounds.length; i++) {
            clusters.add(new EntryRange(bounds[i], bounds[i + 1]));
        }
        return List.copyOf(clusters);
    }

    /** Entries inside the range at which every list begins a basket, with both ends of the range. */
    static long[] common(List<BasketList> lists, EntryRange range) {
        if (range.count() == 0) {
            return new long[0];
        }
        LongStream inside = lists.stream()
                .min(Comparator.comparingInt(BasketList::size))
                .map(fewest -> fewest.beginnings(range))
                .orElse(LongStream.empty())
                .filter(entry -> lists.stream().allMatch(list -> list.beginsAt(entry)));
        return LongStream.concat(LongStream.concat(LongStream.of(range.start()), inside), LongStream.of(range.end()))
                .toArray();
    }
}
