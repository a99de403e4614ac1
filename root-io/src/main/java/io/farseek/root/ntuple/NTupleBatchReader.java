package io.farseek.root.ntuple;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.column.BatchReader;
import io.farseek.root.column.Column;
import io.farseek.root.column.ColumnBatch;
import io.farseek.root.column.EntryRange;
import io.farseek.root.column.ReadOptions;
import io.farseek.root.file.DecompressionPool;
import io.farseek.root.file.Fetch;
import io.farseek.root.file.FileBytes;
import io.farseek.root.file.Span;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads a scan group of clusters by group: one vectored read each, the next on its way while this one is decoded. Where the reader's own thread
 * decompresses, it does so page by page when a batch comes to them, through one room.
 */
final class NTupleBatchReader implements BatchReader {

    /** A group whose bytes have been asked for. */
    private record Pending(List<Cluster> clusters, List<PageFetch> pages) {}

    /** A cluster whose bytes are on their way, or there. */
    private record Ready(Cluster cluster, ClusterData data) {}

    private final NTupleScan scan;
    private final ReadOptions options;
    private final FileBytes file;
    private final DecompressionPool pool;
    private final Deque<List<Cluster>> groups;
    private final PageRoom room = new PageRoom();
    private final @Nullable IdentityHashMap<FieldReader, Column> reused;
    private final Map<Integer, Integer> multiplicities = new HashMap<>();
    private final Deque<Ready> ready = new ArrayDeque<>();
    private @Nullable Pending pending;
    private long row;
    private long storedBytes;

    private NTupleBatchReader(NTupleScan scan, ReadOptions options, FileBytes file) {
        this.scan = scan;
        this.options = options;
        this.file = file;
        this.pool = new DecompressionPool(options.parallelism(), options.verifyChecksums());
        this.groups = new ArrayDeque<>(scan.groups(options.fetchBytes()));
        this.row = scan.range().start();
        this.reused = options.reuseBatches() ? new IdentityHashMap<>() : null;
        scan.fields().forEach(field -> field.multiplicities(multiplicities, 1));
    }

    static NTupleBatchReader open(NTupleScan scan, FileSystem fileSystem, ReadOptions options) throws IOException {
        FileBytes file = FileBytes.open(fileSystem, new Path(scan.path()), scan.fileLength());
        try {
            NTupleBatchReader reader = new NTupleBatchReader(scan, options, file);
            reader.pending = reader.startNext();
            return reader;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw file.named(e);
        }
    }

    private @Nullable Pending startNext() throws IOException {
        List<Cluster> group = groups.poll();
        if (group == null) {
            return null;
        }
        List<Span> spans = new ArrayList<>();
        for (Cluster cluster : group) {
            for (ColumnPages pages : cluster.columns()) {
                for (int i = 0; pages != null && i < pages.sizes().length; i++) {
                    spans.add(new Span(pages.offsets()[i], pages.storedBytes(i)));
                    storedBytes += pages.storedBytes(i);
                }
            }
        }
        Fetch fetch = file.fetch(spans);
        List<PageFetch> fetches = new ArrayList<>();
        for (Cluster cluster : group) {
            for (int c = 0; c < cluster.columns().size(); c++) {
                ColumnPages pages = cluster.columns().get(c);
                for (int i = 0; pages != null && i < pages.sizes().length; i++) {
                    fetches.add(new PageFetch(
                            scan.columns().get(c),
                            pages,
                            i,
                            fetch,
                            fetches.size(),
                            options.verifyChecksums(),
                            pool.inCaller() ? () -> room : PageRoom::new));
                }
            }
        }
        return new Pending(group, fetches);
    }

    @Override
    public @Nullable ColumnBatch next() throws IOException {
        if (row >= scan.range().end()) {
            return null;
        }
        try {
            while (!ready.isEmpty() && ready.peek().cluster().entries().end() <= row) {
                ready.remove();
            }
            if (ready.isEmpty()) {
                advance();
            }
            Ready current = ready.element();
            long first = current.cluster().entries().start();
            long end = Math.min(scan.range().end(), current.cluster().entries().end());
            EntryRange rows = new EntryRange(row, Math.min(end, row + options.batchRows()));
            List<Column> columns = new ArrayList<>();
            for (FieldReader field : scan.fields()) {
                columns.add(field.read(current.data(), rows.start() - first, rows.end() - first));
            }
            current.data().endBatch();
            row = rows.end();
            return new ColumnBatch(scan.type(), rows, columns);
        } catch (IOException | RuntimeException e) {
            throw file.named(e);
        }
    }

    private void advance() throws IOException {
        Pending now = pending;
        if (now == null) {
            throw new CorruptDataException("no cluster holds entry " + row);
        }
        List<DecompressionPool.Pending<Object>> started = new ArrayList<>();
        for (PageFetch page : now.pages()) {
            started.add(pool.start(page));
        }
        pending = startNext();
        int at = 0;
        for (Cluster cluster : now.clusters()) {
            Map<Integer, ColumnData> columns = new HashMap<>();
            for (int c = 0; c < cluster.columns().size(); c++) {
                ColumnPages pages = cluster.columns().get(c);
                if (pages != null) {
                    ColumnInfo column = scan.columns().get(c);
                    List<DecompressionPool.Pending<Object>> own = new ArrayList<>();
                    for (int i = 0; i < pages.sizes().length; i++) {
                        own.add(counted(started.get(at++), PageArrays.bytes(column, pages.count(i))));
                    }
                    columns.put(scan.ids().get(c), new ColumnData(column, pages, own, late(cluster, c, pages)));
                }
            }
            ready.add(new Ready(cluster, new ClusterData(columns, reused)));
        }
    }

    private DecompressionPool.Pending<Object> counted(DecompressionPool.Pending<Object> page, long bytes) {
        return () -> {
            Object values = page.await();
            pool.produced(bytes);
            return values;
        };
    }

    /** Values of the cluster that a column added late has no pages for; they are zero. */
    private long late(Cluster cluster, int c, ColumnPages pages) {
        Integer perEntry = multiplicities.get(scan.ids().get(c));
        if (scan.columns().get(c).firstElement() == 0 || perEntry == null) {
            return 0;
        }
        long stored = 0;
        for (int i = 0; i < pages.sizes().length; i++) {
            stored += pages.count(i);
        }
        return Math.max(0, cluster.entries().count() * perEntry - stored);
    }

    @Override
    public long storedBytesRead() {
        return storedBytes;
    }

    @Override
    public long decompressedBytes() {
        return pool.decompressedBytes();
    }

    @Override
    public long decompressionNanos() {
        return pool.decompressionNanos();
    }

    @Override
    public void close() throws IOException {
        pool.close();
        file.close();
    }
}
