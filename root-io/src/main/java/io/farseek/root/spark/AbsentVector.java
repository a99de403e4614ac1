package io.farseek.root.spark;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.sql.vectorized.ColumnarMap;
import org.apache.spark.unsafe.types.UTF8String;

/** A column that a file does not have: null in every row. */
final class AbsentVector extends ColumnVector {
    AbsentVector(DataType type) {
        super(type);
    }

    @Override
    public void close() {}

    @Override
    public void closeIfFreeable() {}

    @Override
    public boolean hasNull() {
        return true;
    }

    /** More than any batch has rows: the vector does not know how many it stands for. */
    @Override
    public int numNulls() {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean isNullAt(int row) {
        return true;
    }

    /** Spark reads values before it looks at the null flag in places, so the accessors answer instead of failing. */
    @Override
    public boolean getBoolean(int row) {
        return false;
    }

    @Override
    public byte getByte(int row) {
        return 0;
    }

    @Override
    public short getShort(int row) {
        return 0;
    }

    @Override
    public int getInt(int row) {
        return 0;
    }

    @Override
    public long getLong(int row) {
        return 0;
    }

    @Override
    public float getFloat(int row) {
        return 0;
    }

    @Override
    public double getDouble(int row) {
        return 0;
    }

    @Override
    public ColumnarArray getArray(int row) {
        return new ColumnarArray(this, 0, 0);
    }

    @Override
    public ColumnarMap getMap(int row) {
        return new ColumnarMap(this, this, 0, 0);
    }

    @Override
    public Decimal getDecimal(int row, int precision, int scale) {
        return Decimal.apply(0L, precision, scale);
    }

    @Override
    public UTF8String getUTF8String(int row) {
        return UTF8String.EMPTY_UTF8;
    }

    @Override
    public byte[] getBinary(int row) {
        return new byte[0];
    }

    @Override
    public ColumnVector getChild(int ordinal) {
        return dataType() instanceof StructType struct ? new AbsentVector(struct.fields()[ordinal].dataType()) : this;
    }
}
