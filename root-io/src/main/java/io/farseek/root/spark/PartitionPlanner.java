package io.farseek.root.spark;

import io.farseek.root.column.EntryRange;
import io.farseek.root.column.RootType;
import io.farseek.root.column.Scan;
import io.farseek.root.column.Table;
import io.farseek.root.spark.RootFileSet.FileTables;
import io.farseek.root.spark.RootPartition.Piece;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.StructType;

/**
 * Cuts tables at cluster boundaries into pieces of about the target size, counted in stored bytes of the columns needed, and puts small pieces
 * together. With a limit, plans no more clusters than give that many rows.
 */
final class PartitionPlanner {
    private final RootSourceOptions settings;
    private final StructType required;
    private final SchemaMapping mapping;
    private long rowsLeft;

    PartitionPlanner(RootSourceOptions settings, StructType required, int limit) {
        this.settings = settings;
        this.required = required;
        this.mapping = new SchemaMapping(settings.unsignedLong());
        // A file that turns out corrupt gives fewer rows than planned, so then the limit must not shorten the plan.
        this.rowsLeft = limit == Integer.MAX_VALUE || settings.ignoreCorruptFiles() ? Long.MAX_VALUE : limit;
    }

    List<RootPartition> plan(List<FileTables> files) throws IOException {
        List<RootPartition> partitions = new ArrayList<>();
        List<Piece> group = new ArrayList<>();
        long groupBytes = 0;
        for (FileTables file : files) {
            for (Table table : file.tables()) {
                for (Piece piece : pieces(file.file().getPath().toString(), table)) {
                    long bytes = settings.openCostBytes() + bytes(piece);
                    if (!group.isEmpty() && groupBytes + bytes > settings.partitionBytes()) {
                        partitions.add(new RootPartition(group));
                        group = new ArrayList<>();
                        groupBytes = 0;
                    }
                    group.add(piece);
                    groupBytes += bytes;
                }
            }
        }
        if (!group.isEmpty()) {
            partitions.add(new RootPartition(group));
        }
        return partitions;
    }

    private static long bytes(Piece piece) {
        return piece.scan() == null ? 0 : piece.scan().storedBytes();
    }

    private List<Piece> pieces(String path, Table table) throws IOException {
        long rows = rowsWanted(table);
        if (rows == 0) {
            return List.of();
        }
        RootType.StructType projection = mapping.projection(table.schema(), required, path);
        if (projection.fields().isEmpty()) {
            return List.of(new Piece(null, rows, path));
        }
        List<Piece> pieces = new ArrayList<>();
        for (Scan scan : table.scan(projection, new EntryRange(0, rows)).split(settings.partitionBytes())) {
            pieces.add(new Piece(scan, scan.range().count(), path));
        }
        return pieces;
    }

    /** Rows up to the end of the cluster in which the limit is reached. */
    private long rowsWanted(Table table) {
        if (rowsLeft >= table.entries()) {
            rowsLeft -= rowsLeft == Long.MAX_VALUE ? 0 : table.entries();
            return table.entries();
        }
        long end = 0;
        for (EntryRange cluster : table.clusters()) {
            if (end >= rowsLeft) {
                break;
            }
            end = cluster.end();
        }
        rowsLeft = 0;
        return end;
    }
}
