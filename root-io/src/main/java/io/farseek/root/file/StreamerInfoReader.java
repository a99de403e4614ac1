package io.farseek.root.file;

import io.farseek.root.codec.CorruptDataException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the list of class descriptions, the one record whose own classes cannot be looked up in it. */
final class StreamerInfoReader extends ObjectStream {

    StreamerInfoReader(Cursor in) {
        super(in, Streamers.builtIn());
    }

    List<StreamedObject> read() throws CorruptDataException {
        List<StreamedObject> infos = new ArrayList<>();
        for (StreamedObject object : read("TList").objects("items")) {
            if (object.className().equals("TStreamerInfo")) {
                infos.add(object);
            }
        }
        return infos;
    }

    @Override
    boolean readMembers(StreamedObject object, int version) throws CorruptDataException {
        String name = object.className();
        if (name.equals("TStreamerInfo")) {
            object.putAll(read("TNamed"));
            object.put("fCheckSum", (long) in().int32());
            object.put("fClassVersion", (long) in().int32());
            object.put("fElements", readPointer());
            return true;
        }
        if (name.equals("TStreamerElement")) {
            readElement(object, version);
            return true;
        }
        if (name.startsWith("TStreamer")) {
            readSpecial(object, name, version);
            return true;
        }
        return super.readMembers(object, version);
    }

    private void readElement(StreamedObject object, int version) throws CorruptDataException {
        object.putAll(read("TNamed"));
        object.put("fType", (long) in().int32());
        object.put("fSize", (long) in().int32());
        object.put("fArrayLength", (long) in().int32());
        object.put("fArrayDim", (long) in().int32());
        int dimensions = version == 1 ? in().count(4) : 5;
        long[] maxIndex = new long[dimensions];
        for (int i = 0; i < dimensions; i++) {
            maxIndex[i] = in().int32();
        }
        object.put("fMaxIndex", maxIndex);
        object.put("fTypeName", in().string());
    }

    private void readSpecial(StreamedObject object, String name, int version) throws CorruptDataException {
        object.putAll(read(name.equals("TStreamerSTLstring") ? "TStreamerSTL" : "TStreamerElement"));
        switch (name) {
            case "TStreamerBase" -> {
                if (version > 2) {
                    object.put("fBaseVersion", (long) in().int32());
                }
            }
            case "TStreamerBasicPointer", "TStreamerLoop" -> {
                object.put("fCountVersion", (long) in().int32());
                object.put("fCountName", in().string());
            }
            case "TStreamerSTL" -> {
                object.put("fSTLtype", (long) in().int32());
                object.put("fCtype", (long) in().int32());
            }
            default -> {
                // the others add nothing to a TStreamerElement
            }
        }
    }

    static ClassInfo classInfo(StreamedObject info) {
        List<StreamerElement> elements = new ArrayList<>();
        @Nullable StreamedObject list = info.object("fElements");
        for (StreamedObject element : list == null ? List.<StreamedObject>of() : list.objects("items")) {
            String typeName = element.text("fTypeName");
            int type = (int) element.integer("fType", -1);
            if (type == 11 && (typeName.equals("Bool_t") || typeName.equals("bool"))) {
                type = 18;
            }
            elements.add(new StreamerElement(
                    element.className(),
                    element.text("fName"),
                    element.text("fTitle"),
                    type,
                    (int) element.integer("fArrayLength", 0),
                    dimensions(element),
                    typeName,
                    element.text("fCountName"),
                    (int) element.integer("fBaseVersion", -1)));
        }
        return new ClassInfo(
                info.text("fName"),
                (int) info.integer("fClassVersion", 0),
                (int) info.integer("fCheckSum", 0),
                elements);
    }

    private static String dimensions(StreamedObject element) {
        long[] sizes = element.integers("fMaxIndex");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(sizes.length, element.integer("fArrayDim", 0)); i++) {
            text.append('[').append(sizes[i]).append(']');
        }
        return text.toString();
    }
}
