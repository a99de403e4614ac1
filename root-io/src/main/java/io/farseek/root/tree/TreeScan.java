package io.farseek.root.tree;

import io.farseek.root.column.BatchReader;
import io.farseek.root.column.EntryRange;
import io.farseek.root.column.ReadOptions;
import io.farseek.root.column.RootType.StructType;
import io.farseek.root.column.Scan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileSystem;

/** Some branches of some entries of a tree, with the location of every basket they need. */
final class TreeScan implements Scan {

    private final String path;
    private final long fileLength;
    private final StructType type;
    private final List<ScanColumn> columns;
    private final List<ScanBranch> branches;
    private final EntryRange range;

    TreeScan(
            String path,
            long fileLength,
            StructType type,
            List<ScanColumn> columns,
            List<ScanBranch> branches,
            EntryRange range) {
        this.path = path;
        this.fileLength = fileLength;
        this.type = type;
        this.columns = List.copyOf(columns);
        this.branches = cut(branches, range);
        this.range = range;
    }

    /** The branches with only the baskets that the range needs; a branch of counts needs what its dependents' baskets need. */
    private static List<ScanBranch> cut(List<ScanBranch> branches, EntryRange range) {
        List<ScanBranch> cut = new ArrayList<>();
        for (ScanBranch branch : branches) {
            cut.add(branch.forEntries(range.start(), range.end()));
        }
        for (ScanBranch branch : List.copyOf(cut)) {
            if (branch.countSlot() >= 0 && branch.baskets().size() > 0) {
                ScanBranch counts = branches.get(branch.countSlot());
                long first = Math.min(range.start(), branch.baskets().firstEntry(0));
                long end = Math.max(range.end(), branch.baskets().end());
                cut.set(
                        branch.countSlot(),
                        counts.forEntries(first, Math.min(end, counts.baskets().end())));
            }
        }
        return List.copyOf(cut);
    }

    @Override
    public StructType type() {
        return type;
    }

    @Override
    public EntryRange range() {
        return range;
    }

    @Override
    public String path() {
        return path;
    }

    long fileLength() {
        return fileLength;
    }

    List<ScanColumn> columns() {
        return columns;
    }

    List<ScanBranch> branches() {
        return branches;
    }

    @Override
    public long storedBytes() {
        return storedBytes(range);
    }

    private long storedBytes(EntryRange part) {
        long sum = 0;
        for (ScanBranch branch : branches) {
            BasketList baskets = branch.baskets();
            int end = baskets.firstBeginningFrom(part.end());
            for (int i = baskets.firstEndingAfter(part.start()); i < end; i++) {
                sum += baskets.bytes(i);
            }
        }
        return sum;
    }

    @Override
    public List<Scan> split(long targetBytes) {
        List<Scan> scans = new ArrayList<>();
        for (EntryRange part : groups(targetBytes)) {
            scans.add(new TreeScan(path, fileLength, type, columns, branches, part));
        }
        return scans;
    }

    /**
     * The range cut into consecutive groups of about {@code targetBytes} stored bytes: at entries where all branches begin a basket
     * and, where those are too far apart, at entries where the branch with most baskets does.
     */
    List<EntryRange> groups(long targetBytes) {
        List<BasketList> lists = baskets();
        long[] bounds = Clusters.common(lists, range);
        List<EntryRange> groups = new ArrayList<>();
        long start = range.start();
        long bytes = 0;
        for (int i = 0; i + 1 < bounds.length; i++) {
            EntryRange cluster = new EntryRange(bounds[i], bounds[i + 1]);
            long size = storedBytes(cluster);
            if (bytes > 0 && bytes + size > targetBytes) {
                groups.add(new EntryRange(start, cluster.start()));
                start = cluster.start();
                bytes = 0;
            }
            if (size > 2 * targetBytes) {
                long[] inner = finer(lists, cluster, size / targetBytes);
                for (int k = 0; k + 1 < inner.length; k++) {
                    groups.add(new EntryRange(inner[k], inner[k + 1]));
                }
                start = cluster.end();
            } else {
                bytes += size;
            }
        }
        if (start < range.end()) {
            groups.add(new EntryRange(start, range.end()));
        }
        return groups;
    }

    private List<BasketList> baskets() {
        return branches.stream()
                .map(ScanBranch::baskets)
                .filter(list -> list.size() > 0)
                .toList();
    }

    /** Where all branches begin a basket, and both ends of the part. */
    long[] bounds(EntryRange part) {
        return Clusters.common(baskets(), part);
    }

    private static long[] finer(List<BasketList> lists, EntryRange cluster, long parts) {
        long[] best = {};
        for (BasketList list : lists) {
            long[] own = Clusters.common(List.of(list), cluster);
            best = own.length > best.length ? own : best;
        }
        int steps = (int) Math.min(Math.max(1, parts), best.length - 1);
        TreeSet<Long> chosen = new TreeSet<>(Arrays.asList(cluster.start(), cluster.end()));
        for (int i = 1; i < steps; i++) {
            chosen.add(best[(int) ((long) i * (best.length - 1) / steps)]);
        }
        return chosen.stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public BatchReader open(FileSystem fileSystem, ReadOptions options) throws IOException {
        return TreeBatchReader.open(this, fileSystem, options);
    }
}
