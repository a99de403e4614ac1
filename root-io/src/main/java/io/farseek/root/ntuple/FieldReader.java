package io.farseek.root.ntuple;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.column.Column;
import io.farseek.root.column.IntColumn;
import io.farseek.root.column.ListColumn;
import io.farseek.root.column.LongColumn;
import io.farseek.root.column.RootType;
import io.farseek.root.column.RootType.Field;
import io.farseek.root.column.RootType.ListType;
import io.farseek.root.column.RootType.StructType;
import io.farseek.root.column.RootType.Text;
import io.farseek.root.column.StructColumn;
import io.farseek.root.column.TextColumn;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts a field's values together from its columns.
 *
 * @param columns the field's own columns, one list for each representation; in each cluster one of them has data
 * @param length of fixed arrays
 */
record FieldReader(RootType type, Kind kind, List<List<Integer>> columns, List<FieldReader> children, int length)
        implements Serializable {

    enum Kind {
        NUMBER,
        TEXT,
        LIST,
        ARRAY,
        RECORD,
        OPTIONAL,
        COUNT,
        VARIANT
    }

    /** Adds every column that the field needs. */
    void collect(Set<Integer> ids) {
        columns.forEach(ids::addAll);
        children.forEach(child -> child.collect(ids));
    }

    /** Notes, for every column whose number of values follows from the number of entries, how many there are for each entry. */
    void multiplicities(Map<Integer, Integer> perEntry, int times) {
        columns.forEach(
                representation -> perEntry.put(representation.get(0), kind == Kind.ARRAY ? times * length : times));
        if (kind == Kind.ARRAY || kind == Kind.RECORD) {
            children.forEach(child -> child.multiplicities(perEntry, kind == Kind.ARRAY ? times * length : times));
        }
    }

    /** The reader of a pruned type. */
    FieldReader project(String name, RootType wanted) {
        if (type.equals(wanted)) {
            return this;
        }
        if (kind == Kind.RECORD && wanted instanceof StructType struct) {
            StructType stored = (StructType) type;
            List<FieldReader> chosen = new ArrayList<>();
            for (Field field : struct.fields()) {
                int index = stored.indexOf(field.name());
                if (index < 0) {
                    throw new IllegalArgumentException("column '" + name + "' has no field '" + field.name() + "'");
                }
                chosen.add(children.get(index).project(name + '.' + field.name(), field.type()));
            }
            return new FieldReader(wanted, kind, columns, chosen, length);
        }
        if ((kind == Kind.LIST || kind == Kind.ARRAY)
                && wanted instanceof ListType list
                && list.length() == ((ListType) type).length()
                && children.size() == 1) {
            return new FieldReader(
                    wanted, kind, columns, List.of(children.get(0).project(name, list.element())), length);
        }
        if (kind == Kind.OPTIONAL) {
            return new FieldReader(
                    wanted, kind, columns, List.of(children.get(0).project(name, wanted)), length);
        }
        throw new IllegalArgumentException(
                "column '" + name + "' is " + RootType.describe(type) + ", not " + RootType.describe(wanted));
    }

    /** Reads the values {@code [from, to)} of a cluster. */
    Column read(ClusterData cluster, long from, long to) throws IOException {
        int count = Math.toIntExact(to - from);
        return switch (kind) {
            case NUMBER -> {
                ColumnData data = cluster.column(columns, 0);
                data.require(from, to);
                Column out = cluster.room(this, count);
                data.copy(from, to, out);
                yield out;
            }
            case TEXT -> text(cluster, from, to);
            case LIST -> {
                int[] offsets = offsets(cluster, from, to);
                long start = from == 0 ? 0 : cluster.column(columns, 0).index(from - 1);
                Column elements = children.get(0).read(cluster, start, start + offsets[count]);
                yield new ListColumn((ListType) type, elements, offsets, count);
            }
            case ARRAY -> {
                Column elements = children.isEmpty()
                        ? numbers(cluster, from * length, to * length)
                        : children.get(0).read(cluster, from * length, to * length);
                int[] offsets = new int[count + 1];
                for (int i = 1; i <= count; i++) {
                    offsets[i] = i * length;
                }
                yield new ListColumn((ListType) type, elements, offsets, count);
            }
            case RECORD -> {
                Column[] fields = new Column[children.size()];
                for (int i = 0; i < fields.length; i++) {
                    fields[i] = children.get(i).read(cluster, from, to);
                }
                yield new StructColumn((StructType) type, fields, count);
            }
            case OPTIONAL -> optional(cluster, from, to);
            case COUNT -> counts(cluster, from, to);
            case VARIANT -> variant(cluster, from, to);
        };
    }

    /** The elements of arrays of bits, which are in a column of the array itself. */
    private Column numbers(ClusterData cluster, long from, long to) throws IOException {
        ColumnData data = cluster.column(columns, 0);
        data.require(from, to);
        Column out = Column.create(((ListType) type).element(), Math.toIntExact(to - from));
        data.copy(from, to, out);
        return out;
    }

    private int[] offsets(ClusterData cluster, long from, long to) throws IOException {
        ColumnData index = cluster.column(columns, 0);
        index.require(from, to);
        long start = from == 0 ? 0 : index.index(from - 1);
        int[] offsets = new int[(int) (to - from) + 1];
        index.offsets(from, to, start, offsets);
        return offsets;
    }

    private Column text(ClusterData cluster, long from, long to) throws IOException {
        int[] offsets = offsets(cluster, from, to);
        int count = offsets.length - 1;
        long start = from == 0 ? 0 : cluster.column(columns, 0).index(from - 1);
        ColumnData characters = cluster.column(columns, 1);
        characters.require(start, start + offsets[count]);
        byte[] bytes = new byte[offsets[count]];
        characters.bytes(start, start + offsets[count], bytes);
        TextColumn out = (TextColumn) Column.create(new Text(), count);
        for (int i = 0; i < count; i++) {
            out.append(bytes, offsets[i], offsets[i + 1] - offsets[i]);
        }
        return out;
    }

    private Column counts(ClusterData cluster, long from, long to) throws IOException {
        int[] offsets = offsets(cluster, from, to);
        Column out = Column.create(type, offsets.length);
        for (int i = 0; i + 1 < offsets.length; i++) {
            int size = offsets[i + 1] - offsets[i];
            if (out instanceof IntColumn ints) {
                ints.append(size);
            } else {
                ((LongColumn) out).append(size);
            }
        }
        return out;
    }

    private Column optional(ClusterData cluster, long from, long to) throws IOException {
        int[] offsets = offsets(cluster, from, to);
        int count = offsets.length - 1;
        int[] sources = new int[count];
        for (int i = 0; i < count; i++) {
            int size = offsets[i + 1] - offsets[i];
            if (size > 1) {
                throw new CorruptDataException("an optional value that is there " + size + " times");
            }
            sources[i] = size == 0 ? -1 : offsets[i];
        }
        long start = from == 0 ? 0 : cluster.column(columns, 0).index(from - 1);
        Column values = children.get(0).read(cluster, start, start + offsets[count]);
        return Spread.of(values, sources);
    }

    private Column variant(ClusterData cluster, long from, long to) throws IOException {
        ColumnData switches = cluster.column(columns, 0);
        switches.require(from, to);
        int count = (int) (to - from);
        Column[] fields = new Column[children.size()];
        for (int kind = 0; kind < fields.length; kind++) {
            long low = Long.MAX_VALUE;
            long high = 0;
            long[] at = new long[count];
            for (int i = 0; i < count; i++) {
                long value = switches.index(from + i);
                at[i] = value >>> 44 == kind + 1 ? value & ((1L << 44) - 1) : -1;
                if (at[i] >= 0) {
                    low = Math.min(low, at[i]);
                    high = Math.max(high, at[i] + 1);
                }
            }
            long first = high == 0 ? 0 : low;
            Column values = children.get(kind).read(cluster, first, Math.max(first, high));
            int[] sources = new int[count];
            for (int i = 0; i < count; i++) {
                sources[i] = at[i] < 0 ? -1 : (int) (at[i] - first);
            }
            fields[kind] = Spread.of(values, sources);
        }
        return new StructColumn((StructType) type, fields, count);
    }
}
