package io.farseek.root.column;

import io.farseek.root.column.RootType.Primitive;
import java.util.Arrays;

/** 32-bit integers. */
public final class IntColumn extends Column {

    private int[] values;
    private int size;

    IntColumn(Primitive type, int capacity) {
        super(type);
        this.values = new int[capacity];
    }

    @Override
    public int size() {
        return size;
    }

    /** The values; only the first {@link #size()} count. */
    public int[] values() {
        return values;
    }

    public int valueInt(int index) {
        return values[index];
    }

    public void append(int value) {
        reserve(1);
        values[size++] = value;
    }

    /** Makes room for {@code count} values and returns the array to fill from {@link #size()} on; {@link #filled} then counts them. */
    public int[] reserve(int count) {
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
        append(0);
    }

    @Override
    Object value(int index) {
        int value = values[index];
        return type() == Primitive.UINT32 ? (Object) (value & 0xffffffffL) : (Object) value;
    }
}
