package io.farseek.root.tree;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.column.EntryRange;
import io.farseek.root.file.StreamedObject;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Where the baskets of a branch lie: in the file, or in the tree's own record. Sorted by first entry. */
final class BasketList implements Serializable {

    private final long[] firstEntries;
    private final long[] offsets;
    private final int[] sizes;
    private final @Nullable EmbeddedEntries[] embedded;

    private BasketList(long[] firstEntries, long[] offsets, int[] sizes, @Nullable EmbeddedEntries[] embedded) {
        this.firstEntries = firstEntries;
        this.offsets = offsets;
        this.sizes = sizes;
        this.embedded = embedded;
    }

    /** Number of baskets. */
    int size() {
        return sizes.length;
    }

    /** First entry of a basket; that of the basket after the last is the end of the branch. */
    long firstEntry(int basket) {
        return firstEntries[basket];
    }

    long offset(int basket) {
        return offsets[basket];
    }

    /** Bytes of the record in the file, 0 when embedded. */
    int bytes(int basket) {
        return sizes[basket];
    }

    @Nullable EmbeddedEntries embedded(int basket) {
        return embedded[basket];
    }

    /** Whether any basket lies outside the tree's own record. */
    boolean anyInFile() {
        return Arrays.stream(sizes).anyMatch(bytes -> bytes > 0);
    }

    long end() {
        return firstEntries[firstEntries.length - 1];
    }

    /** The basket that holds the entry. */
    int find(long entry) {
        int at = Arrays.binarySearch(firstEntries, entry);
        if (at < 0) {
            return -at - 2;
        }
        while (at + 1 < firstEntries.length && firstEntries[at + 1] == entry) {
            at++;
        }
        return at;
    }

    /** The first basket with entries from {@code entry} on, or the number of baskets. */
    int firstEndingAfter(long entry) {
        return Math.max(0, lowest(sizes.length + 1, entry + 1) - 1);
    }

    /** The first basket that begins at {@code entry} or later, or the number of baskets. */
    int firstBeginningFrom(long entry) {
        return lowest(sizes.length, entry);
    }

    /** Whether a basket begins at that entry. */
    boolean beginsAt(long entry) {
        int first = firstBeginningFrom(entry);
        return first < sizes.length && firstEntries[first] == entry;
    }

    /** The entries after the first of the range at which baskets begin, each once. */
    LongStream beginnings(EntryRange range) {
        return Arrays.stream(firstEntries, firstBeginningFrom(range.start() + 1), firstBeginningFrom(range.end()))
                .distinct();
    }

    /** The least index below {@code count} whose first entry is not below {@code entry}, or {@code count}. */
    private int lowest(int count, long entry) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (firstEntries[middle] < entry) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The baskets {@code [from, to)} alone. */
    BasketList slice(int from, int to) {
        return new BasketList(
                Arrays.copyOfRange(firstEntries, from, to + 1),
                Arrays.copyOfRange(offsets, from, to),
                Arrays.copyOfRange(sizes, from, to),
                Arrays.copyOfRange(embedded, from, to));
    }

    static BasketList of(StreamedObject branch, long treeEntries) throws CorruptDataException {
        long[] bytes = branch.integers("fBasketBytes");
        long[] entries = branch.integers("fBasketEntry");
        long[] seeks = branch.integers("fBasketSeek");
        int written = (int) branch.integer("fWriteBasket", 0);
        StreamedObject array = branch.object("fBaskets");
        List<?> kept = array != null && array.get("items") instanceof List<?> items ? items : List.of();
        List<long[]> found = new ArrayList<>();
        List<@Nullable EmbeddedEntries> inTree = new ArrayList<>();
        int candidates = Math.max(Math.min(written + 1, entries.length), kept.size());
        long next = 0;
        for (int i = 0; i < candidates; i++) {
            long first = i < entries.length && (i == 0 || entries[i] > 0) ? entries[i] : next;
            if (i < written && i < seeks.length && i < bytes.length && seeks[i] > 0) {
                found.add(new long[] {first, seeks[i], bytes[i]});
                inTree.add(null);
                next = i + 1 < entries.length ? entries[i + 1] : next;
            } else {
                EmbeddedEntries basket = i < kept.size() ? embedded(kept.get(i)) : null;
                if (basket != null) {
                    found.add(new long[] {first, 0, 0});
                    inTree.add(basket);
                    next = first + basket.entries();
                }
            }
        }
        long branchEntries = branch.integer("fEntries", 0);
        return build(found, inTree, next, Math.max(branchEntries, 0), treeEntries);
    }

    private static BasketList build(
            List<long[]> found, List<@Nullable EmbeddedEntries> inTree, long next, long branchEntries, long treeEntries)
            throws CorruptDataException {
        int count = found.size();
        long[] firstEntries = new long[count + 1];
        long[] offsets = new long[count];
        int[] sizes = new int[count];
        for (int i = 0; i < count; i++) {
            long[] basket = found.get(i);
            firstEntries[i] = basket[0];
            offsets[i] = basket[1];
            if (basket[2] < 0 || basket[1] < 0 || basket[0] < 0 || (i > 0 && basket[0] < firstEntries[i - 1])) {
                throw new CorruptDataException("a basket index with impossible or unsorted values");
            }
            sizes[i] = (int) basket[2];
        }
        long end = count > 0 && inTree.get(count - 1) != null ? next : Math.min(branchEntries, treeEntries);
        firstEntries[count] = Math.max(end, count > 0 ? firstEntries[count - 1] : 0);
        if (count == 0) {
            firstEntries[0] = 0;
        }
        return new BasketList(firstEntries, offsets, sizes, inTree.toArray(new @Nullable EmbeddedEntries[0]));
    }

    private static @Nullable EmbeddedEntries embedded(@Nullable Object item) throws CorruptDataException {
        if (!(item instanceof StreamedObject basket) || !(basket.get("buffer") instanceof byte[] buffer)) {
            return null;
        }
        int entries = (int) basket.integer("fNevBuf", 0);
        int keyBytes = (int) basket.integer("fKeylen", 0);
        if (entries <= 0) {
            return null;
        }
        if (keyBytes < 0 || keyBytes > buffer.length) {
            throw new CorruptDataException("an embedded basket shorter than its key");
        }
        long[] stored = basket.integers("offsets");
        int[] offsets = new int[stored.length];
        for (int i = 0; i < stored.length; i++) {
            offsets[i] = (int) stored[i] - keyBytes;
        }
        return new EmbeddedEntries(Arrays.copyOfRange(buffer, keyBytes, buffer.length), offsets, entries, keyBytes);
    }
}
