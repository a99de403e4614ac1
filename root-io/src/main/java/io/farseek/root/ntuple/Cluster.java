package io.farseek.root.ntuple;

import io.farseek.root.column.EntryRange;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some entries and the pages that hold them, by column; a column that is suppressed in the cluster has none. */
record Cluster(EntryRange entries, List<@Nullable ColumnPages> columns) implements Serializable {
    Cluster {
        columns = new ArrayList<>(columns);
    }

    long storedBytes() {
        long sum = 0;
        for (ColumnPages pages : columns) {
            for (int i = 0; pages != null && i < pages.sizes().length; i++) {
                sum += pages.storedBytes(i);
            }
        }
        return sum;
    }

    /** The cluster with the pages of only those columns, in that order. */
    Cluster select(List<Integer> ids) {
        List<@Nullable ColumnPages> selected = new ArrayList<>();
        for (int id : ids) {
            selected.add(id < columns.size() ? columns.get(id) : null);
        }
        return new Cluster(entries, selected);
    }
}
