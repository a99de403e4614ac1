package io.farseek.root.tree;

import io.farseek.root.column.EntryRange;
import io.farseek.root.column.RootType;
import io.farseek.root.column.RootType.Field;
import io.farseek.root.column.RootType.ListType;
import io.farseek.root.column.RootType.StructType;
import io.farseek.root.file.StreamedObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the branches that a projection needs. Used once. */
final class TreeScanBuilder {

    private final String path;
    private final long fileLength;
    private final Map<Branch, Integer> slots = new HashMap<>();
    private final List<ScanBranch> branches = new ArrayList<>();

    TreeScanBuilder(String path, long fileLength) {
        this.path = path;
        this.fileLength = fileLength;
    }

    TreeScan project(List<TreeField> fields, StructType projection, EntryRange range) {
        List<ScanColumn> columns = columns("", fields, projection);
        return new TreeScan(path, fileLength, projection, columns, branches, range);
    }

    TreeScan branches(List<Branch> chosen, EntryRange range) {
        List<Field> fields = new ArrayList<>();
        List<ScanColumn> columns = new ArrayList<>();
        for (Branch branch : chosen) {
            Decoder decoder = branch.decoder();
            if (decoder == null) {
                TreeField container = TreeField.container(branch, range.end());
                if (container != null) {
                    fields.add(new Field(branch.path(), container.type()));
                    columns.add(column(branch.path(), container, container.type(), false));
                    continue;
                }
                throw new IllegalArgumentException("branch '" + branch.path() + "' cannot be read by itself: "
                        + (branch.unsupportedReason().isEmpty()
                                ? "it has no data of its own"
                                : branch.unsupportedReason()));
            }
            if (range.end() > branch.entries()) {
                throw new IllegalArgumentException(
                        "branch '" + branch.path() + "' has " + branch.entries() + " entries, not " + range.end());
            }
            fields.add(new Field(branch.path(), decoder.type()));
            columns.add(new ScanColumn(decoder.type(), TreeField.Kind.LEAF, slot(branch), List.of()));
        }
        return new TreeScan(path, fileLength, new StructType("", fields), columns, branches, range);
    }

    private List<ScanColumn> columns(String prefix, List<TreeField> fields, StructType wanted) {
        List<ScanColumn> columns = new ArrayList<>();
        for (Field field : wanted.fields()) {
            TreeField stored = fields.stream()
                    .filter(candidate -> candidate.name().equals(field.name()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no column '" + prefix + field.name() + "'"));
            columns.add(column(prefix + field.name(), stored, field.type(), false));
        }
        return columns;
    }

    /** {@code element}: the wanted type is that of one object of a collection, so the column holds lists of it. */
    private ScanColumn column(String name, TreeField stored, RootType wanted, boolean element) {
        RootType type = element ? new ListType(wanted) : wanted;
        if (element && stored.type() instanceof ListType list) {
            type = new ListType(wanted, list.length());
        }
        Projection.require(name, stored.type(), type);
        if (stored.kind() == TreeField.Kind.LEAF) {
            return new ScanColumn(type, stored.kind(), slot(required(stored.branch())), List.of());
        }
        boolean collection = stored.kind() == TreeField.Kind.COLLECTION;
        StructType struct = (StructType) (collection ? ((ListType) type).element() : type);
        List<ScanColumn> children = new ArrayList<>();
        for (Field field : struct.fields()) {
            TreeField child = stored.children().stream()
                    .filter(candidate -> candidate.name().equals(field.name()))
                    .findFirst()
                    .orElseThrow();
            children.add(column(name + '.' + field.name(), child, field.type(), collection));
        }
        if (collection && children.isEmpty()) {
            Branch counts = stored.branch();
            if (counts == null) {
                TreeField first = stored.children().get(0);
                throw new IllegalArgumentException("column '" + name
                        + "' is a list whose length only its fields tell; ask for one, such as " + first.name());
            }
            return new ScanColumn(type, stored.kind(), slot(counts), List.of());
        }
        return new ScanColumn(type, stored.kind(), -1, children);
    }

    private static Branch required(@Nullable Branch branch) {
        if (branch == null) {
            throw new IllegalStateException("a leaf column without its branch");
        }
        return branch;
    }

    private int slot(Branch branch) {
        Integer known = slots.get(branch);
        if (known != null) {
            return known;
        }
        int countSlot = -1;
        if (branch.generatesOffsets() && branch.leaves().size() == 1) {
            StreamedObject counter = branch.leaves().get(0).counter();
            Branch counts = counter == null ? null : withLeaf(branch.siblings(), counter);
            countSlot = counts == null ? -1 : slot(counts);
        }
        Decoder decoder = required(branch).decoder();
        if (decoder == null) {
            throw new IllegalStateException("branch '" + branch.path() + "' has no decoder");
        }
        slots.put(branch, branches.size());
        branches.add(new ScanBranch(branch.path(), decoder, branch.baskets(), branch.fileName(), countSlot));
        return branches.size() - 1;
    }

    private static @Nullable Branch withLeaf(List<Branch> branches, StreamedObject leaf) {
        for (Branch branch : branches) {
            StreamedObject leaves = branch.stored().object("fLeaves");
            if (leaves != null && leaves.objects("items").contains(leaf)) {
                return branch;
            }
        }
        return null;
    }
}
