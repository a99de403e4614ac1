package io.farseek.root.column;

import io.farseek.root.column.RootType.StructType;
import java.util.List;

/**
 * Consecutive rows of a table, one column for each field of {@code type}, in that order. The batch owns its arrays,
 * unless its reader was opened to {@linkplain ReadOptions#reuseBatches() reuse} them: then it is valid until the next call of
 * {@link BatchReader#next()}.
 */
public record ColumnBatch(StructType type, EntryRange entries, List<Column> columns) {
    public ColumnBatch {
        columns = List.copyOf(columns);
        for (Column column : columns) {
            if (column.size() != entries.count()) {
                throw new IllegalArgumentException(
                        "column of " + column.size() + " values in a batch of " + entries.count());
            }
        }
    }

    /** Number of rows. */
    public int rows() {
        return (int) entries.count();
    }

    /** The column of that name. */
    public Column column(String name) {
        int index = type.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("no column '" + name + "' in this batch, which has "
                    + type.fields().size());
        }
        return columns.get(index);
    }
}
