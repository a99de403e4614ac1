package io.farseek.root.tree;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.column.ListColumn;
import io.farseek.root.column.RootType.Field;
import io.farseek.root.column.RootType.ListType;
import io.farseek.root.column.RootType.StructType;
import io.farseek.root.column.StructColumn;
import io.farseek.root.file.Cursor;
import java.util.ArrayList;
import java.util.List;

/** Entries of a branch with several leaves: the values of each leaf in turn. */
final class LeafRecordDecoder extends RecordDecoder {

    private final List<Decoder> leaves;
    private final List<Integer> counters;

    /** {@code counters} has, for a leaf of varying length, the leaf that holds the length, and -1 for others. */
    LeafRecordDecoder(List<String> names, List<Decoder> leaves, List<Integer> counters) {
        super(new StructType("", fields(names, leaves, counters)));
        this.leaves = List.copyOf(leaves);
        this.counters = List.copyOf(counters);
    }

    private static List<Field> fields(List<String> names, List<Decoder> leaves, List<Integer> counters) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            fields.add(new Field(
                    ValueDecoders.unique(fields, names.get(i)),
                    counters.get(i) < 0
                            ? leaves.get(i).type()
                            : new ListType(leaves.get(i).type())));
        }
        return fields;
    }

    @Override
    int fixedBytes() {
        int sum = 0;
        for (int i = 0; i < leaves.size(); i++) {
            int width = counters.get(i) < 0 ? leaves.get(i).fixedBytes() : -1;
            if (width < 0) {
                return -1;
            }
            sum += width;
        }
        return sum;
    }

    @Override
    void readInto(Cursor in, StructColumn out, int slot) throws CorruptDataException {
        for (int i = 0; i < leaves.size(); i++) {
            if (counters.get(i) < 0) {
                leaves.get(i).read(in, out.field(slot + i));
                continue;
            }
            ListColumn list = (ListColumn) out.field(slot + i);
            long count = ObjectDecoder.integer(out.field(slot + counters.get(i)), list.size());
            if (count < 0 || count * Math.max(1, leaves.get(i).fixedBytes()) > in.remaining()) {
                throw new CorruptDataException(count + " values claimed where " + in.remaining() + " bytes are left");
            }
            leaves.get(i).readMany(in, (int) count, list.elements());
            list.endList();
        }
    }
}
