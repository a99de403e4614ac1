package io.farseek.root.ntuple;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.column.RootType;
import io.farseek.root.column.RootType.Field;
import io.farseek.root.column.RootType.ListType;
import io.farseek.root.column.RootType.Primitive;
import io.farseek.root.column.RootType.StructType;
import io.farseek.root.column.RootType.Text;
import io.farseek.root.column.UnsupportedColumn;
import io.farseek.root.ntuple.FieldReader.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Fields and columns of an RNTuple, from its header and the extension in its footer, and the readers made of them. */
final class NTupleSchema {

    private static final int DEEPEST = 64;
    private static final long LARGEST_ARRAY = 1 << 24;

    private final List<FieldInfo> fields = new ArrayList<>();
    private final List<ColumnInfo> columns = new ArrayList<>();
    private final Map<Integer, List<Integer>> aliases = new HashMap<>();
    private final Map<Integer, List<Integer>> childFields = new HashMap<>();
    private final Map<Integer, List<Integer>> columnsOf = new HashMap<>();
    private final List<UnsupportedColumn> unsupported = new ArrayList<>();

    /** Reads the four lists that describe a schema. */
    void read(Envelope in) throws CorruptDataException {
        int end = in.list();
        for (int n = in.count(8); n > 0; n--) {
            FieldInfo field = FieldInfo.read(in);
            int id = fields.size();
            if (field.parent() < 0 || field.parent() > id || field.source() > id) {
                throw new CorruptDataException(
                        "field '" + field.name() + "' is part of field " + field.parent() + ", which is not there");
            }
            fields.add(field);
            childFields
                    .computeIfAbsent(field.parent() == id ? -1 : field.parent(), p -> new ArrayList<>())
                    .add(id);
        }
        in.endFrame(end);
        end = in.list();
        for (int n = in.count(8); n > 0; n--) {
            ColumnInfo column = ColumnInfo.read(in);
            columnsOf.computeIfAbsent(column.field(), f -> new ArrayList<>()).add(columns.size());
            columns.add(column);
        }
        in.endFrame(end);
        end = in.list();
        for (int n = in.count(8); n > 0; n--) {
            int record = in.record();
            int physical = in.int32();
            int field = in.int32();
            if (physical < 0 || physical >= columns.size()) {
                throw new CorruptDataException("an alias of column " + physical + ", which is not there");
            }
            aliases.computeIfAbsent(field, f -> new ArrayList<>()).add(physical);
            in.endFrame(record);
        }
        in.endFrame(end);
    }

    List<ColumnInfo> columns() {
        return columns;
    }

    List<UnsupportedColumn> unsupported() {
        return unsupported;
    }

    /** The readers of the top fields by name, in order; what cannot be read is listed in {@link #unsupported}. */
    Map<String, FieldReader> readers() {
        Map<String, FieldReader> readers = new java.util.LinkedHashMap<>();
        for (int id : childFields.getOrDefault(-1, List.of())) {
            FieldReader reader = reader(id, fields.get(id).name(), 0);
            if (reader != null) {
                readers.put(fields.get(id).name(), reader);
            }
        }
        return readers;
    }

    private @Nullable FieldReader leftOut(int id, String path, String reason) {
        unsupported.add(new UnsupportedColumn(path, fields.get(id).typeName(), reason));
        return null;
    }

    private @Nullable FieldReader reader(int id, String path, int depth) {
        FieldInfo field = fields.get(id);
        if (depth > DEEPEST) {
            return leftOut(id, path, "fields nested more than " + DEEPEST + " deep");
        }
        List<List<Integer>> own = representations(id);
        for (List<Integer> representation : own) {
            if (!representation.stream().allMatch(column -> columns.get(column).known())) {
                return leftOut(id, path, "a column type that this reader does not know");
            }
        }
        List<Integer> children = childFields.getOrDefault(id, List.of());
        return switch (field.role()) {
            case FieldInfo.LEAF -> leaf(id, field, path, own, children, depth);
            case FieldInfo.COLLECTION -> collection(id, field, path, own, children, depth);
            case FieldInfo.RECORD -> record(field, path, children, depth);
            case FieldInfo.VARIANT -> variant(id, field, path, own, children, depth);
            default -> leftOut(id, path, "values streamed as whole objects (structural role " + field.role() + ")");
        };
    }

    /** The columns of a field by representation; those of another field's that a projected field stands for. */
    private List<List<Integer>> representations(int id) {
        if (aliases.containsKey(id)) {
            return grouped(aliases.getOrDefault(id, List.of()));
        }
        return grouped(columnsOf.getOrDefault(id, List.of()));
    }

    private List<List<Integer>> grouped(List<Integer> ids) {
        Map<Integer, List<Integer>> groups = new TreeMap<>();
        for (int column : ids) {
            groups.computeIfAbsent(columns.get(column).representation(), r -> new ArrayList<>())
                    .add(column);
        }
        return List.copyOf(groups.values());
    }

    private boolean startsWithIndex(List<List<Integer>> own, int count) {
        return !own.isEmpty()
                && own.stream()
                        .allMatch(
                                r -> r.size() == count && columns.get(r.get(0)).isIndex());
    }

    private @Nullable FieldReader leaf(
            int id, FieldInfo field, String path, List<List<Integer>> own, List<Integer> children, int depth) {
        if (field.typeName().startsWith("ROOT::RNTupleCardinality<")) {
            Primitive type = field.typeName().contains("64") ? Primitive.UINT64 : Primitive.UINT32;
            return startsWithIndex(own, 1)
                    ? new FieldReader(type, Kind.COUNT, own, List.of(), 0)
                    : leftOut(id, path, "a number of elements without an index");
        }
        if (field.arrayLength() != 0) {
            return array(id, field, path, own, children, depth);
        }
        if (own.isEmpty() && children.size() == 1) {
            return reader(children.get(0), path, depth + 1);
        }
        if (field.typeName().equals("std::string")) {
            return startsWithIndex(own, 2)
                    ? new FieldReader(new Text(), Kind.TEXT, own, List.of(), 0)
                    : leftOut(id, path, "a string without its two columns");
        }
        if (own.isEmpty() || own.stream().anyMatch(r -> r.size() != 1)) {
            return leftOut(id, path, "a leaf with " + own.size() + " representations of its column");
        }
        Primitive type = primitive(field.typeName(), columns.get(own.get(0).get(0)));
        return type == null
                ? leftOut(id, path, "a leaf of type " + field.typeName())
                : new FieldReader(type, Kind.NUMBER, own, List.of(), 0);
    }

    private @Nullable FieldReader array(
            int id, FieldInfo field, String path, List<List<Integer>> own, List<Integer> children, int depth) {
        if (field.arrayLength() < 0 || field.arrayLength() > LARGEST_ARRAY) {
            return leftOut(id, path, "arrays of " + field.arrayLength() + " elements");
        }
        int length = (int) field.arrayLength();
        if (children.size() == 1) {
            FieldReader item = reader(children.get(0), path, depth + 1);
            return item == null
                    ? null
                    : new FieldReader(new ListType(item.type(), length), Kind.ARRAY, own, List.of(item), length);
        }
        Primitive bits = own.size() == 1 && own.get(0).size() == 1
                ? primitive("bool", columns.get(own.get(0).get(0)))
                : null;
        return bits == null
                ? leftOut(id, path, "an array without elements")
                : new FieldReader(new ListType(bits, length), Kind.ARRAY, own, List.of(), length);
    }

    private @Nullable FieldReader collection(
            int id, FieldInfo field, String path, List<List<Integer>> own, List<Integer> children, int depth) {
        if (!startsWithIndex(own, 1)) {
            return leftOut(id, path, "a collection without an index");
        }
        if (children.isEmpty()) {
            return leftOut(id, path, "a collection without elements");
        }
        if (children.size() == 1) {
            FieldReader item = reader(children.get(0), path, depth + 1);
            if (item == null) {
                return null;
            }
            boolean optional = field.typeName().startsWith("std::optional<")
                    || field.typeName().startsWith("std::unique_ptr<");
            return optional
                    ? new FieldReader(item.type(), Kind.OPTIONAL, own, List.of(item), 0)
                    : new FieldReader(new ListType(item.type()), Kind.LIST, own, List.of(item), 0);
        }
        FieldReader item = record(field, path, children, depth);
        return item == null ? null : new FieldReader(new ListType(item.type()), Kind.LIST, own, List.of(item), 0);
    }

    private @Nullable FieldReader record(FieldInfo field, String path, List<Integer> children, int depth) {
        List<Field> named = new ArrayList<>();
        List<FieldReader> readers = new ArrayList<>();
        for (int child : children) {
            String name = fields.get(child).name();
            FieldReader reader = reader(child, path + '.' + name, depth + 1);
            if (reader == null) {
                continue;
            }
            if (name.startsWith(":_") && reader.kind() == Kind.RECORD) {
                for (int i = 0; i < reader.children().size(); i++) {
                    named.add(((StructType) reader.type()).fields().get(i));
                    readers.add(reader.children().get(i));
                }
            } else {
                named.add(new Field(name, reader.type()));
                readers.add(reader);
            }
        }
        if (named.isEmpty()) {
            unsupported.add(new UnsupportedColumn(path, field.typeName(), "a record without data"));
            return null;
        }
        return new FieldReader(new StructType(field.typeName(), named), Kind.RECORD, List.of(), readers, 0);
    }

    private @Nullable FieldReader variant(
            int id, FieldInfo field, String path, List<List<Integer>> own, List<Integer> children, int depth) {
        boolean switched = !own.isEmpty()
                && own.stream()
                        .allMatch(r -> r.size() == 1 && columns.get(r.get(0)).type() == ColumnInfo.SWITCH);
        List<Field> named = new ArrayList<>();
        List<FieldReader> readers = new ArrayList<>();
        for (int child : children) {
            FieldReader reader = reader(child, path + '.' + fields.get(child).name(), depth + 1);
            if (reader != null) {
                named.add(new Field(fields.get(child).name(), reader.type()));
                readers.add(reader);
            }
        }
        if (!switched || readers.size() != children.size() || readers.isEmpty()) {
            return leftOut(id, path, "a variant of which not every kind can be read");
        }
        RootType type = new StructType(field.typeName(), named);
        return new FieldReader(type, Kind.VARIANT, own, readers, 0);
    }

    private static @Nullable Primitive primitive(String typeName, ColumnInfo column) {
        Primitive byName = switch (typeName) {
            case "bool" -> Primitive.BOOL;
            case "char", "std::int8_t" -> Primitive.INT8;
            case "std::byte", "std::uint8_t", "unsigned char" -> Primitive.UINT8;
            case "std::int16_t" -> Primitive.INT16;
            case "std::uint16_t" -> Primitive.UINT16;
            case "std::int32_t" -> Primitive.INT32;
            case "std::uint32_t" -> Primitive.UINT32;
            case "std::int64_t" -> Primitive.INT64;
            case "std::uint64_t" -> Primitive.UINT64;
            case "float" -> Primitive.FLOAT32;
            case "double" -> Primitive.FLOAT64;
            default -> null;
        };
        boolean plain = column.type() >= ColumnInfo.REAL16 && column.type() <= ColumnInfo.REAL64;
        boolean split = column.type() >= ColumnInfo.SPLIT_REAL16 && column.type() < ColumnInfo.SPLIT_INDEX32;
        boolean real = plain || split || column.type() >= ColumnInfo.REAL32_TRUNC;
        boolean realType = byName == Primitive.FLOAT32 || byName == Primitive.FLOAT64;
        return byName == null || real != realType || column.isIndex() || column.type() == ColumnInfo.SWITCH
                ? null
                : byName;
    }
}
