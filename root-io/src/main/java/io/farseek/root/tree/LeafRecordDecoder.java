package io.farseek.root.tree;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.column.RootType.Field;
import io.farseek.root.column.RootType.StructType;
import io.farseek.root.column.StructColumn;
import io.farseek.root.file.Cursor;
import java.util.ArrayList;
import java.util.List;

/** Entries of a branch with several leaves: the values of each leaf in turn. */
final class LeafRecordDecoder extends RecordDecoder {

    private final List<Decoder> leaves;

    LeafRecordDecoder(List<String> names, List<Decoder> leaves) {
        super(new StructType("", fields(names, leaves)));
        this.leaves = List.copyOf(leaves);
    }

    private static List<Field> fields(List<String> names, List<Decoder> leaves) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            fields.add(new Field(
                    ValueDecoders.unique(fields, names.get(i)), leaves.get(i).type()));
        }
        return fields;
    }

    @Override
    int fixedBytes() {
        int sum = 0;
        for (Decoder leaf : leaves) {
            if (leaf.fixedBytes() < 0) {
                return -1;
            }
            sum += leaf.fixedBytes();
        }
        return sum;
    }

    @Override
    void readInto(Cursor in, StructColumn out, int slot) throws CorruptDataException {
        for (int i = 0; i < leaves.size(); i++) {
            leaves.get(i).read(in, out.field(slot + i));
        }
    }
}
