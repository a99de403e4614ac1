package io.farseek.root.tree;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.column.Column;
import io.farseek.root.column.RootType.StructType;
import io.farseek.root.column.StructColumn;
import io.farseek.root.file.Cursor;

/** Objects: one value for each field, with whatever header the class has. A base class fills fields of the object it is part of. */
abstract class RecordDecoder extends Decoder {

    RecordDecoder(StructType type) {
        super(type);
    }

    final StructType struct() {
        return (StructType) type();
    }

    /** Reads one object into the fields from {@code slot} on, without counting a record. */
    abstract void readInto(Cursor in, StructColumn out, int slot) throws CorruptDataException;

    @Override
    final void read(Cursor in, Column out) throws CorruptDataException {
        StructColumn struct = (StructColumn) out;
        readInto(in, struct, 0);
        struct.endRecords(1);
    }
}
