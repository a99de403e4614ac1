package io.farseek.root.tree;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads a scan group by group: all baskets of a group of clusters are asked for at once, and the next group is on its way while this
 * one is decompressed and decoded.
 */
final class TreeBatchReader implements BatchReader {

    private final TreeScan scan;
    private final ReadOptions options;
    private final Map<String, FileBytes> files;
    private final DecompressionPool pool;
    private final List<EntryRange> groups;
    private final List<BranchBaskets> baskets = new ArrayList<>();
    private final ListLength[] lengths;
    private final @Nullable Column[] reused;
    private final List<Arriving> underWay = new ArrayList<>();
    private int nextGroup;
    private long row;
    private long groupEnd;
    private long[] bounds = {};
    private long storedBytes;

    /** Bytes of one file that were asked for, and the baskets they hold. */
    private record Arriving(Fetch fetch, List<BranchBaskets.Wanted> wanted) {}

    private TreeBatchReader(TreeScan scan, ReadOptions options, Map<String, FileBytes> files) {
        this.scan = scan;
        this.options = options;
        this.files = files;
        this.pool = new DecompressionPool(options.parallelism(), options.verifyChecksums());
        this.groups = scan.groups(options.fetchBytes());
        this.row = scan.range().start();
        this.groupEnd = row;
        this.lengths = new ListLength[scan.branches().size()];
        Arrays.setAll(lengths, i -> new ListLength());
        this.reused = new Column[scan.branches().size()];
        Basket.Room shared = new Basket.Room();
        for (ScanBranch branch : scan.branches()) {
            baskets.add(new BranchBaskets(branch, pool, shared));
        }
    }

    static TreeBatchReader open(TreeScan scan, FileSystem fileSystem, ReadOptions options) throws IOException {
        Map<String, FileBytes> files = new HashMap<>();
        try {
            Path own = new Path(scan.path());
            files.put("", FileBytes.open(fileSystem, own, scan.fileLength()));
            for (ScanBranch branch : scan.branches()) {
                if (!files.containsKey(branch.file()) && branch.baskets().anyInFile()) {
                    Path friend = new Path(own.getParent(), branch.file());
                    files.put(
                            branch.file(),
                            FileBytes.open(
                                    fileSystem,
                                    friend,
                                    fileSystem.getFileStatus(friend).getLen()));
                }
            }
            TreeBatchReader reader = new TreeBatchReader(scan, options, files);
            reader.startNextGroup();
            return reader;
        } catch (IOException | RuntimeException e) {
            for (FileBytes file : files.values()) {
                file.close();
            }
            throw FileBytes.named(scan.path(), e);
        }
    }

    @Override
    public @Nullable ColumnBatch next() throws IOException {
        if (row >= scan.range().end()) {
            return null;
        }
        try {
            if (row >= groupEnd) {
                advance();
            }
            EntryRange rows = new EntryRange(row, batchEnd());
            int count = (int) rows.count();
            Column[] slots = new Column[scan.branches().size()];
            for (ScanColumn column : scan.columns()) {
                decodeSlots(column, rows, slots);
            }
            List<Column> columns = new ArrayList<>();
            for (ScanColumn column : scan.columns()) {
                columns.add(column.assemble(slots, count));
            }
            row = rows.end();
            return new ColumnBatch(scan.type(), rows, columns);
        } catch (IOException | RuntimeException e) {
            throw FileBytes.named(scan.path(), e);
        }
    }

    /** Where all branches begin a basket, if that makes a batch of at least half the rows: then no basket is decoded in parts. */
    private long batchEnd() {
        long latest = Math.min(groupEnd, row + options.batchRows());
        int at = Arrays.binarySearch(bounds, latest);
        long bound = at >= 0 ? latest : at < -1 ? bounds[-at - 2] : 0;
        return bound > row + options.batchRows() / 2 ? bound : latest;
    }

    private void decodeSlots(ScanColumn column, EntryRange rows, Column[] slots) throws IOException {
        if (column.slot() >= 0 && slots[column.slot()] == null) {
            slots[column.slot()] = decode(column.slot(), rows, room(column.slot(), (int) rows.count()), true);
        }
        for (ScanColumn child : column.children()) {
            decodeSlots(child, rows, slots);
        }
    }

    /** An empty column for the values of a branch in a batch: a new one, or the one of the batch before. */
    private Column room(int slot, int rows) {
        Column used = reused[slot];
        if (used != null) {
            used.clear();
            return used;
        }
        Column column = Column.create(scan.branches().get(slot).decoder().type(), rows, lengths[slot].expected(rows));
        if (options.reuseBatches()) {
            reused[slot] = column;
        }
        return column;
    }

    /** {@code own} says that no basket of another branch is being decoded meanwhile. */
    private Column decode(int slot, EntryRange rows, Column out, boolean own) throws IOException {
        ScanBranch branch = scan.branches().get(slot);
        BasketList list = branch.baskets();
        try {
            long at = rows.start();
            for (int i = list.find(at); at < rows.end(); i++) {
                if (i < 0 || i >= list.size()) {
                    throw new CorruptDataException("no basket holds entry " + at);
                }
                long first = list.firstEntry(i);
                long end = Math.min(rows.end(), list.firstEntry(i + 1));
                if (end > at) {
                    boolean whole = at == first && end == list.firstEntry(i + 1);
                    Basket basket = basket(slot, i, own && whole);
                    branch.decoder().readEntries(basket, (int) (at - first), (int) (end - first), out);
                    at = end;
                }
            }
        } catch (IOException | RuntimeException e) {
            throw new CorruptDataException(
                    "branch '" + branch.path() + "', entries " + rows.start() + " to " + rows.end() + ": "
                            + e.getMessage(),
                    e);
        }
        lengths[slot].learn(out);
        return out;
    }

    private Basket basket(int slot, int index, boolean once) throws IOException {
        Basket basket =
                once ? baskets.get(slot).openOnce(index) : baskets.get(slot).open(index);
        ScanBranch branch = scan.branches().get(slot);
        if (branch.countSlot() >= 0 && !basket.hasOffsets() && branch.decoder() instanceof RestDecoder list) {
            long first = branch.baskets().firstEntry(index);
            Decoder counter = scan.branches().get(branch.countSlot()).decoder();
            // of the basket's entries, not the batch's, so the column cannot be the one of the batch
            Column counts = decode(
                    branch.countSlot(),
                    new EntryRange(first, first + basket.entries()),
                    Column.create(counter.type(), basket.entries()),
                    false);
            basket.deriveOffsets(counts, Math.max(1, list.element().fixedBytes()));
        }
        return basket;
    }

    /** Makes the group on its way the current one and sends for the next. */
    private void advance() throws IOException {
        EntryRange group = groups.get(nextGroup);
        for (Arriving arriving : underWay) {
            for (BranchBaskets.Wanted wanted : arriving.wanted()) {
                wanted.start(arriving.fetch());
            }
        }
        nextGroup++;
        startNextGroup();
        for (BranchBaskets each : baskets) {
            each.release(neededFrom(group));
        }
        groupEnd = group.end();
        bounds = scan.bounds(group);
    }

    /** First entry any branch needs for the group; a branch of counts needs it from the first entry of its dependents' baskets. */
    private long neededFrom(EntryRange group) {
        long first = group.start();
        for (ScanBranch branch : scan.branches()) {
            if (branch.countSlot() >= 0 && branch.baskets().size() > 0) {
                first = Math.min(
                        first,
                        branch.baskets().firstEntry(Math.max(0, branch.baskets().find(group.start()))));
            }
        }
        return first;
    }

    private long neededUntil(EntryRange group) {
        long end = group.end();
        for (ScanBranch branch : scan.branches()) {
            if (branch.countSlot() >= 0 && branch.baskets().size() > 0) {
                int last =
                        Math.min(branch.baskets().size() - 1, branch.baskets().find(group.end() - 1));
                end = Math.max(end, branch.baskets().firstEntry(Math.max(0, last) + 1));
            }
        }
        return end;
    }

    private void startNextGroup() throws IOException {
        underWay.clear();
        if (nextGroup >= groups.size()) {
            return;
        }
        EntryRange group = groups.get(nextGroup);
        EntryRange needed = new EntryRange(neededFrom(group), neededUntil(group));
        Map<String, List<Span>> spans = new LinkedHashMap<>();
        Map<String, List<BranchBaskets.Wanted>> wanted = new HashMap<>();
        for (int slot = 0; slot < baskets.size(); slot++) {
            String file = scan.branches().get(slot).file();
            BranchBaskets.Wanted own =
                    baskets.get(slot).want(needed, spans.computeIfAbsent(file, f -> new ArrayList<>()));
            wanted.computeIfAbsent(file, f -> new ArrayList<>()).add(own);
        }
        for (Map.Entry<String, List<Span>> entry : spans.entrySet()) {
            if (entry.getValue().isEmpty()) {
                continue;
            }
            FileBytes file = files.get(entry.getKey());
            if (file == null) {
                throw new IllegalStateException("file '" + entry.getKey() + "' is not open");
            }
            for (Span span : entry.getValue()) {
                storedBytes += span.length();
            }
            underWay.add(new Arriving(file.fetch(entry.getValue()), wanted.getOrDefault(entry.getKey(), List.of())));
        }
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
        for (FileBytes file : files.values()) {
            file.close();
        }
    }
}
