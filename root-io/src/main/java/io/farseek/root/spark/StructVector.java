package io.farseek.root.spark;

import io.farseek.root.column.StructColumn;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.vectorized.ColumnVector;

/** Records: one child vector a field. */
final class StructVector extends RootVector {
    private final ColumnVector[] children;

    StructVector(StructColumn column, DataType type, ColumnVector[] children) {
        super(column, type);
        this.children = children;
    }

    @Override
    public ColumnVector getChild(int ordinal) {
        return children[ordinal];
    }
}
