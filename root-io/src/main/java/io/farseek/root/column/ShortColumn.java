package io.farseek.root.column;

import io.farseek.root.column.RootType.Primitive;
import java.util.Arrays;

/** 16-bit integers. */
public final class ShortColumn extends Column {

    private short[] values;
    private int size;

    ShortColumn(Primitive type, int capacity) {
        super(type);
        this.values = new short[capacity];
    }

    @Override
    public int size() {
        return size;
    }

    /** The values; only the first {@link #size()} count. */
    public short[] values() {
        return values;
    }

    public short valueShort(int index) {
        return values[index];
    }

    public void append(short value) {
        reserve(1);
        values[size++] = value;
    }

    /** Makes room for {@code count} values and returns the array to fill from {@link #size()} on; {@link #filled} then counts them. */
    public short[] reserve(int count) {
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
        append((short) 0);
    }

    @Override
    Object value(int index) {
        short value = values[index];
        return type() == Primitive.UINT16 ? (Object) (value & 0xffff) : (Object) value;
    }
}
