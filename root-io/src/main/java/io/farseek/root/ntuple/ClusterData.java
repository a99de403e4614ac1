package io.farseek.root.ntuple;

import io.farseek.root.codec.CorruptDataException;
import java.util.List;
import java.util.Map;

/** The decoded columns of one cluster, by column number. */
record ClusterData(Map<Integer, ColumnData> columns) {

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
