package io.farseek.root.tree;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.column.Column;
import io.farseek.root.column.IntColumn;
import io.farseek.root.column.ListColumn;
import io.farseek.root.column.RootType;
import io.farseek.root.column.RootType.ListType;
import io.farseek.root.column.RootType.StructType;
import io.farseek.root.column.StructColumn;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * How a column of a batch is put together from the branches read.
 *
 * @param type of the finished column
 * @param slot the branch read, for a leaf and for a collection of which only the sizes are wanted; -1 otherwise
 */
record ScanColumn(RootType type, TreeField.Kind kind, int slot, List<ScanColumn> children) implements Serializable {

    Column assemble(Column[] slots, int rows) throws CorruptDataException {
        return switch (kind) {
            case LEAF -> Projection.apply(slots[slot], type);
            case RECORD -> {
                Column[] fields = new Column[children.size()];
                for (int i = 0; i < fields.length; i++) {
                    fields[i] = children.get(i).assemble(slots, rows);
                }
                yield new StructColumn((StructType) type, fields, rows);
            }
            case COLLECTION -> children.isEmpty() ? sizes((IntColumn) slots[slot], rows) : members(slots, rows);
        };
    }

    /** Lists of objects from lists of their members, which must all have the same lengths. */
    private Column members(Column[] slots, int rows) throws CorruptDataException {
        Column[] fields = new Column[children.size()];
        int[] offsets = new int[0];
        for (int i = 0; i < fields.length; i++) {
            ListColumn member = (ListColumn) children.get(i).assemble(slots, rows);
            if (i == 0) {
                offsets = member.offsets();
            } else if (!Arrays.equals(offsets, 0, rows + 1, member.offsets(), 0, rows + 1)) {
                throw new CorruptDataException("members of one collection have different numbers of values");
            }
            fields[i] = member.elements();
        }
        StructType struct = (StructType) ((ListType) type).element();
        return new ListColumn((ListType) type, new StructColumn(struct, fields, offsets[rows]), offsets, rows);
    }

    private Column sizes(IntColumn counts, int rows) throws CorruptDataException {
        int[] offsets = new int[rows + 1];
        for (int i = 0; i < rows; i++) {
            int count = counts.valueInt(i);
            if (count < 0 || count > Integer.MAX_VALUE - offsets[i]) {
                throw new CorruptDataException("a collection of " + count + " objects");
            }
            offsets[i + 1] = offsets[i] + count;
        }
        StructType struct = (StructType) ((ListType) type).element();
        return new ListColumn((ListType) type, new StructColumn(struct, new Column[0], offsets[rows]), offsets, rows);
    }
}
