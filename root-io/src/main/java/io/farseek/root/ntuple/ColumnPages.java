package io.farseek.root.ntuple;

import java.io.Serializable;

/**
 * The pages of one column in one cluster.
 *
 * @param elements values in each page; negative when a checksum follows the page
 * @param firstElement index of the cluster's first value among all values of the column
 */
@SuppressWarnings("ArrayRecordComponent") // made once, never compared
record ColumnPages(int[] elements, long[] offsets, int[] sizes, long firstElement) implements Serializable {

    boolean checksummed(int page) {
        return elements[page] < 0;
    }

    int count(int page) {
        return Math.abs(elements[page]);
    }

    /** Bytes to fetch for a page, its checksum included. */
    int storedBytes(int page) {
        return sizes[page] + (checksummed(page) ? Long.BYTES : 0);
    }
}
