package io.farseek.root.column;

import io.farseek.root.column.RootType.Primitive;
import java.math.BigInteger;
import java.util.Arrays;

/** 64-bit integers. */
public final class LongColumn extends Column {

    private long[] values;
    private int size;

    LongColumn(Primitive type, int capacity) {
        super(type);
        this.values = new long[capacity];
    }

    @Override
    public int size() {
        return size;
    }

    /** The values; only the first {@link #size()} count. */
    public long[] values() {
        return values;
    }

    public long valueLong(int index) {
        return values[index];
    }

    public void append(long value) {
        reserve(1);
        values[size++] = value;
    }

    /** Makes room for {@code count} values and returns the array to fill from {@link #size()} on; {@link #filled} then counts them. */
    public long[] reserve(int count) {
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
        long value = values[index];
        return type() == Primitive.UINT64 ? new BigInteger(Long.toUnsignedString(value)) : (Object) value;
    }
}
