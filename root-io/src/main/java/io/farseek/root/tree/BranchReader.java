package io.farseek.root.tree;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.file.StreamedObject;
import io.farseek.root.file.Streamers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes branches of the objects in a tree's record, and finds how each decodes. */
final class BranchReader {

    private static final int DEEPEST = 32;

    private final long entries;
    private final BranchDecoders decoders;

    BranchReader(Streamers streamers, long entries) {
        this.entries = entries;
        this.decoders = new BranchDecoders(new ValueDecoders(streamers));
    }

    List<Branch> read(StreamedObject tree) throws CorruptDataException {
        List<Branch> branches = new ArrayList<>();
        for (StreamedObject stored : children(tree)) {
            branches.add(read(stored, null, 0));
        }
        branches.forEach(branch -> branch.siblings(branches));
        return branches;
    }

    private static List<StreamedObject> children(StreamedObject owner) {
        StreamedObject array = owner.object("fBranches");
        return array == null ? List.of() : array.objects("items");
    }

    private Branch read(StreamedObject stored, @Nullable Branch parent, int depth) throws CorruptDataException {
        if (depth > DEEPEST) {
            throw new CorruptDataException("branches nested more than " + DEEPEST + " deep");
        }
        StreamedObject leafArray = stored.object("fLeaves");
        List<Leaf> leaves = new ArrayList<>();
        for (StreamedObject leaf : leafArray == null ? List.<StreamedObject>of() : leafArray.objects("items")) {
            leaves.add(Leaf.of(leaf));
        }
        String path = parent == null ? stored.text("fName") : parent.path() + '/' + stored.text("fName");
        Branch branch = new Branch(stored, path, parent, BasketList.of(stored, entries), leaves);
        for (StreamedObject child : children(stored)) {
            branch.addChild(read(child, branch, depth + 1));
        }
        try {
            Decoder decoder = decoders.find(branch);
            if (decoder != null) {
                branch.decoder(decoder);
            }
        } catch (UnsupportedLayoutException e) {
            branch.unsupported(String.valueOf(e.getMessage()));
        }
        return branch;
    }
}
