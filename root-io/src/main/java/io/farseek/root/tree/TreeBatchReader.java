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
import java.util.HashMap;
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
    private final List<Map<Integer, Basket>> current = new ArrayList<>();
    private final List<List<BasketFetch>> underWay = new ArrayList<>();
    private int nextGroup;
    private long row;
    private long groupEnd;
    private long storedBytes;

    private TreeBatchReader(TreeScan scan, ReadOptions options, Map<String, FileBytes> files) {
        this.scan = scan;
        this.options = options;
        this.files = files;
        this.pool = new DecompressionPool(options.parallelism(), options.verifyChecksums());
        this.groups = scan.groups(options.fetchBytes());
        this.row = scan.range().start();
        this.groupEnd = row;
        for (int i = 0; i < scan.branches().size(); i++) {
            current.add(new HashMap<>());
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
            EntryRange rows = new EntryRange(row, Math.min(groupEnd, row + options.batchRows()));
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

    private void decodeSlots(ScanColumn column, EntryRange rows, Column[] slots) throws IOException {
        if (column.slot() >= 0 && slots[column.slot()] == null) {
            slots[column.slot()] = decode(column.slot(), rows);
        }
        for (ScanColumn child : column.children()) {
            decodeSlots(child, rows, slots);
        }
    }

    private Column decode(int slot, EntryRange rows) throws IOException {
        ScanBranch branch = scan.branches().get(slot);
        BasketList list = branch.baskets();
        Column out = Column.create(branch.decoder().type(), (int) rows.count());
        try {
            long at = rows.start();
            for (int i = list.find(at); at < rows.end(); i++) {
                if (i < 0 || i >= list.size()) {
                    throw new CorruptDataException("no basket holds entry " + at);
                }
                long first = list.firstEntry(i);
                long end = Math.min(rows.end(), list.firstEntry(i + 1));
                if (end > at) {
                    Basket basket = basket(slot, i);
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
        return out;
    }

    private Basket basket(int slot, int index) throws IOException {
        Basket basket = current.get(slot).get(index);
        if (basket == null) {
            throw new CorruptDataException("basket " + index + " was not fetched");
        }
        ScanBranch branch = scan.branches().get(slot);
        if (branch.countSlot() >= 0 && !basket.hasOffsets() && branch.decoder() instanceof RestDecoder list) {
            long first = branch.baskets().firstEntry(index);
            Column counts = decode(branch.countSlot(), new EntryRange(first, first + basket.entries()));
            basket.deriveOffsets(counts, Math.max(1, list.element().fixedBytes()));
        }
        return basket;
    }

    /** Makes the group on its way the current one and sends for the next. */
    private void advance() throws IOException {
        EntryRange group = groups.get(nextGroup);
        List<BasketFetch> fetches = underWay.remove(0);
        DecompressionPool.Batch<Basket> batch = pool.start(fetches);
        nextGroup++;
        startNextGroup();
        for (int slot = 0; slot < current.size(); slot++) {
            BasketList list = scan.branches().get(slot).baskets();
            current.get(slot).keySet().removeIf(index -> list.firstEntry(index + 1) <= neededFrom(group));
        }
        List<Basket> baskets = batch.await();
        for (int i = 0; i < fetches.size(); i++) {
            pool.produced(baskets.get(i).cursor().limit());
            current.get(fetches.get(i).slot()).put(fetches.get(i).basket(), baskets.get(i));
        }
        groupEnd = group.end();
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
        if (nextGroup >= groups.size()) {
            return;
        }
        EntryRange group = groups.get(nextGroup);
        EntryRange before = nextGroup == 0 ? new EntryRange(0, 0) : groups.get(nextGroup - 1);
        Map<String, List<Span>> spans = new HashMap<>();
        List<int[]> wanted = new ArrayList<>();
        long from = neededFrom(group);
        long until = neededUntil(group);
        for (int slot = 0; slot < current.size(); slot++) {
            ScanBranch branch = scan.branches().get(slot);
            BasketList list = branch.baskets();
            for (int i = 0; i < list.size(); i++) {
                boolean needed = list.firstEntry(i) < until && list.firstEntry(i + 1) > from;
                boolean kept = nextGroup > 0
                        && list.firstEntry(i) < neededUntil(before)
                        && list.firstEntry(i + 1) > neededFrom(before);
                if (needed && !kept) {
                    EmbeddedEntries embedded = list.embedded(i);
                    if (embedded != null) {
                        current.get(slot).put(i, Basket.embedded(embedded));
                    } else {
                        List<Span> own = spans.computeIfAbsent(branch.file(), file -> new ArrayList<>());
                        wanted.add(new int[] {slot, i, own.size()});
                        own.add(new Span(list.offset(i), list.bytes(i)));
                        storedBytes += list.bytes(i);
                    }
                }
            }
        }
        Map<String, Fetch> fetches = new HashMap<>();
        for (Map.Entry<String, List<Span>> entry : spans.entrySet()) {
            FileBytes file = files.get(entry.getKey());
            if (file == null) {
                throw new IllegalStateException("file '" + entry.getKey() + "' is not open");
            }
            fetches.put(entry.getKey(), file.fetch(entry.getValue()));
        }
        List<BasketFetch> group1 = new ArrayList<>();
        for (int[] want : wanted) {
            ScanBranch branch = scan.branches().get(want[0]);
            Fetch fetch = java.util.Objects.requireNonNull(fetches.get(branch.file()));
            group1.add(new BasketFetch(branch, want[0], want[1], fetch, want[2]));
        }
        underWay.add(group1);
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
