package io.farseek.root.column;

import java.io.Serializable;
import java.util.List;

/** The type of a column as a ROOT file stores it. Signedness is kept; nothing is widened here. */
public sealed interface RootType extends Serializable {

    /** A fixed-width number or flag. */
    enum Primitive implements RootType {
        BOOL(1),
        INT8(1),
        UINT8(1),
        INT16(2),
        UINT16(2),
        INT32(4),
        UINT32(4),
        INT64(8),
        UINT64(8),
        FLOAT32(4),
        FLOAT64(8);

        private final int bytes;

        Primitive(int bytes) {
            this.bytes = bytes;
        }

        /** Width of one value in bytes, in memory and (Float16 and Double32 aside) in the file. */
        public int bytes() {
            return bytes;
        }

        public boolean unsigned() {
            return this == UINT8 || this == UINT16 || this == UINT32 || this == UINT64;
        }
    }

    /** Character data: bytes as the file has them, UTF-8 by convention. */
    record Text() implements RootType {}

    /** A list; {@code length} is the number of elements every value has, or -1 when it varies. */
    record ListType(RootType element, int length) implements RootType {
        public ListType(RootType element) {
            this(element, -1);
        }
    }

    /** A record of named fields. {@code className} is the C++ class, empty when there is none. */
    record StructType(String className, List<Field> fields) implements RootType {
        public StructType {
            fields = List.copyOf(fields);
        }

        /** Position of the field, or -1. */
        public int indexOf(String name) {
            for (int i = 0; i < fields.size(); i++) {
                if (fields.get(i).name().equals(name)) {
                    return i;
                }
            }
            return -1;
        }
    }

    /** A named member of a {@link StructType}. */
    record Field(String name, RootType type) implements Serializable {}

    /** A type in the short form people read: {@code list<struct<pt:float32>>}. */
    static String describe(RootType type) {
        if (type instanceof Primitive p) {
            return p.name().toLowerCase(java.util.Locale.ROOT);
        }
        if (type instanceof Text) {
            return "string";
        }
        if (type instanceof ListType list) {
            return (list.length() < 0 ? "list<" : "array" + list.length() + "<") + describe(list.element()) + ">";
        }
        StringBuilder text = new StringBuilder("struct<");
        for (Field field : ((StructType) type).fields()) {
            if (text.length() > 7) {
                text.append(',');
            }
            text.append(field.name()).append(':').append(describe(field.type()));
        }
        return text.append('>').toString();
    }
}
