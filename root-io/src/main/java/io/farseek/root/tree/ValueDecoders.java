package io.farseek.root.tree;

import io.farseek.root.column.RootType.Field;
import io.farseek.root.column.RootType.Primitive;
import io.farseek.root.column.RootType.StructType;
import io.farseek.root.file.ClassInfo;
import io.farseek.root.file.Packing;
import io.farseek.root.file.StreamerElement;
import io.farseek.root.file.Streamers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes decoders for members and classes from the class descriptions of a file. */
final class ValueDecoders {

    /** Collections of TObject, whose description is not how they are streamed. */
    private static final Set<String> SELF_STREAMED = Set.of(
            "TObjArray",
            "TList",
            "THashList",
            "TClonesArray",
            "TCollection",
            "TSeqCollection",
            "TMap",
            "TOrdCollection",
            "TFolder");

    private final Streamers streamers;
    private final Deque<String> underWay = new ArrayDeque<>();

    ValueDecoders(Streamers streamers) {
        this.streamers = streamers;
    }

    Streamers streamers() {
        return streamers;
    }

    /** A basic type by its number in TVirtualStreamerInfo::EReadWrite; null when it is not one. */
    static @Nullable Decoder basic(int type, String title) {
        Primitive primitive = switch (type) {
            case 1, 10 -> Primitive.INT8;
            case 2 -> Primitive.INT16;
            case 3, 6 -> Primitive.INT32;
            case 4, 16 -> Primitive.INT64;
            case 5 -> Primitive.FLOAT32;
            case 8 -> Primitive.FLOAT64;
            case 11 -> Primitive.UINT8;
            case 12 -> Primitive.UINT16;
            case 13 -> Primitive.UINT32;
            case 14, 17 -> Primitive.UINT64;
            case 18 -> Primitive.BOOL;
            default -> null;
        };
        if (primitive != null) {
            return new PrimitiveDecoder(primitive);
        }
        return switch (type) {
            case 7 -> new TextDecoder(TextDecoder.Form.LONG_LENGTH);
            case 9 -> new PackedDecoder(Packing.of(title, false), false);
            case 15 -> new BitsDecoder();
            case 19 -> new PackedDecoder(Packing.of(title, true), true);
            default -> null;
        };
    }

    /** A member, whose stream type is that of the description or, when the class evolved, that of the branch. */
    Decoder member(StreamerElement element, int type) throws UnsupportedLayoutException {
        if (type > 20 && type < 40) {
            Decoder item = basic(type - 20, element.title());
            if (item != null && element.arrayLength() > 0) {
                return ArrayDecoder.of(item, dimensions(element));
            }
        }
        Decoder basic = basic(type, element.title());
        if (basic != null) {
            return basic;
        }
        CppType cpp = CppType.parse(element.typeName());
        Decoder decoder = switch (type) {
            case 65 -> new TextDecoder(TextDecoder.Form.SHORT_LENGTH);
            case 85 -> ArrayDecoder.of(new TextDecoder(TextDecoder.Form.SHORT_LENGTH), dimensions(element));
            case 365 -> new TextDecoder(TextDecoder.Form.HEADER_AND_SHORT_LENGTH);
            case 66, 67 -> object(element.isBase() ? element.name() : cpp.text());
            case 61, 62, 63, 68 -> object(cpp.text());
            case 64, 69 -> new PointerDecoder(object(cpp.text()));
            case 81, 82 -> ArrayDecoder.of(object(cpp.text()), dimensions(element));
            case 300, 500 -> collection(cpp, true);
            case 320 -> stlArray(element, cpp);
            default -> null;
        };
        if (decoder == null) {
            throw new UnsupportedLayoutException(
                    "member " + element.name() + " of type " + element.typeName() + " (stream type " + type + ")");
        }
        return decoder;
    }

    private static int[] dimensions(StreamerElement element) {
        return Leaf.dimensions(element.dimensions(), Math.max(1, element.arrayLength()));
    }

    private Decoder stlArray(StreamerElement element, CppType cpp) throws UnsupportedLayoutException {
        int[] dimensions = dimensions(element);
        if (cpp.isString()) {
            return new HeaderedArrayDecoder(new TextDecoder(TextDecoder.Form.SHORT_LENGTH), element.arrayLength());
        }
        if (dimensions.length != 1) {
            throw new UnsupportedLayoutException("an array of collections with several dimensions");
        }
        return new HeaderedArrayDecoder(collection(cpp, false), element.arrayLength());
    }

    /** A collection; {@code header} where it is a branch or a member rather than an element. */
    Decoder collection(CppType type, boolean header) throws UnsupportedLayoutException {
        if (type.pointer()) {
            throw new UnsupportedLayoutException("a pointer to " + type.text());
        }
        if (type.isString()) {
            return new TextDecoder(header ? TextDecoder.Form.HEADER_AND_SHORT_LENGTH : TextDecoder.Form.SHORT_LENGTH);
        }
        if (type.isSequence()) {
            return new SequenceDecoder(element(type.arguments().get(0)), header);
        }
        if (type.isMap()) {
            return new MapDecoder(
                    "pair<" + type.arguments().get(0).text() + ","
                            + type.arguments().get(1).text() + ">",
                    element(type.arguments().get(0)),
                    element(type.arguments().get(1)),
                    pairMember(type.arguments().get(0)),
                    pairMember(type.arguments().get(1)),
                    header);
        }
        if (type.name().equals("bitset")) {
            return new SequenceDecoder(new PrimitiveDecoder(Primitive.BOOL), header);
        }
        throw new UnsupportedLayoutException("collections of type " + type.text());
    }

    /** A member of a pair, which unlike an element has the header that members have. */
    private Decoder pairMember(CppType type) throws UnsupportedLayoutException {
        boolean collection = !type.pointer() && (type.isString() || type.isSequence() || type.isMap());
        return collection && !type.name().equals("TString") ? collection(type, true) : element(type);
    }

    /** An element of a collection. */
    private Decoder element(CppType type) throws UnsupportedLayoutException {
        Primitive primitive = type.primitive();
        if (primitive != null) {
            return new PrimitiveDecoder(primitive);
        }
        if (type.pointer()) {
            return new PointerDecoder(object(type.text()));
        }
        if (type.name().equals("Double32_t")) {
            return new PackedDecoder(Packing.of("", false), false);
        }
        if (type.name().equals("Float16_t")) {
            return new PackedDecoder(Packing.of("", true), true);
        }
        if (type.isString() || type.isSequence() || type.isMap()) {
            return collection(type, false);
        }
        return object(type.text());
    }

    /** An object of the class, at its newest version in the file. */
    RecordDecoder object(String className) throws UnsupportedLayoutException {
        return object(className, streamers.newest(className));
    }

    /** An object of the class at that version. */
    RecordDecoder object(String className, @Nullable ClassInfo info) throws UnsupportedLayoutException {
        RecordDecoder own = RootObjectDecoders.find(className);
        if (own != null) {
            return own;
        }
        if (SELF_STREAMED.contains(className)) {
            throw new UnsupportedLayoutException(
                    "objects of class " + className + ", which can hold objects of any class");
        }
        if (info == null) {
            CppType type = CppType.parse(className);
            if (type.isPair()) {
                Decoder first = pairMember(type.arguments().get(0));
                Decoder second = pairMember(type.arguments().get(1));
                return new ObjectDecoder(
                        new StructType(
                                className,
                                List.of(new Field("first", first.type()), new Field("second", second.type()))),
                        0,
                        0,
                        List.of(new ObjectDecoder.Step(first, 0, -1), new ObjectDecoder.Step(second, 1, -1)),
                        List.of());
            }
            throw new UnsupportedLayoutException("class " + className + " without a description in the file");
        }
        ObjectDecoder decoder = described(info, List.of());
        List<ObjectDecoder> others = new ArrayList<>();
        for (ClassInfo other : streamers.versions(className)) {
            if (!other.equals(info) && others.size() < 16) {
                addIfSameFields(other, decoder, others);
            }
        }
        return others.isEmpty() ? decoder : described(info, others);
    }

    private void addIfSameFields(ClassInfo other, ObjectDecoder decoder, List<ObjectDecoder> others) {
        try {
            ObjectDecoder alternative = described(other, List.of());
            if (alternative.type().equals(decoder.type())) {
                others.add(alternative);
            }
        } catch (UnsupportedLayoutException e) {
            // a version that cannot be read is missed only if an object of it turns up, and then named
        }
    }

    private ObjectDecoder described(ClassInfo info, List<ObjectDecoder> others) throws UnsupportedLayoutException {
        if (underWay.contains(info.name())) {
            throw new UnsupportedLayoutException("class " + info.name() + " that contains itself");
        }
        if (underWay.size() > 24) {
            throw new UnsupportedLayoutException("classes nested more than 24 deep");
        }
        underWay.push(info.name());
        try {
            List<Field> fields = new ArrayList<>();
            List<ObjectDecoder.Step> steps = new ArrayList<>();
            for (StreamerElement element : info.elements()) {
                if (element.isBase()) {
                    base(element, fields, steps);
                } else if (element.type() > 40 && element.type() < 60) {
                    Decoder item = basic(element.type() - 40, element.title());
                    int counter = indexOf(fields, element.counter());
                    if (item == null || counter < 0) {
                        throw new UnsupportedLayoutException("array " + element.name() + " with an unknown length");
                    }
                    RestDecoder list = new RestDecoder(item, true);
                    steps.add(new ObjectDecoder.Step(item, fields.size(), counter));
                    fields.add(new Field(unique(fields, element.name()), list.type()));
                } else if (element.type() >= 0) {
                    Decoder decoder = member(element, element.type());
                    steps.add(new ObjectDecoder.Step(decoder, fields.size(), -1));
                    fields.add(new Field(unique(fields, element.name()), decoder.type()));
                }
            }
            return new ObjectDecoder(
                    new StructType(info.name(), fields), info.version(), info.checksum(), steps, others);
        } finally {
            underWay.pop();
        }
    }

    private void base(StreamerElement element, List<Field> fields, List<ObjectDecoder.Step> steps)
            throws UnsupportedLayoutException {
        CppType type = CppType.parse(element.name());
        if (type.isSequence() || type.isMap()) {
            Decoder decoder = collection(type, true);
            steps.add(new ObjectDecoder.Step(decoder, fields.size(), -1));
            fields.add(new Field(unique(fields, element.name()), decoder.type()));
            return;
        }
        ClassInfo info = streamers.find(element.name(), element.baseVersion());
        RecordDecoder decoder = object(element.name(), info != null ? info : streamers.newest(element.name()));
        steps.add(new ObjectDecoder.Step(decoder, fields.size(), ObjectDecoder.BASE));
        for (Field field : decoder.struct().fields()) {
            fields.add(new Field(unique(fields, field.name()), field.type()));
        }
    }

    private static int indexOf(List<Field> fields, String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    static String unique(List<Field> fields, String name) {
        String candidate = name;
        for (int n = 2; indexOf(fields, candidate) >= 0; n++) {
            candidate = name + '_' + n;
        }
        return candidate;
    }
}
