package io.farseek.root.spark;

import io.farseek.root.column.ListColumn;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;

/** Lists: windows into the vector of all elements. */
final class ListVector extends RootVector {
    private final int[] offsets;
    private final ColumnVector elements;

    ListVector(ListColumn column, DataType type, ColumnVector elements) {
        super(column, type);
        this.offsets = column.offsets();
        this.elements = elements;
    }

    @Override
    public ColumnarArray getArray(int row) {
        return new ColumnarArray(elements, offsets[row], offsets[row + 1] - offsets[row]);
    }

    @Override
    public ColumnVector getChild(int ordinal) {
        return elements;
    }
}
