package io.farseek.root.spark;

import io.farseek.root.column.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.sql.vectorized.ColumnarMap;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A column of ours as Spark sees it. Subclasses answer the accessors of their type; all others fail. The values live in arrays on the heap that the
 * batch owns, so closing does nothing.
 */
abstract class RootVector extends ColumnVector {
    private final Column column;

    RootVector(Column column, DataType type) {
        super(type);
        this.column = column;
    }

    @Override
    public void close() {}

    /** Spark 3.5 and 4 call this between batches. */
    @Override
    public void closeIfFreeable() {}

    @Override
    public final boolean hasNull() {
        return column.hasNulls();
    }

    @Override
    public final int numNulls() {
        java.util.BitSet nulls = column.nulls();
        return nulls == null ? 0 : nulls.cardinality();
    }

    @Override
    public final boolean isNullAt(int row) {
        return column.isNull(row);
    }

    private UnsupportedOperationException wrong(String asked) {
        return new UnsupportedOperationException(
                asked + " of a column of " + dataType().simpleString());
    }

    @Override
    public boolean getBoolean(int row) {
        throw wrong("boolean");
    }

    @Override
    public byte getByte(int row) {
        throw wrong("byte");
    }

    @Override
    public short getShort(int row) {
        throw wrong("short");
    }

    @Override
    public int getInt(int row) {
        throw wrong("int");
    }

    @Override
    public long getLong(int row) {
        throw wrong("long");
    }

    @Override
    public float getFloat(int row) {
        throw wrong("float");
    }

    @Override
    public double getDouble(int row) {
        throw wrong("double");
    }

    @Override
    public ColumnarArray getArray(int row) {
        throw wrong("array");
    }

    @Override
    public ColumnarMap getMap(int row) {
        throw wrong("map");
    }

    @Override
    public Decimal getDecimal(int row, int precision, int scale) {
        throw wrong("decimal");
    }

    @Override
    public UTF8String getUTF8String(int row) {
        throw wrong("string");
    }

    @Override
    public byte[] getBinary(int row) {
        throw wrong("binary");
    }

    @Override
    public ColumnVector getChild(int ordinal) {
        throw wrong("child");
    }
}
