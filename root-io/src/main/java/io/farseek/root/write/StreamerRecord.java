package io.farseek.root.write;

import io.farseek.root.write.TreeSchema.Clones;
import io.farseek.root.write.TreeSchema.Group;
import io.farseek.root.write.TreeSchema.Leaf;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Encodes the StreamerInfo record: the layout of every class in the file, without which readers refuse it. The tree classes come from the resource
 * {@code tree-classes.txt}; classes of split arrays are described from their schema.
 */
final class StreamerRecord {
    static final String NAME = "StreamerInfo";
    static final String TITLE = "Doubly linked list";

    private static final List<ClassLayout> TREE_CLASSES = load();
    private static final int TOBJECT_CHECKSUM = 0x901bc02d;

    /** A class: {@code members} are the fields of the resource's lines. */
    record ClassLayout(String name, int version, int checksum, List<List<String>> members) {}

    private StreamerRecord() {}

    static List<ClassLayout> treeClasses() {
        return TREE_CLASSES;
    }

    static RootBuffer of(List<TreeSchema> schemas) {
        Map<String, ClassLayout> classes = new LinkedHashMap<>();
        for (ClassLayout layout : TREE_CLASSES) {
            classes.put(layout.name(), layout);
        }
        for (TreeSchema schema : schemas) {
            for (Group group : schema.groups()) {
                if (group instanceof Clones clones) {
                    ClassLayout layout = layout(clones);
                    ClassLayout other = classes.put(clones.className(), layout);
                    if (other != null && !other.equals(layout)) {
                        throw new IllegalArgumentException(
                                "class " + clones.className() + " has two layouts in one file");
                    }
                }
            }
        }
        RootBuffer out = new RootBuffer(RecordKey.length("TList", NAME, TITLE), 1 << 14);
        int list = out.begin(5);
        out.putTObject();
        out.putString("");
        out.putInt(classes.size());
        for (ClassLayout layout : classes.values()) {
            putInfo(out, layout);
            out.putByte(0); // no option
        }
        out.end(list);
        return out;
    }

    /** ROOT's checksum of a class that derives from TObject and has plain members (the rule of TClass::GetCheckSum). */
    static int checksum(Clones clones) {
        int sum = add(add(0, clones.className()), "TObject") * 3 + TOBJECT_CHECKSUM;
        for (Leaf leaf : clones.leaves()) {
            sum = add(add(sum, leaf.name()), leaf.type().typeName());
        }
        return sum;
    }

    static int add(int sum, String text) {
        int result = sum;
        for (int i = 0; i < text.length(); i++) {
            result = result * 3 + text.charAt(i);
        }
        return result;
    }

    private static ClassLayout layout(Clones clones) {
        List<List<String>> members = new ArrayList<>();
        members.add(List.of("base", "TObject", "1", "66", Integer.toHexString(TOBJECT_CHECKSUM)));
        for (Leaf leaf : clones.leaves()) {
            LeafType type = leaf.type();
            members.add(List.of(
                    "basic",
                    leaf.name(),
                    Integer.toString(type.streamerType()),
                    Integer.toString(type.bytes()),
                    type.typeName()));
        }
        return new ClassLayout(clones.className(), clones.classVersion(), checksum(clones), List.copyOf(members));
    }

    private static void putInfo(RootBuffer out, ClassLayout layout) {
        int object = out.beginObject("TStreamerInfo");
        int start = out.begin(9);
        out.putTNamed(layout.name(), "");
        out.putInt(layout.checksum());
        out.putInt(layout.version());
        int elements = out.beginObject("TObjArray");
        int array = out.beginObjArray(layout.members().size());
        for (List<String> member : layout.members()) {
            putMember(out, member);
        }
        out.end(array);
        out.end(elements);
        out.end(start);
        out.end(object);
    }

    private static void putMember(RootBuffer out, List<String> member) {
        switch (member.get(0)) {
            case "base" -> {
                int object = out.beginObject("TStreamerBase");
                int start = out.begin(3);
                int checksum = Integer.parseUnsignedInt(member.get(4), 16);
                putElement(out, member.get(1), "", Integer.parseInt(member.get(3)), 0, checksum, "BASE");
                out.putInt(Integer.parseInt(member.get(2)));
                out.end(start);
                out.end(object);
            }
            case "pointer" -> {
                int object = out.beginObject("TStreamerBasicPointer");
                int start = out.begin(2);
                String counter = member.get(4);
                putElement(out, member.get(1), '[' + counter + ']', member.get(2), member.get(3), member.get(7));
                out.putInt(Integer.parseInt(member.get(6)));
                out.putString(counter);
                out.putString(member.get(5));
                out.end(start);
                out.end(object);
            }
            default -> {
                int object = out.beginObject(elementClass(member.get(0)));
                int start = out.begin(2);
                putElement(out, member.get(1), "", member.get(2), member.get(3), member.get(4));
                out.end(start);
                out.end(object);
            }
        }
    }

    private static String elementClass(String kind) {
        return switch (kind) {
            case "basic" -> "TStreamerBasicType";
            case "string" -> "TStreamerString";
            case "object" -> "TStreamerObject";
            case "any" -> "TStreamerObjectAny";
            case "objptr" -> "TStreamerObjectPointer";
            default -> throw new IllegalArgumentException("tree-classes.txt has a member of kind '" + kind + "'");
        };
    }

    private static void putElement(
            RootBuffer out, String name, String title, String type, String size, String typeName) {
        putElement(out, name, title, Integer.parseInt(type), Integer.parseInt(size), 0, typeName);
    }

    private static void putElement(
            RootBuffer out, String name, String title, int type, int size, int baseChecksum, String typeName) {
        int start = out.begin(4);
        out.putTNamed(name, title);
        out.putInt(type);
        out.putInt(size);
        out.putInt(0); // fArrayLength
        out.putInt(0); // fArrayDim
        out.putInt(0); // fMaxIndex, whose second value holds the checksum of a base class
        out.putInt(baseChecksum);
        out.putInt(0);
        out.putInt(0);
        out.putInt(0);
        out.putString(typeName);
        out.end(start);
    }

    private static List<ClassLayout> load() {
        List<ClassLayout> classes = new ArrayList<>();
        try (InputStream stream = StreamerRecord.class.getResourceAsStream("tree-classes.txt")) {
            if (stream == null) {
                throw new IllegalStateException("tree-classes.txt is missing from the jar of the ROOT writer");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII));
            List<List<String>> members = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("class ")) {
                    members = new ArrayList<>();
                    List<String> words = List.of(line.split(" ", -1));
                    int checksum = Integer.parseUnsignedInt(words.get(3), 16);
                    classes.add(new ClassLayout(words.get(1), Integer.parseInt(words.get(2)), checksum, members));
                } else if (!line.startsWith("#")) {
                    String member = line.strip();
                    members.add(List.of(member.split(" ", member.startsWith("pointer ") ? 8 : 5)));
                }
            }
            return List.copyOf(classes);
        } catch (IOException e) {
            throw new UncheckedIOException("reading tree-classes.txt", e);
        }
    }
}
