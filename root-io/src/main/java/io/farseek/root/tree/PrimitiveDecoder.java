package io.farseek.root.tree;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.column.ByteColumn;
import io.farseek.root.column.Column;
import io.farseek.root.column.DoubleColumn;
import io.farseek.root.column.FloatColumn;
import io.farseek.root.column.IntColumn;
import io.farseek.root.column.LongColumn;
import io.farseek.root.column.RootType.Primitive;
import io.farseek.root.column.ShortColumn;
import io.farseek.root.file.BigEndian;
import io.farseek.root.file.Cursor;

/** Plain big-endian numbers, converted in bulk. */
final class PrimitiveDecoder extends Decoder {

    private final Primitive primitive;

    PrimitiveDecoder(Primitive primitive) {
        super(primitive);
        this.primitive = primitive;
    }

    @Override
    int fixedBytes() {
        return primitive.bytes();
    }

    @Override
    void read(Cursor in, Column out) throws CorruptDataException {
        switch (primitive) {
            case BOOL -> ((ByteColumn) out).append(in.int8() == 0 ? (byte) 0 : (byte) 1);
            case INT8, UINT8 -> ((ByteColumn) out).append(in.int8());
            case INT16, UINT16 -> ((ShortColumn) out).append(in.int16());
            case INT32, UINT32 -> ((IntColumn) out).append(in.int32());
            case INT64, UINT64 -> ((LongColumn) out).append(in.int64());
            case FLOAT32 -> ((FloatColumn) out).append(in.float32());
            case FLOAT64 -> ((DoubleColumn) out).append(in.float64());
        }
    }

    @Override
    void readMany(Cursor in, int count, Column out) throws CorruptDataException {
        if (count < 0 || (long) count * primitive.bytes() > in.remaining()) {
            throw new CorruptDataException(count + " values claimed where " + in.remaining() + " bytes are left");
        }
        int start = in.skip(count * primitive.bytes());
        byte[] bytes = in.data();
        switch (primitive) {
            case BOOL -> {
                ByteColumn column = (ByteColumn) out;
                byte[] values = column.reserve(count);
                int at = column.size();
                for (int i = 0; i < count; i++) {
                    values[at + i] = bytes[start + i] == 0 ? (byte) 0 : (byte) 1;
                }
                column.filled(count);
            }
            case INT8, UINT8 -> {
                ByteColumn column = (ByteColumn) out;
                System.arraycopy(bytes, start, column.reserve(count), column.size(), count);
                column.filled(count);
            }
            case INT16, UINT16 -> {
                ShortColumn column = (ShortColumn) out;
                BigEndian.shorts(bytes, start, column.reserve(count), column.size(), count);
                column.filled(count);
            }
            case INT32, UINT32 -> {
                IntColumn column = (IntColumn) out;
                BigEndian.ints(bytes, start, column.reserve(count), column.size(), count);
                column.filled(count);
            }
            case INT64, UINT64 -> {
                LongColumn column = (LongColumn) out;
                BigEndian.longs(bytes, start, column.reserve(count), column.size(), count);
                column.filled(count);
            }
            case FLOAT32 -> {
                FloatColumn column = (FloatColumn) out;
                BigEndian.floats(bytes, start, column.reserve(count), column.size(), count);
                column.filled(count);
            }
            case FLOAT64 -> {
                DoubleColumn column = (DoubleColumn) out;
                BigEndian.doubles(bytes, start, column.reserve(count), column.size(), count);
                column.filled(count);
            }
        }
    }
}
