package io.farseek.root.column;

import io.farseek.root.column.RootType.ListType;
import io.farseek.root.column.RootType.Primitive;
import io.farseek.root.column.RootType.StructType;
import io.farseek.root.column.RootType.Text;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Values of one column for the rows of a batch. A column is filled by the reader that made it and only read after that; the arrays
 * behind it may be longer than {@link #size()} and belong to the batch, or to the reader when it {@linkplain ReadOptions#reuseBatches() reuses} them.
 * Not thread-safe while being filled.
 */
public abstract sealed class Column
        permits ByteColumn,
                ShortColumn,
                IntColumn,
                LongColumn,
                FloatColumn,
                DoubleColumn,
                TextColumn,
                ListColumn,
                StructColumn {

    private final RootType type;
    private @Nullable BitSet nulls;

    Column(RootType type) {
        this.type = type;
    }

    public RootType type() {
        return type;
    }

    /** Number of values. */
    public abstract int size();

    /** Forgets all values and keeps the arrays, which the next values are written over. */
    public final void clear() {
        nulls = null;
        forget();
    }

    abstract void forget();

    /** Appends one value that stands for an absent one (zero, empty) and marks it null. */
    public final void appendNull() {
        if (nulls == null) {
            nulls = new BitSet();
        }
        nulls.set(size());
        appendDefault();
    }

    /** Appends zero, false, an empty text or list, or a record of those. */
    public abstract void appendDefault();

    public final boolean isNull(int index) {
        return nulls != null && nulls.get(index);
    }

    public final boolean hasNulls() {
        return nulls != null;
    }

    /** The set bits are the null values; absent when there are none. */
    public final @Nullable BitSet nulls() {
        return nulls;
    }

    /** Takes over the nulls of a column that this one replaces. */
    public final void nulls(@Nullable BitSet marks) {
        this.nulls = marks;
    }

    /**
     * The value as an object: Boolean, Byte, Short, Integer, Long, BigInteger (unsigned 64 bit), Float, Double, String, List or Map
     * (records, in field order); unsigned values come in the next wider type. Slow; for display and tests.
     */
    public final @Nullable Object get(int index) {
        return isNull(index) ? null : value(index);
    }

    abstract Object value(int index);

    /** An empty column of that type with room for {@code capacity} values and, if they are lists, as many elements. */
    public static Column create(RootType type, int capacity) {
        return create(type, capacity, capacity);
    }

    /**
     * An empty column of that type with room for {@code capacity} values and, if they are lists, for {@code elements} elements of all of them
     * together.
     */
    public static Column create(RootType type, int capacity, int elements) {
        if (type instanceof Primitive primitive) {
            return switch (primitive) {
                case BOOL, INT8, UINT8 -> new ByteColumn(primitive, capacity);
                case INT16, UINT16 -> new ShortColumn(primitive, capacity);
                case INT32, UINT32 -> new IntColumn(primitive, capacity);
                case INT64, UINT64 -> new LongColumn(primitive, capacity);
                case FLOAT32 -> new FloatColumn(capacity);
                case FLOAT64 -> new DoubleColumn(capacity);
            };
        }
        if (type instanceof Text) {
            return new TextColumn(capacity);
        }
        if (type instanceof ListType list) {
            return new ListColumn(list, create(list.element(), elements), capacity);
        }
        StructType struct = (StructType) type;
        Column[] fields = new Column[struct.fields().size()];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = create(struct.fields().get(i).type(), capacity);
        }
        return new StructColumn(struct, fields);
    }

    /** Capacity to grow to so that {@code needed} values fit; at least half as much again, so that appends stay linear. */
    static int grown(int capacity, int needed) {
        if (needed < 0) {
            throw new IllegalStateException(
                    "more than 2^31 values in one column of a batch; read fewer rows at a time");
        }
        return Math.max(needed, (int) Math.min(Integer.MAX_VALUE - 8L, capacity + (capacity >> 1) + 16L));
    }
}
