package io.farseek.root.tree;

import io.farseek.root.column.RootType;
import io.farseek.root.file.StreamedObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A branch of a tree as the file describes it, and how its own bytes (not those of its sub-branches) decode, if they can be. */
public final class Branch {

    private final StreamedObject stored;
    private final String path;
    private final @Nullable Branch parent;
    private final BasketList baskets;
    private final List<Leaf> leaves;
    private final List<Branch> children = new ArrayList<>();
    private List<Branch> siblings = List.of();
    private @Nullable Decoder decoder;
    private String unsupported = "";

    Branch(StreamedObject stored, String path, @Nullable Branch parent, BasketList baskets, List<Leaf> leaves) {
        this.stored = stored;
        this.path = path;
        this.parent = parent;
        this.baskets = baskets;
        this.leaves = List.copyOf(leaves);
    }

    /** Name of the branch as the file has it, dimensions and parent prefix included. */
    public String name() {
        return stored.text("fName");
    }

    /** Names of all branches down to this one, with slashes between. */
    public String path() {
        return path;
    }

    public String title() {
        return stored.text("fTitle");
    }

    /** TBranch, TBranchElement and so on. */
    public String branchClass() {
        return stored.className();
    }

    /** The C++ class that is stored or that this is a member of; empty for a plain leaf branch. */
    public String className() {
        return stored.text("fClassName");
    }

    public List<Branch> children() {
        return List.copyOf(children);
    }

    public int basketCount() {
        return baskets.size();
    }

    /** Compressed bytes of the branch's own baskets. */
    public long storedBytes() {
        long sum = 0;
        for (int i = 0; i < baskets.size(); i++) {
            sum += baskets.bytes(i);
        }
        return sum;
    }

    /** Entries in the branch's own baskets. */
    public long entries() {
        return baskets.end();
    }

    /**
     * What an entry decodes to: the branch's own data, or a record of its sub-branches when it has none. Null when neither can be read.
     */
    public @Nullable RootType type() {
        if (decoder != null) {
            return decoder.type();
        }
        TreeField container = children.isEmpty() ? null : TreeField.container(this, entries());
        return container == null ? null : container.type();
    }

    /** Why the branch cannot be read, empty when it can or has no data. */
    public String unsupportedReason() {
        return unsupported;
    }

    /** The leaf classes, or the streamed type, in short. */
    public String storedType() {
        if (!className().isEmpty()) {
            return className() + " (fType " + type("fType") + ", fStreamerType " + type("fStreamerType") + ", fID "
                    + type("fID") + ")";
        }
        return leaves.stream()
                .map(Leaf::className)
                .distinct()
                .reduce((a, b) -> a + "," + b)
                .orElse(branchClass());
    }

    StreamedObject stored() {
        return stored;
    }

    @Nullable Branch parent() {
        return parent;
    }

    BasketList baskets() {
        return baskets;
    }

    List<Leaf> leaves() {
        return leaves;
    }

    void addChild(Branch child) {
        children.add(child);
    }

    /** The branches beside this one, itself included. */
    List<Branch> siblings() {
        return siblings;
    }

    void siblings(List<Branch> branches) {
        this.siblings = branches;
    }

    @Nullable Decoder decoder() {
        return decoder;
    }

    void decoder(Decoder found) {
        this.decoder = found;
    }

    void unsupported(String reason) {
        this.unsupported = reason;
    }

    int type(String member) {
        return (int) stored.integer(member, -9);
    }

    /** A TClonesArray or STL collection split into one branch a member. */
    boolean isSplitCollection() {
        return !children.isEmpty() && (type("fType") == 3 || type("fType") == 4);
    }

    /** A member of the objects of such a collection. */
    boolean isInCollection() {
        return type("fType") == 31 || type("fType") == 41;
    }

    /** Entry offsets are not stored but follow from the count leaf. */
    boolean generatesOffsets() {
        StreamedObject features = stored.object("fIOFeatures");
        return features != null && (features.integer("fIOBits", 0) & 1) != 0;
    }

    /** File that holds the baskets when that is another one, empty otherwise. */
    String fileName() {
        return stored.text("fFileName");
    }
}
