package io.farseek.root.write;

import java.util.Arrays;

/** Size, first entry and position of the baskets of a branch, in order. */
final class BasketIndex {
    private int[] bytes = new int[16];
    private long[] firstEntry = new long[16];
    private long[] position = new long[16];
    private int count;

    void add(int storedBytes, long entry, long at) {
        if (count == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * count);
            firstEntry = Arrays.copyOf(firstEntry, 2 * count);
            position = Arrays.copyOf(position, 2 * count);
        }
        bytes[count] = storedBytes;
        firstEntry[count] = entry;
        position[count++] = at;
    }

    int count() {
        return count;
    }

    int bytes(int basket) {
        return bytes[basket];
    }

    long firstEntry(int basket) {
        return firstEntry[basket];
    }

    long position(int basket) {
        return position[basket];
    }
}
