package io.farseek.root.column;

import io.farseek.root.column.RootType.Primitive;
import java.util.Arrays;

/** Flags and 8-bit integers; a flag is 0 or 1. */
public final class ByteColumn extends Column {

    private byte[] values;
    private int size;

    ByteColumn(Primitive type, int capacity) {
        super(type);
        this.values = new byte[capacity];
    }

    @Override
    public int size() {
        return size;
    }

    /** The values; only the first {@link #size()} count. */
    public byte[] values() {
        return values;
    }

    public byte valueByte(int index) {
        return values[index];
    }

    public void append(byte value) {
        reserve(1);
        values[size++] = value;
    }

    /** Makes room for {@code count} values and returns the array to fill from {@link #size()} on; {@link #filled} then counts them. */
    public byte[] reserve(int count) {
        if (count > values.length - size) {
            values = Arrays.copyOf(values, grown(values.length, size + count));
        }
        return values;
    }

    /** Says that {@code count} values were written behind the last one. */
    public void filled(int count) {
        size += count;
    }

    @Override
    void forget() {
        size = 0;
    }

    @Override
    public void appendDefault() {
        append((byte) 0);
    }

    @Override
    Object value(int index) {
        byte value = values[index];
        return switch ((Primitive) type()) {
            case BOOL -> value != 0;
            case UINT8 -> (short) (value & 0xff);
            default -> value;
        };
    }
}
