package io.farseek.root.tree;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.column.EntryRange;
import io.farseek.root.column.RootType.Field;
import io.farseek.root.column.RootType.StructType;
import io.farseek.root.column.Scan;
import io.farseek.root.column.Table;
import io.farseek.root.column.UnsupportedColumn;
import io.farseek.root.file.RootFile;
import io.farseek.root.file.RootKey;
import io.farseek.root.file.StreamedObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A TTree (or TNtuple) whose metadata has been read. */
public final class TreeTable implements Table {

    private static final Logger LOG = LoggerFactory.getLogger(TreeTable.class);

    private final String name;
    private final String path;
    private final long fileLength;
    private final long entries;
    private final List<Branch> branches;
    private final List<TreeField> fields;
    private final StructType schema;
    private final List<UnsupportedColumn> unsupported;
    private final List<EntryRange> clusters;

    private TreeTable(String name, RootFile file, StreamedObject tree) throws IOException {
        this.name = name;
        this.path = file.path().toString();
        this.fileLength = file.length();
        this.entries = tree.integer("fEntries", (long) tree.number("fEntries", 0));
        if (entries < 0) {
            throw new CorruptDataException("tree '" + name + "' claims " + entries + " entries");
        }
        this.branches = new BranchReader(file.streamers(), entries).read(tree);
        List<UnsupportedColumn> leftOut = new ArrayList<>();
        this.fields = TreeField.of(branches, entries, leftOut);
        this.unsupported = List.copyOf(leftOut);
        this.schema = new StructType(
                "", fields.stream().map(f -> new Field(f.name(), f.type())).toList());
        this.clusters = Clusters.of(entries, all());
        if (!unsupported.isEmpty()) {
            LOG.warn(
                    "{}: tree '{}': {} columns are left out because their layout is not supported: {}",
                    path,
                    name,
                    unsupported.size(),
                    unsupported.stream().map(UnsupportedColumn::path).collect(Collectors.joining(", ")));
        }
    }

    /** Reads the metadata of the tree with that key. {@code name} is the path to show and to find it by. */
    public static TreeTable open(RootFile file, String name, RootKey key) throws IOException {
        byte[] payload = file.payload(key);
        try {
            StreamedObject tree = file.parse(key, payload);
            if (!tree.members().containsKey("fBranches")) {
                throw new CorruptDataException("tree '" + name + "' of class " + key.className()
                        + " was written in a version that the file does not describe");
            }
            return new TreeTable(name, file, tree);
        } catch (IOException | RuntimeException e) {
            throw file.bytes().named(e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long entries() {
        return entries;
    }

    @Override
    public StructType schema() {
        return schema;
    }

    @Override
    public List<UnsupportedColumn> unsupported() {
        return unsupported;
    }

    @Override
    public List<EntryRange> clusters() {
        return clusters;
    }

    /** The top branches. */
    public List<Branch> branches() {
        return branches;
    }

    /** Every branch, parents before children. */
    public List<Branch> all() {
        List<Branch> found = new ArrayList<>();
        branches.forEach(branch -> collect(branch, found));
        return found;
    }

    private static void collect(Branch branch, List<Branch> found) {
        found.add(branch);
        branch.children().forEach(child -> collect(child, found));
    }

    @Override
    public Scan scan(StructType projection, EntryRange range) {
        if (range.end() > entries) {
            throw new IllegalArgumentException("tree '" + name + "' has " + entries + " entries, not " + range.end());
        }
        return new TreeScanBuilder(path, fileLength).project(fields, projection, range);
    }

    /**
     * Plans reading branches by themselves, as they are stored: a member of a split collection is a list of its values, a split
     * collection the number of its objects, any other branch with sub-branches a record of those.
     */
    public Scan scanBranches(List<Branch> chosen, EntryRange range) {
        return new TreeScanBuilder(path, fileLength).branches(chosen, range);
    }
}
