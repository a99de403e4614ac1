package io.farseek.root.ntuple;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.column.Column;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The columns of one cluster, by column number.
 *
 * @param reused what fields were read into for the batch before, to be used again; null for a reader whose batches may be kept
 */
record ClusterData(
        Map<Integer, ColumnData> columns, @Nullable IdentityHashMap<FieldReader, Column> reused) {

    /** An empty column for the numbers of a field in a batch. Fields are told apart as objects: two of them may show the same stored column. */
    Column room(FieldReader field, int count) {
        if (reused == null) {
            return Column.create(field.type(), count);
        }
        Column column = reused.computeIfAbsent(field, reader -> Column.create(reader.type(), count));
        column.clear();
        return column;
    }

    /** Says that a batch has been read, and that the next one begins where it ended. */
    void endBatch() {
        columns.values().forEach(ColumnData::forget);
    }

    /** The field's column {@code position} of the representation that this cluster uses. */
    ColumnData column(List<List<Integer>> representations, int position) throws CorruptDataException {
        for (List<Integer> representation : representations) {
            ColumnData data = columns.get(representation.get(position));
            if (data != null) {
                return data;
            }
        }
        throw new CorruptDataException("a field without data in a cluster");
    }
}
