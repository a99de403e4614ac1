package io.farseek.root.tree;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.column.IntColumn;
import io.farseek.root.column.ListColumn;
import io.farseek.root.column.RootType.Field;
import io.farseek.root.column.RootType.ListType;
import io.farseek.root.column.RootType.Primitive;
import io.farseek.root.column.RootType.StructType;
import io.farseek.root.column.RootType.Text;
import io.farseek.root.column.ShortColumn;
import io.farseek.root.column.StructColumn;
import io.farseek.root.column.TextColumn;
import io.farseek.root.file.Cursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Classes of ROOT itself that stream themselves in their own way. */
final class RootObjectDecoders {

    private static final int IS_REFERENCED = 0x10;
    private static final int HAS_UUID = 0x20;
    private static final Field UNIQUE_ID = new Field("fUniqueID", Primitive.UINT32);
    private static final Field BITS = new Field("fBits", Primitive.UINT32);

    private RootObjectDecoders() {}

    /** The decoder of a class that streams itself, or null when its description is enough. */
    static @Nullable RecordDecoder find(String className) {
        return switch (className) {
            case "TObject" -> new TObjectDecoder();
            case "TNamed" -> new TNamedDecoder();
            case "TRef" -> new TRefDecoder();
            case "TRefArray" -> new TRefArrayDecoder();
            case "TDatime" -> new TDatimeDecoder();
            case "TArrayC", "TArrayS", "TArrayI", "TArrayL", "TArrayL64", "TArrayF", "TArrayD" ->
                new TArrayDecoder(className);
            default -> null;
        };
    }

    private static int readTObject(Cursor in, StructColumn out, int slot) throws CorruptDataException {
        in.objectHeader();
        ((IntColumn) out.field(slot)).append(in.int32());
        int bits = in.int32();
        ((IntColumn) out.field(slot + 1)).append(bits);
        if ((bits & IS_REFERENCED) != 0) {
            in.skip(2);
        }
        return bits;
    }

    private static void text(Cursor in, StructColumn out, int slot) throws CorruptDataException {
        int length = in.stringLength();
        ((TextColumn) out.field(slot)).append(in.data(), in.skip(length), length);
    }

    private static void requireEnd(Cursor in, long header) throws CorruptDataException {
        if (Cursor.end(header) >= 0 && Cursor.end(header) != in.position()) {
            throw new CorruptDataException(
                    "an object of ROOT's own ends at " + in.position() + " instead of " + Cursor.end(header));
        }
    }

    private static final class TObjectDecoder extends RecordDecoder {
        TObjectDecoder() {
            super(new StructType("TObject", List.of(UNIQUE_ID, BITS)));
        }

        @Override
        void readInto(Cursor in, StructColumn out, int slot) throws CorruptDataException {
            readTObject(in, out, slot);
        }
    }

    private static final class TNamedDecoder extends RecordDecoder {
        TNamedDecoder() {
            super(new StructType(
                    "TNamed",
                    List.of(UNIQUE_ID, BITS, new Field("fName", new Text()), new Field("fTitle", new Text()))));
        }

        @Override
        void readInto(Cursor in, StructColumn out, int slot) throws CorruptDataException {
            long header = in.objectHeader();
            readTObject(in, out, slot);
            text(in, out, slot + 2);
            text(in, out, slot + 3);
            requireEnd(in, header);
        }
    }

    /** A reference is the TObject it is, then the number of the process that made it. */
    private static final class TRefDecoder extends RecordDecoder {
        TRefDecoder() {
            super(new StructType("TRef", List.of(UNIQUE_ID, BITS, new Field("fPID", Primitive.UINT16))));
        }

        @Override
        void readInto(Cursor in, StructColumn out, int slot) throws CorruptDataException {
            int bits = readTObject(in, out, slot);
            if ((bits & HAS_UUID) != 0) {
                throw new CorruptDataException("a TRef that refers by UUID");
            }
            ((ShortColumn) out.field(slot + 2)).append(in.int16());
        }
    }

    private static final class TRefArrayDecoder extends RecordDecoder {
        TRefArrayDecoder() {
            super(new StructType(
                    "TRefArray",
                    List.of(
                            UNIQUE_ID,
                            BITS,
                            new Field("fName", new Text()),
                            new Field("fLast", Primitive.INT32),
                            new Field("fLowerBound", Primitive.INT32),
                            new Field("fUIDs", new ListType(Primitive.UINT32)))));
        }

        @Override
        void readInto(Cursor in, StructColumn out, int slot) throws CorruptDataException {
            long header = in.objectHeader();
            readTObject(in, out, slot);
            text(in, out, slot + 2);
            int count = in.count(4);
            ((IntColumn) out.field(slot + 3)).append(count - 1);
            ((IntColumn) out.field(slot + 4)).append(in.int32());
            in.skip(2);
            ListColumn ids = (ListColumn) out.field(slot + 5);
            new PrimitiveDecoder(Primitive.UINT32).readMany(in, count, ids.elements());
            ids.endList();
            requireEnd(in, header);
        }
    }

    private static final class TDatimeDecoder extends RecordDecoder {
        TDatimeDecoder() {
            super(new StructType("TDatime", List.of(new Field("fDatime", Primitive.UINT32))));
        }

        @Override
        void readInto(Cursor in, StructColumn out, int slot) throws CorruptDataException {
            ((IntColumn) out.field(slot)).append(in.int32());
        }
    }

    private static final class TArrayDecoder extends RecordDecoder {
        private final PrimitiveDecoder element;

        TArrayDecoder(String className) {
            super(new StructType(
                    className,
                    List.of(
                            new Field("fN", Primitive.INT32),
                            new Field("fArray", new ListType(primitive(className))))));
            this.element = new PrimitiveDecoder(primitive(className));
        }

        private static Primitive primitive(String className) {
            return switch (className.substring(6)) {
                case "C" -> Primitive.INT8;
                case "S" -> Primitive.INT16;
                case "I" -> Primitive.INT32;
                case "F" -> Primitive.FLOAT32;
                case "D" -> Primitive.FLOAT64;
                default -> Primitive.INT64;
            };
        }

        @Override
        void readInto(Cursor in, StructColumn out, int slot) throws CorruptDataException {
            int count = in.count(element.fixedBytes());
            ((IntColumn) out.field(slot)).append(count);
            ListColumn values = (ListColumn) out.field(slot + 1);
            element.readMany(in, count, values.elements());
            values.endList();
        }
    }
}
