package io.farseek.root.spark;

import io.farseek.root.column.Scan;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;
import org.jspecify.annotations.Nullable;

/** The work of one task: scans of whole clusters, with the basket locations they need and nothing else. */
record RootPartition(List<Piece> pieces) implements InputPartition {
    /**
     * Part of a table.
     *
     * @param scan null when no stored column is needed, so that only rows are counted
     */
    record Piece(@Nullable Scan scan, long rows, String path) implements Serializable {}

    RootPartition {
        pieces = List.copyOf(pieces);
    }
}
