package io.farseek.root.tree;

import io.farseek.root.column.RootType.Primitive;
import io.farseek.root.file.ClassInfo;
import io.farseek.root.file.Packing;
import io.farseek.root.file.StreamerElement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out how the bytes of a branch decode, from its leaves (TBranch) or from the class it streams (TBranchElement). */
final class BranchDecoders {

    private static final int COLLECTION_OF_OBJECTS = 3;
    private static final int COLLECTION_STL = 4;

    private final ValueDecoders values;

    BranchDecoders(ValueDecoders values) {
        this.values = values;
    }

    /** The decoder, or null when the branch only holds others together. */
    @Nullable Decoder find(Branch branch) throws UnsupportedLayoutException {
        return switch (branch.branchClass()) {
            case "TBranch" -> leaves(branch);
            case "TBranchElement" -> element(branch);
            case "TBranchObject" -> branch.children().isEmpty() ? object(branch) : null;
            default -> throw new UnsupportedLayoutException("branches of class " + branch.branchClass());
        };
    }

    private Decoder leaves(Branch branch) throws UnsupportedLayoutException {
        List<Leaf> leaves = branch.leaves();
        if (leaves.isEmpty()) {
            throw new UnsupportedLayoutException("a branch without leaves");
        }
        if (leaves.size() == 1) {
            return leaf(leaves.get(0));
        }
        List<String> names = new ArrayList<>();
        List<Decoder> decoders = new ArrayList<>();
        List<Integer> counters = new ArrayList<>();
        for (Leaf leaf : leaves) {
            Decoder value = leaf.counter() == null ? leaf(leaf) : ArrayDecoder.of(leafValue(leaf), leaf.dimensions());
            int counter =
                    leaf.counter() == null ? -1 : names.indexOf(leaf.counter().text("fName"));
            if (leaf.counter() != null && counter < 0) {
                throw new UnsupportedLayoutException("an array whose length is not in a leaf before it");
            }
            names.add(leaf.name());
            decoders.add(value);
            counters.add(counter);
        }
        return new LeafRecordDecoder(names, decoders, counters);
    }

    private static Decoder leaf(Leaf leaf) throws UnsupportedLayoutException {
        if (leaf.className().equals("TLeafC")) {
            return new TextDecoder(TextDecoder.Form.SHORT_LENGTH);
        }
        Decoder value = leafValue(leaf);
        Decoder array = ArrayDecoder.of(value, leaf.dimensions());
        return leaf.counter() == null ? array : new RestDecoder(array, false);
    }

    private static Decoder leafValue(Leaf leaf) throws UnsupportedLayoutException {
        Primitive primitive = switch (leaf.className()) {
            case "TLeafO" -> Primitive.BOOL;
            case "TLeafB" -> leaf.unsigned() ? Primitive.UINT8 : Primitive.INT8;
            case "TLeafS" -> leaf.unsigned() ? Primitive.UINT16 : Primitive.INT16;
            case "TLeafI" -> leaf.unsigned() ? Primitive.UINT32 : Primitive.INT32;
            case "TLeafL", "TLeafG" -> leaf.unsigned() ? Primitive.UINT64 : Primitive.INT64;
            case "TLeafF" -> Primitive.FLOAT32;
            case "TLeafD" -> Primitive.FLOAT64;
            default -> null;
        };
        if (primitive != null) {
            return new PrimitiveDecoder(primitive);
        }
        return switch (leaf.className()) {
            case "TLeafF16" -> new PackedDecoder(Packing.of(leaf.title(), true), true);
            case "TLeafD32" -> new PackedDecoder(Packing.of(leaf.title(), false), false);
            default -> throw new UnsupportedLayoutException("leaves of class " + leaf.className());
        };
    }

    private Decoder object(Branch branch) throws UnsupportedLayoutException {
        return new NamedObjectDecoder(values.object(branch.className()));
    }

    private @Nullable Decoder element(Branch branch) throws UnsupportedLayoutException {
        int type = branch.type("fType");
        if (type == COLLECTION_OF_OBJECTS || type == COLLECTION_STL) {
            return new PrimitiveDecoder(Primitive.INT32);
        }
        if (branch.basketCount() == 0 && (!branch.children().isEmpty() || branch.entries() == 0)) {
            return branch.children().isEmpty() && branch.type("fID") != -2 ? typed(branch) : null;
        }
        return typed(branch);
    }

    private Decoder typed(Branch branch) throws UnsupportedLayoutException {
        int id = branch.type("fID");
        Decoder value = id >= 0 ? member(branch, id) : whole(branch);
        return branch.isInCollection() && id >= 0 ? new RestDecoder(value, false) : value;
    }

    private Decoder whole(Branch branch) throws UnsupportedLayoutException {
        CppType type = CppType.parse(branch.className());
        if (type.isString() && !type.name().equals("TString")) {
            return EntryDecoder.text();
        }
        if (type.isSequence() || type.isMap()) {
            return values.collection(type, true);
        }
        return EntryDecoder.object(values.object(branch.className(), info(branch)));
    }

    private Decoder member(Branch branch, int id) throws UnsupportedLayoutException {
        int type = branch.type("fStreamerType");
        ClassInfo info = info(branch);
        StreamerElement element =
                info != null && id < info.elements().size() ? info.elements().get(id) : null;
        if (type > 40 && type < 60) {
            Decoder item = ValueDecoders.basic(type - 40, element == null ? "" : element.title());
            if (item == null || branch.isInCollection()) {
                throw new UnsupportedLayoutException("counted arrays inside collections");
            }
            return new RestDecoder(item, true);
        }
        if (element != null) {
            return type == 0 ? EntryDecoder.object(values.object(element.name())) : values.member(element, type);
        }
        Decoder basic = ValueDecoders.basic(type, "");
        if (basic == null) {
            throw new UnsupportedLayoutException(
                    "member " + id + " of class " + branch.className() + ", which the file does not describe");
        }
        return basic;
    }

    private @Nullable ClassInfo info(Branch branch) {
        ClassInfo info = values.streamers().find(branch.className(), branch.type("fClassVersion"));
        if (info != null) {
            return info;
        }
        info = values.streamers()
                .findByChecksum(branch.className(), (int) branch.stored().integer("fCheckSum", 0));
        return info != null ? info : values.streamers().newest(branch.className());
    }
}
