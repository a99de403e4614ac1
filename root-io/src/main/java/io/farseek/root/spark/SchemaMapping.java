package io.farseek.root.spark;

import io.farseek.root.column.RootType;
import io.farseek.root.column.RootType.Field;
import io.farseek.root.column.RootType.ListType;
import io.farseek.root.column.RootType.Primitive;
import io.farseek.root.column.RootType.Text;
import io.farseek.root.spark.RootSourceOptions.UnsignedLong;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The one place that knows which Spark type a ROOT type becomes, and which part of a table's schema a Spark schema asks for. */
final class SchemaMapping {
    private final UnsignedLong unsignedLong;

    SchemaMapping(UnsignedLong unsignedLong) {
        this.unsignedLong = unsignedLong;
    }

    /** The Spark schema of a table. Columns are nullable, because another file of the set may not have them; elements are not. */
    StructType sparkSchema(RootType.StructType type) {
        return struct(type);
    }

    private StructType struct(RootType.StructType type) {
        StructField[] fields = new StructField[type.fields().size()];
        for (int i = 0; i < fields.length; i++) {
            Field field = type.fields().get(i);
            fields[i] = DataTypes.createStructField(field.name(), sparkType(field.type()), true);
        }
        return DataTypes.createStructType(fields);
    }

    /** Unsigned integers take the next wider signed type. */
    DataType sparkType(RootType type) {
        if (type instanceof Primitive primitive) {
            return switch (primitive) {
                case BOOL -> DataTypes.BooleanType;
                case INT8 -> DataTypes.ByteType;
                case UINT8, INT16 -> DataTypes.ShortType;
                case UINT16, INT32 -> DataTypes.IntegerType;
                case UINT32, INT64 -> DataTypes.LongType;
                case UINT64 ->
                    unsignedLong == UnsignedLong.DECIMAL ? DataTypes.createDecimalType(20, 0) : DataTypes.LongType;
                case FLOAT32 -> DataTypes.FloatType;
                case FLOAT64 -> DataTypes.DoubleType;
            };
        }
        if (type instanceof Text) {
            return DataTypes.StringType;
        }
        if (type instanceof ListType list) {
            return DataTypes.createArrayType(sparkType(list.element()), false);
        }
        return struct((RootType.StructType) type);
    }

    /** Fields of {@code first}, then those only {@code second} has; the same field must have the same type. */
    static StructType merge(StructType first, StructType second, String file) {
        Map<String, StructField> fields = new LinkedHashMap<>();
        for (StructField field : first.fields()) {
            fields.put(field.name(), field);
        }
        for (StructField field : second.fields()) {
            StructField known = fields.get(field.name());
            fields.put(field.name(), known == null ? field : mergeField(known, field, file));
        }
        return DataTypes.createStructType(new ArrayList<>(fields.values()));
    }

    private static StructField mergeField(StructField first, StructField second, String file) {
        DataType type = mergeType(first.dataType(), second.dataType(), first.name(), file);
        return DataTypes.createStructField(first.name(), type, true);
    }

    private static DataType mergeType(DataType first, DataType second, String column, String file) {
        if (first.equals(second)) {
            return first;
        }
        if (first instanceof StructType a && second instanceof StructType b) {
            return merge(a, b, file);
        }
        if (first instanceof ArrayType a && second instanceof ArrayType b) {
            return DataTypes.createArrayType(mergeType(a.elementType(), b.elementType(), column, file), false);
        }
        throw new IllegalArgumentException("column '" + column + "' is " + second.simpleString() + " in " + file
                + " but " + first.simpleString() + " in the files before it; read them apart");
    }

    /**
     * The part of {@code table} that {@code wanted} asks for. Fields that the table does not have are left out; {@link SparkColumns} shows them as null.
     *
     * @throws IllegalArgumentException when a field has another type than wanted; names {@code file} and the column
     */
    RootType.StructType projection(RootType.StructType table, StructType wanted, String file) {
        return project(table, wanted, "", file);
    }

    private RootType.StructType project(RootType.StructType stored, StructType wanted, String prefix, String file) {
        List<Field> fields = new ArrayList<>();
        for (StructField field : wanted.fields()) {
            int index = stored.indexOf(field.name());
            if (index >= 0) {
                RootType type = stored.fields().get(index).type();
                fields.add(new Field(field.name(), project(type, field.dataType(), prefix + field.name(), file)));
            }
        }
        if (fields.isEmpty() && !prefix.isEmpty() && !stored.fields().isEmpty()) {
            // Only fields this file lacks are asked for: one stored field must still say how many elements there are.
            fields.add(stored.fields().get(0));
        }
        return new RootType.StructType(stored.className(), fields);
    }

    private RootType project(RootType stored, DataType wanted, String column, String file) {
        if (stored instanceof RootType.StructType struct && wanted instanceof StructType fields) {
            return project(struct, fields, column + '.', file);
        }
        if (stored instanceof ListType list && wanted instanceof ArrayType array) {
            return new ListType(project(list.element(), array.elementType(), column, file), list.length());
        }
        if (!sparkType(stored).equals(wanted)) {
            throw new IllegalArgumentException(file + ": column '" + column + "' is " + RootType.describe(stored) + " ("
                    + sparkType(stored).simpleString() + ") but " + wanted.simpleString()
                    + " is asked for; give a schema that fits or read this file apart");
        }
        return stored;
    }
}
