package io.farseek.root.column;

import io.farseek.root.column.RootType.ListType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists: the elements of all values behind each other in one column, and where each list begins. */
public final class ListColumn extends Column {

    private final Column elements;
    private int[] offsets;
    private int size;

    ListColumn(ListType type, Column elements, int capacity) {
        super(type);
        this.elements = elements;
        this.offsets = new int[capacity + 1];
    }

    /** A list column over elements that are already there; {@code offsets} has {@code size + 1} entries that count. */
    public ListColumn(ListType type, Column elements, int[] offsets, int size) {
        super(type);
        if (offsets.length <= size || offsets[size] != elements.size()) {
            throw new IllegalArgumentException("offsets do not cover the elements");
        }
        this.elements = elements;
        this.offsets = offsets;
        this.size = size;
    }

    @Override
    public int size() {
        return size;
    }

    /** List {@code i} holds the elements {@code [offsets[i], offsets[i + 1])}; only the first {@link #size()} + 1 offsets count. */
    public int[] offsets() {
        return offsets;
    }

    public Column elements() {
        return elements;
    }

    /** Closes the list made of every element appended to {@link #elements()} since the last list was closed. */
    public void endList() {
        if (size + 1 == offsets.length) {
            offsets = Arrays.copyOf(offsets, grown(offsets.length, size + 2));
        }
        offsets[++size] = elements.size();
    }

    /** Closes {@code count} lists of {@code length} elements each; their elements have been appended. */
    public void endLists(int count, int length) {
        if (count > offsets.length - size - 1) {
            offsets = Arrays.copyOf(offsets, grown(offsets.length, size + count + 1));
        }
        for (int i = 0; i < count; i++) {
            offsets[size + 1] = offsets[size] + length;
            size++;
        }
    }

    /**
     * Closes lists whose elements have been appended and of which list {@code i}, of those from {@code from} to {@code to}, was stored in the bytes
     * {@code [bounds[i], bounds[i + 1])}.
     *
     * <p>These loops cost as much as swapping the bytes of the elements, so each is one that the compiler makes vector instructions of or does in half a
     * cycle: the bounds are copied and scaled where they are. A bound inside an element is scaled to a number larger than any, which leaves one thing
     * to look for, a bound that is larger than the next.
     *
     * @param width bytes of one element
     * @return whether the bounds rise and every list takes a whole number of elements; if not, the offsets are of no use
     */
    public boolean endLists(int[] bounds, int from, int to, int width) {
        int count = to - from;
        if (count > offsets.length - size - 1) {
            offsets = Arrays.copyOf(offsets, grown(offsets.length, size + count + 1));
        }
        System.arraycopy(bounds, from + 1, offsets, size + 1, count);
        scale(offsets, size + 1, count, bounds[from], width, offsets[size]);
        boolean rising = true;
        for (int i = size; i < size + count; i++) {
            rising &= offsets[i] <= offsets[i + 1];
        }
        size += count;
        return rising && offsets[size] == elements.size();
    }

    /** Makes element numbers from {@code first} on of byte positions from {@code start} on. */
    private static void scale(int[] values, int at, int count, int start, int width, int first) {
        if (Integer.bitCount(width) == 1) {
            int shift = Integer.numberOfTrailingZeros(width);
            for (int i = at; i < at + count; i++) {
                // a remainder lands in the highest bits
                values[i] = first + Integer.rotateRight(values[i] - start, shift);
            }
            return;
        }
        for (int i = at; i < at + count; i++) {
            int bytes = values[i] - start;
            values[i] = bytes % width == 0 ? first + bytes / width : Integer.MAX_VALUE;
        }
    }

    @Override
    void forget() {
        elements.clear();
        size = 0;
    }

    @Override
    public void appendDefault() {
        int length = ((ListType) type()).length();
        for (int i = 0; i < length; i++) {
            elements.appendDefault();
        }
        endList();
    }

    @Override
    Object value(int index) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = offsets[index]; i < offsets[index + 1]; i++) {
            values.add(elements.get(i));
        }
        return values;
    }
}
