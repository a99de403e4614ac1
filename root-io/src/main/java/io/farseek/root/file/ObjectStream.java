package io.farseek.root.file;

import io.farseek.root.codec.CorruptDataException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads objects whose classes are known only by their descriptions. Class tags and object references in the stream are offsets, counted
 * from the start of the record plus 2 (TBufferFile::ReadObjectAny). A class without a description is skipped by its byte count.
 */
class ObjectStream {

    private static final int NEW_CLASS = 0xFFFFFFFF;
    private static final int CLASS_MASK = 0x80000000;
    private static final int BYTE_COUNT_MASK = 0x40000000;
    private static final int REFERENCE_OFFSET = 2;
    private static final int DEEPEST = 100;

    private final Cursor in;
    private final Streamers streamers;
    private final Map<Integer, String> classTags = new HashMap<>();
    private final Map<Integer, StreamedObject> objects = new HashMap<>();
    private int depth;

    ObjectStream(Cursor in, Streamers streamers) {
        this.in = in;
        this.streamers = streamers;
    }

    final Cursor in() {
        return in;
    }

    /** Reads an object that a pointer refers to: null, one seen before, or a new one with its class. */
    final @Nullable StreamedObject readPointer() throws CorruptDataException {
        int begin = in.position();
        int reference = in.reference();
        int word = in.int32();
        int end = -1;
        int tag = word;
        if ((word & BYTE_COUNT_MASK) != 0 && word != NEW_CLASS) {
            end = in.position() + (word & ~BYTE_COUNT_MASK);
            if (end < in.position() + 4 || end > in.limit()) {
                throw new CorruptDataException("object at " + begin + " claims to end at " + end + " of " + in.limit());
            }
            tag = in.int32();
        }
        if ((tag & CLASS_MASK) == 0) {
            StreamedObject known = objects.get(tag);
            if (end >= 0) {
                in.seek(end);
            }
            return known;
        }
        String className;
        if (tag == NEW_CLASS) {
            int tagReference = in.reference() - 4 + REFERENCE_OFFSET;
            className = in.zeroTerminated();
            classTags.put(tagReference, className);
        } else {
            String known = classTags.get(tag & ~CLASS_MASK);
            if (known == null) {
                throw new CorruptDataException(
                        "object at " + begin + " refers to a class at " + (tag & ~CLASS_MASK) + ", where none is");
            }
            className = known;
        }
        StreamedObject object = new StreamedObject(className);
        objects.put(reference + REFERENCE_OFFSET, object);
        int outerLimit = in.limit();
        if (end >= 0) {
            in.window(in.position(), end);
        }
        fill(object);
        if (end >= 0) {
            in.window(end, outerLimit);
        }
        return object;
    }

    /** Reads an object of a class that is known from elsewhere. */
    final StreamedObject read(String className) throws CorruptDataException {
        StreamedObject object = new StreamedObject(className);
        fill(object);
        return object;
    }

    private void fill(StreamedObject object) throws CorruptDataException {
        if (++depth > DEEPEST) {
            throw new CorruptDataException("objects nested more than " + DEEPEST + " deep");
        }
        switch (object.className()) {
            case "TObject" -> readTObject(object);
            case "TDatime" -> object.put("fDatime", in.uint32());
            case "TBasket" -> EmbeddedBasket.read(in, object);
            case "TArrayC", "TArrayS", "TArrayI", "TArrayL", "TArrayL64", "TArrayF", "TArrayD" -> readArray(object);
            default -> readCounted(object);
        }
        depth--;
    }

    private void readCounted(StreamedObject object) throws CorruptDataException {
        int start = in.position();
        long header = in.objectHeader();
        int end = Cursor.end(header);
        int version = Cursor.version(header);
        int outerLimit = in.limit();
        if (end >= 0) {
            in.window(in.position(), end);
        }
        if (!readMembers(object, version)) {
            object.incomplete();
            if (end < 0) {
                throw new CorruptDataException("no description of class '" + object.className() + "' version " + version
                        + ", whose object at " + start + " does not tell its length");
            }
        }
        if (end >= 0) {
            in.window(end, outerLimit);
        }
    }

    /** Reads the members of the object in a window that ends with it; false when its layout is unknown. */
    boolean readMembers(StreamedObject object, int version) throws CorruptDataException {
        switch (object.className()) {
            case "TNamed" -> {
                readTObject(object);
                object.put("fName", in.string());
                object.put("fTitle", in.string());
                return true;
            }
            case "TObjArray" -> {
                readObjArray(object, version);
                return true;
            }
            case "TList", "THashList" -> {
                readList(object, version);
                return true;
            }
            default -> {
                return readDescribed(object, version);
            }
        }
    }

    private boolean readDescribed(StreamedObject object, int version) throws CorruptDataException {
        ClassInfo info;
        if (version <= 0 && in.remaining() >= 4) {
            info = streamers.findByChecksum(object.className(), in.int32());
        } else {
            info = streamers.find(object.className(), version);
        }
        if (info == null) {
            return false;
        }
        for (StreamerElement element : info.elements()) {
            if (element.isBase()) {
                object.putAll(read(element.name()));
                continue;
            }
            boolean narrow = info.name().equals("TBranch")
                    && info.version() < 10
                    && element.name().equals("fBasketSeek");
            Object value = narrow ? readSeeks(object, element) : readMember(object, element);
            if (value == UNREADABLE) {
                return false;
            }
            object.put(element.name(), value);
        }
        return true;
    }

    /** Basket offsets of old branches are 64 bits wide only where the flag before them is 2 (TBranch::Streamer). */
    private @Nullable Object readSeeks(StreamedObject owner, StreamerElement element) throws CorruptDataException {
        int flag = in.int8();
        in.seek(in.position() - 1);
        int type = flag == 2 ? 56 : 43;
        return readMember(
                owner, new StreamerElement(element.kind(), element.name(), "", type, 0, "", "", element.counter(), -1));
    }

    private static final Object UNREADABLE = new Object();

    private @Nullable Object readMember(StreamedObject owner, StreamerElement element) throws CorruptDataException {
        int type = element.type();
        if (type > 0 && type < 20) {
            return readBasic(type, element);
        }
        if (type > 20 && type < 40) {
            return readBasics(type - 20, element.arrayLength(), element);
        }
        if (type > 40 && type < 60) {
            if (in.int8() == 0) {
                return new long[0];
            }
            long count = owner.integer(element.counter(), 0);
            if (count < 0 || count > in.remaining()) {
                throw new CorruptDataException(
                        element.name() + " claims " + count + " values where " + in.remaining() + " bytes are left");
            }
            return readBasics(type - 40, (int) count, element);
        }
        return switch (type) {
            case 61, 62, 63, 66, 67, 68 ->
                read(element.typeName().replace("*", "").trim());
            case 64, 69 -> readPointer();
            case 65 -> in.string();
            case 81, 82 -> {
                List<StreamedObject> values = new ArrayList<>();
                for (int i = 0; i < element.arrayLength(); i++) {
                    values.add(read(element.typeName().trim()));
                }
                yield values;
            }
            default -> UNREADABLE;
        };
    }

    private Object readBasic(int type, StreamerElement element) throws CorruptDataException {
        return switch (type) {
            case 1, 10 -> (long) in.int8();
            case 2 -> (long) in.int16();
            case 3, 6 -> (long) in.int32();
            case 4, 14, 16, 17 -> in.int64();
            case 5 -> (double) in.float32();
            case 8 -> in.float64();
            case 9 -> Packing.of(element.title(), false).read(in);
            case 19 -> Packing.of(element.title(), true).read(in);
            case 7 -> {
                int length = in.count(1);
                yield new String(in.data(), in.skip(length), length, java.nio.charset.StandardCharsets.UTF_8);
            }
            case 11 -> (long) in.uint8();
            case 12 -> (long) in.uint16();
            case 13, 15 -> in.uint32();
            case 18 -> in.int8() != 0;
            default -> throw new CorruptDataException("member '" + element.name() + "' has unknown type " + type);
        };
    }

    private Object readBasics(int type, int count, StreamerElement element) throws CorruptDataException {
        if (count < 0 || count > in.remaining()) {
            throw new CorruptDataException(
                    element.name() + " claims " + count + " values where " + in.remaining() + " bytes are left");
        }
        boolean real = type == 5 || type == 8 || type == 9 || type == 19;
        double[] reals = new double[real ? count : 0];
        long[] integers = new long[real ? 0 : count];
        for (int i = 0; i < count; i++) {
            Object value = readBasic(type, element);
            if (real) {
                reals[i] = ((Number) value).doubleValue();
            } else {
                integers[i] = value instanceof Boolean flag ? (flag ? 1 : 0) : ((Number) value).longValue();
            }
        }
        return real ? reals : integers;
    }

    private void readArray(StreamedObject object) throws CorruptDataException {
        char letter = object.className().charAt(6);
        int type = switch (letter) {
            case 'C' -> 1;
            case 'S' -> 2;
            case 'I' -> 3;
            case 'F' -> 5;
            case 'D' -> 8;
            default -> 4;
        };
        int count = in.count(1);
        object.put("fN", (long) count);
        object.put("fArray", readBasics(type, count, new StreamerElement("", "fArray", "", type, 0, "", "", "", 0)));
    }

    final void readTObject(StreamedObject object) throws CorruptDataException {
        in.objectHeader();
        object.put("fUniqueID", in.uint32());
        long bits = in.uint32();
        object.put("fBits", bits);
        if ((bits & 0x10) != 0) {
            in.skip(2);
        }
    }

    private void readObjArray(StreamedObject object, int version) throws CorruptDataException {
        if (version > 2) {
            in.skipTObject();
        }
        object.put("fName", version > 1 ? in.string() : "");
        int count = in.count(4);
        object.put("fLowerBound", (long) in.int32());
        List<@Nullable StreamedObject> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(readPointer());
        }
        object.put("items", items);
    }

    private void readList(StreamedObject object, int version) throws CorruptDataException {
        if (version > 3) {
            in.skipTObject();
            object.put("fName", in.string());
        }
        int count = in.count(4);
        List<@Nullable StreamedObject> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(readPointer());
            in.skip(in.stringLength());
        }
        object.put("items", items);
    }
}
