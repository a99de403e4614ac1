package io.farseek.root.tree;

import io.farseek.root.column.RootType;
import io.farseek.root.column.RootType.Field;
import io.farseek.root.column.RootType.ListType;
import io.farseek.root.column.RootType.StructType;
import io.farseek.root.column.UnsupportedColumn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of a tree's schema: a branch with data, a record of sub-branches, or a split collection, whose sub-branches each hold one
 * member of all its objects.
 *
 * @param branch the branch with the data or, for a collection, with the number of objects
 */
record TreeField(
        String name, RootType type, Kind kind, @Nullable Branch branch, List<TreeField> children) {

    enum Kind {
        LEAF,
        RECORD,
        COLLECTION
    }

    /** The columns of branches side by side; those that cannot be read are added to {@code unsupported}. */
    static List<TreeField> of(List<Branch> branches, long entries, List<UnsupportedColumn> unsupported) {
        List<TreeField> fields = new ArrayList<>();
        for (Branch branch : branches) {
            for (TreeField field : of(branch, entries, unsupported)) {
                fields.add(named(fields, field));
            }
        }
        return fields;
    }

    private static TreeField named(List<TreeField> fields, TreeField field) {
        List<Field> taken =
                fields.stream().map(f -> new Field(f.name(), f.type())).toList();
        String name = ValueDecoders.unique(taken, field.name());
        return name.equals(field.name())
                ? field
                : new TreeField(name, field.type(), field.kind(), field.branch(), field.children());
    }

    private static List<TreeField> of(Branch branch, long entries, List<UnsupportedColumn> unsupported) {
        if (branch.children().isEmpty()) {
            return leaf(branch, entries, unsupported);
        }
        List<TreeField> children = of(branch.children(), entries, unsupported);
        if (branch.type("fType") == 1) {
            return children;
        }
        boolean collection = branch.isSplitCollection() || branch.isInCollection();
        if (collection) {
            children = children.stream()
                    .filter(child -> child.type() instanceof ListType)
                    .toList();
        }
        if (children.isEmpty()) {
            return List.of();
        }
        List<Field> fields = new ArrayList<>();
        for (TreeField child : children) {
            fields.add(new Field(child.name(), collection ? ((ListType) child.type()).element() : child.type()));
        }
        String className = branch.isSplitCollection() ? branch.stored().text("fClonesName") : branch.className();
        RootType struct = new StructType(className, fields);
        return List.of(new TreeField(
                fieldName(branch),
                collection ? new ListType(struct) : struct,
                collection ? Kind.COLLECTION : Kind.RECORD,
                branch.isSplitCollection() ? branch : null,
                children));
    }

    /** A branch that only holds others together, as the record or collection of those that can be read; null when none can. */
    static @Nullable TreeField container(Branch branch, long entries) {
        List<TreeField> children = of(branch.children(), entries, new ArrayList<>());
        if (children.isEmpty() || branch.isInCollection()) {
            return null;
        }
        List<Field> fields =
                children.stream().map(f -> new Field(f.name(), f.type())).toList();
        return new TreeField(branch.path(), new StructType(branch.className(), fields), Kind.RECORD, null, children);
    }

    private static List<TreeField> leaf(Branch branch, long entries, List<UnsupportedColumn> unsupported) {
        Decoder decoder = branch.decoder();
        if (decoder == null) {
            if (!branch.unsupportedReason().isEmpty()) {
                unsupported.add(new UnsupportedColumn(branch.path(), branch.storedType(), branch.unsupportedReason()));
            }
            return List.of();
        }
        if (branch.entries() < entries) {
            unsupported.add(new UnsupportedColumn(
                    branch.path(),
                    branch.storedType(),
                    "it has data for " + branch.entries() + " of the tree's " + entries + " entries"));
            return List.of();
        }
        if (decoder.type() instanceof StructType struct && struct.fields().isEmpty()) {
            return List.of();
        }
        return List.of(new TreeField(fieldName(branch), decoder.type(), Kind.LEAF, branch, List.of()));
    }

    /** The branch's name without the prefix its ancestors give it, without array dimensions and without a dot at the end. */
    private static String fieldName(Branch branch) {
        String name = branch.name();
        for (Branch up = branch.parent(); up != null; up = up.parent()) {
            String prefix = up.name().endsWith(".") ? up.name() : up.name() + '.';
            if (name.startsWith(prefix) && name.length() > prefix.length()) {
                name = name.substring(prefix.length());
                break;
            }
        }
        int bracket = name.indexOf('[');
        if (bracket > 0) {
            name = name.substring(0, bracket);
        }
        return name.endsWith(".") && name.length() > 1 ? name.substring(0, name.length() - 1) : name;
    }
}
