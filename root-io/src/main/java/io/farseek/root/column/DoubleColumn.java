package io.farseek.root.column;

import io.farseek.root.column.RootType.Primitive;
import java.util.Arrays;

/** 64-bit floating point numbers. */
public final class DoubleColumn extends Column {

    private double[] values;
    private int size;

    DoubleColumn(int capacity) {
        super(Primitive.FLOAT64);
        this.values = new double[capacity];
    }

    @Override
    public int size() {
        return size;
    }

    /** The values; only the first {@link #size()} count. */
    public double[] values() {
        return values;
    }

    public double valueDouble(int index) {
        return values[index];
    }

    public void append(double value) {
        reserve(1);
        values[size++] = value;
    }

    /** Makes room for {@code count} values and returns the array to fill from {@link #size()} on; {@link #filled} then counts them. */
    public double[] reserve(int count) {
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
        double value = values[index];
        return value;
    }
}
