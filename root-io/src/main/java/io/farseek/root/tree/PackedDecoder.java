package io.farseek.root.tree;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.column.Column;
import io.farseek.root.column.DoubleColumn;
import io.farseek.root.column.FloatColumn;
import io.farseek.root.column.RootType.Primitive;
import io.farseek.root.file.Cursor;
import io.farseek.root.file.Packing;

/** Float16 and Double32: numbers stored with fewer bits than they have in memory. */
final class PackedDecoder extends Decoder {

    private final Packing packing;
    private final boolean half;

    PackedDecoder(Packing packing, boolean half) {
        super(half ? Primitive.FLOAT32 : Primitive.FLOAT64);
        this.packing = packing;
        this.half = half;
    }

    @Override
    int fixedBytes() {
        return packing.bytes();
    }

    @Override
    void read(Cursor in, Column out) throws CorruptDataException {
        double value = packing.read(in);
        if (half) {
            ((FloatColumn) out).append((float) value);
        } else {
            ((DoubleColumn) out).append(value);
        }
    }
}
