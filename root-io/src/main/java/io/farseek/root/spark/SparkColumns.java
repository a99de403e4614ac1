package io.farseek.root.spark;

import io.farseek.root.column.ByteColumn;
import io.farseek.root.column.Column;
import io.farseek.root.column.ColumnBatch;
import io.farseek.root.column.DoubleColumn;
import io.farseek.root.column.FloatColumn;
import io.farseek.root.column.IntColumn;
import io.farseek.root.column.ListColumn;
import io.farseek.root.column.LongColumn;
import io.farseek.root.column.RootType;
import io.farseek.root.column.ShortColumn;
import io.farseek.root.column.StructColumn;
import io.farseek.root.column.TextColumn;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.jspecify.annotations.Nullable;

/** Shows the columns of a batch to Spark without copying them. */
final class SparkColumns {
    private SparkColumns() {}

    /** The first {@code rows} rows of a batch, in the shape of {@code schema}; columns the batch does not have are null. */
    static ColumnarBatch batch(ColumnBatch batch, StructType schema, int rows) {
        StructField[] fields = schema.fields();
        ColumnVector[] vectors = new ColumnVector[fields.length];
        for (int i = 0; i < fields.length; i++) {
            int index = batch.type().indexOf(fields[i].name());
            vectors[i] = vector(index < 0 ? null : batch.columns().get(index), fields[i].dataType());
        }
        return new ColumnarBatch(vectors, rows);
    }

    /** Rows without any column, for queries that only count. */
    static ColumnarBatch empty(StructType schema, int rows) {
        StructField[] fields = schema.fields();
        ColumnVector[] vectors = new ColumnVector[fields.length];
        for (int i = 0; i < fields.length; i++) {
            vectors[i] = new AbsentVector(fields[i].dataType());
        }
        return new ColumnarBatch(vectors, rows);
    }

    private static ColumnVector vector(@Nullable Column column, DataType type) {
        if (column == null) {
            return new AbsentVector(type);
        }
        if (column instanceof ListColumn list) {
            return new ListVector(list, type, vector(list.elements(), ((ArrayType) type).elementType()));
        }
        if (column instanceof StructColumn struct) {
            return struct(struct, (StructType) type);
        }
        if (column instanceof ByteColumn bytes) {
            return new ValueVectors.Bytes(bytes, type);
        }
        if (column instanceof ShortColumn shorts) {
            return new ValueVectors.Shorts(shorts, type);
        }
        if (column instanceof IntColumn ints) {
            return new ValueVectors.Ints(ints, type);
        }
        if (column instanceof LongColumn longs) {
            return new ValueVectors.Longs(longs, type);
        }
        if (column instanceof FloatColumn floats) {
            return new ValueVectors.Floats(floats, type);
        }
        if (column instanceof DoubleColumn doubles) {
            return new ValueVectors.Doubles(doubles, type);
        }
        return new ValueVectors.Texts((TextColumn) column, type);
    }

    private static ColumnVector struct(StructColumn column, StructType type) {
        RootType.StructType stored = (RootType.StructType) column.type();
        StructField[] fields = type.fields();
        ColumnVector[] children = new ColumnVector[fields.length];
        for (int i = 0; i < fields.length; i++) {
            int index = stored.indexOf(fields[i].name());
            children[i] = vector(index < 0 ? null : column.field(index), fields[i].dataType());
        }
        return new StructVector(column, type, children);
    }
}
