package io.farseek.root.ntuple;

import io.farseek.root.column.BatchReader;
import io.farseek.root.column.EntryRange;
import io.farseek.root.column.ReadOptions;
import io.farseek.root.column.RootType.StructType;
import io.farseek.root.column.Scan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;

/** Some fields of some entries of an RNTuple, with the location of every page they need. {@code ids} are the columns of each cluster. */
record NTupleScan(
        String path,
        long fileLength,
        StructType type,
        EntryRange range,
        List<FieldReader> fields,
        List<Integer> ids,
        List<ColumnInfo> columns,
        List<Cluster> clusters)
        implements Scan {

    NTupleScan {
        fields = List.copyOf(fields);
        ids = List.copyOf(ids);
        columns = List.copyOf(columns);
        clusters = List.copyOf(clusters);
    }

    @Override
    public long storedBytes() {
        return clusters.stream().mapToLong(Cluster::storedBytes).sum();
    }

    @Override
    public List<Scan> split(long targetBytes) {
        List<Scan> scans = new ArrayList<>();
        for (List<Cluster> group : groups(targetBytes)) {
            long start = Math.max(range.start(), group.get(0).entries().start());
            long end =
                    Math.min(range.end(), group.get(group.size() - 1).entries().end());
            scans.add(new NTupleScan(path, fileLength, type, new EntryRange(start, end), fields, ids, columns, group));
        }
        return scans;
    }

    /** Consecutive clusters of about {@code targetBytes} together. */
    List<List<Cluster>> groups(long targetBytes) {
        List<List<Cluster>> groups = new ArrayList<>();
        List<Cluster> group = new ArrayList<>();
        long bytes = 0;
        for (Cluster cluster : clusters) {
            long size = cluster.storedBytes();
            if (!group.isEmpty() && bytes + size > targetBytes) {
                groups.add(group);
                group = new ArrayList<>();
                bytes = 0;
            }
            group.add(cluster);
            bytes += size;
        }
        if (!group.isEmpty()) {
            groups.add(group);
        }
        return groups;
    }

    @Override
    public BatchReader open(FileSystem fileSystem, ReadOptions options) throws IOException {
        return NTupleBatchReader.open(this, fileSystem, options);
    }
}
