package io.farseek.root.tree;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.column.Column;
import io.farseek.root.column.IntColumn;
import io.farseek.root.column.RootType.Primitive;
import io.farseek.root.file.Cursor;

/** The status bits of a TObject (fBits), which are followed by a process number when the object is referenced. */
final class BitsDecoder extends Decoder {

    private static final int IS_REFERENCED = 0x10;

    BitsDecoder() {
        super(Primitive.UINT32);
    }

    @Override
    void read(Cursor in, Column out) throws CorruptDataException {
        int bits = in.int32();
        ((IntColumn) out).append(bits);
        if ((bits & IS_REFERENCED) != 0) {
            in.skip(2);
        }
    }
}
