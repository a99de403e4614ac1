package io.farseek.root.column;

import io.farseek.root.column.RootType.StructType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records: one column a field, all of the same size. */
public final class StructColumn extends Column {

    private final Column[] fields;
    private int size;

    StructColumn(StructType type, Column[] fields) {
        super(type);
        this.fields = fields;
    }

    /** Records over fields that are already there, each with {@code size} values. */
    public StructColumn(StructType type, Column[] fields, int size) {
        super(type);
        for (Column field : fields) {
            if (field.size() != size) {
                throw new IllegalArgumentException("fields of different length");
            }
        }
        this.fields = fields.clone();
        this.size = size;
    }

    @Override
    public int size() {
        return size;
    }

    public int fieldCount() {
        return fields.length;
    }

    public Column field(int index) {
        return fields[index];
    }

    /** Counts {@code count} records whose values have been appended to every field. */
    public void endRecords(int count) {
        size += count;
    }

    @Override
    void forget() {
        for (Column field : fields) {
            field.clear();
        }
        size = 0;
    }

    @Override
    public void appendDefault() {
        for (Column field : fields) {
            field.appendDefault();
        }
        size++;
    }

    @Override
    Object value(int index) {
        StructType type = (StructType) type();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i++) {
            values.put(type.fields().get(i).name(), fields[i].get(index));
        }
        return values;
    }
}
