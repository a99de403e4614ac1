package io.farseek.root.column;

import java.io.Serializable;

/** Entries (rows) {@code [start, end)} of a table. */
public record EntryRange(long start, long end) implements Serializable {
    public EntryRange {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("entry range [" + start + ", " + end + ")");
        }
    }

    public long count() {
        return end - start;
    }
}
