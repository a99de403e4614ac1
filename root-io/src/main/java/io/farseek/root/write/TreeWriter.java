package io.farseek.root.write;

import io.farseek.root.write.BranchShape.ClonesPart;
import io.farseek.root.write.TreeSchema.Clones;
import io.farseek.root.write.TreeSchema.Flat;
import io.farseek.root.write.TreeSchema.Group;
import io.farseek.root.write.TreeSchema.Jagged;
import io.farseek.root.write.TreeSchema.Leaf;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fills one tree row by row: put the values of every branch, then {@link #endEntry}. Counters, and the TObject members of split arrays, are filled
 * by the writer. Not thread-safe.
 */
public final class TreeWriter {
    private static final int CLONES_CHECKSUM = 0xb6c0ca63;
    private static final int CLONES_VERSION = 4;
    private static final int TOBJECT_CHECKSUM = 0x901bc02d;
    private static final int TOBJECT_BITS = 0x03000000;
    private static final int BITS_STREAMER_TYPE = 15;

    private final RootFileWriter file;
    private final TreeSchema schema;
    private final WriteOptions options;
    private final Map<String, BranchWriter> open = new LinkedHashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<GroupWriter> groups = new ArrayList<>();
    private final List<BranchWriter> all = new ArrayList<>();
    private long entries;

    /** A branch and its sub-branches. */
    record Node(BranchWriter branch, List<Node> children) {}

    TreeWriter(RootFileWriter file, TreeSchema schema, WriteOptions options) {
        this.file = file;
        this.schema = schema;
        this.options = options;
        for (Group group : schema.groups()) {
            if (group instanceof Flat flat) {
                BranchWriter branch = top(BranchShape.flat(flat.leaf(), flat.length()));
                open.put(flat.name(), branch);
                groups.add(() -> checkFlat(branch, flat.length()));
            } else if (group instanceof Jagged jagged) {
                addJagged(jagged);
            } else {
                addClones((Clones) group);
            }
        }
    }

    /** Checks an entry's values and adds what the writer fills itself. */
    @FunctionalInterface
    private interface GroupWriter {
        void complete();
    }

    private BranchWriter top(BranchShape shape) {
        BranchWriter branch = create(shape);
        nodes.add(new Node(branch, List.of()));
        return branch;
    }

    private BranchWriter create(BranchShape shape) {
        BranchWriter branch = new BranchWriter(file, shape, schema.name(), options.basketBytes());
        all.add(branch);
        return branch;
    }

    private void addJagged(Jagged jagged) {
        BranchWriter counter = top(BranchShape.counter(jagged.counter()));
        List<BranchWriter> branches = new ArrayList<>();
        for (Leaf leaf : jagged.leaves()) {
            BranchWriter branch = top(BranchShape.jagged(leaf, jagged.name()));
            open.put(leaf.name(), branch);
            branches.add(branch);
        }
        groups.add(() -> counter.putCount(commonCount(jagged.name(), branches)));
    }

    private void addClones(Clones clones) {
        int checksum = StreamerRecord.checksum(clones);
        BranchWriter array = create(BranchShape.clones(
                clones.name(),
                LeafType.INT32,
                true,
                new ClonesPart(
                        "TClonesArray",
                        "",
                        clones.className(),
                        CLONES_CHECKSUM,
                        CLONES_VERSION,
                        0,
                        ClonesPart.ARRAY,
                        -1)));
        BranchWriter uniqueId = create(objectMember(clones, "fUniqueID", 0, LeafType.UINT32.streamerType()));
        BranchWriter bits = create(objectMember(clones, "fBits", 1, BITS_STREAMER_TYPE));
        List<Node> children = new ArrayList<>(List.of(new Node(uniqueId, List.of()), new Node(bits, List.of())));
        List<BranchWriter> members = new ArrayList<>();
        int id = 1;
        for (Leaf leaf : clones.leaves()) {
            String name = clones.name() + '.' + leaf.name();
            ClonesPart part = new ClonesPart(
                    clones.className(),
                    clones.className(),
                    "",
                    checksum,
                    clones.classVersion(),
                    id++,
                    ClonesPart.MEMBER,
                    leaf.type().streamerType());
            BranchWriter member = create(BranchShape.clones(name, leaf.type(), false, part));
            open.put(name, member);
            members.add(member);
            children.add(new Node(member, List.of()));
        }
        nodes.add(new Node(array, children));
        List<BranchWriter> sizes = new ArrayList<>();
        if (clones.sizeBranch()) {
            sizes.add(top(BranchShape.counter(new Leaf(clones.name() + "_size", LeafType.INT32))));
        }
        groups.add(() -> {
            int count = commonCount(clones.name(), members);
            array.putCount(count);
            sizes.forEach(size -> size.putCount(count));
            for (int i = 0; i < count; i++) {
                uniqueId.putInt(0);
                bits.putInt(TOBJECT_BITS);
            }
        });
    }

    private static BranchShape objectMember(Clones clones, String member, int id, int streamerType) {
        return BranchShape.clones(
                clones.name() + '.' + member,
                LeafType.UINT32,
                false,
                new ClonesPart(
                        "TObject", clones.className(), "", TOBJECT_CHECKSUM, 1, id, ClonesPart.MEMBER, streamerType));
    }

    /** The branch to put values into, such as {@code run}, {@code Muon_pt} or {@code EFlowTrack.PT}. */
    public BranchWriter branch(String name) {
        BranchWriter branch = open.get(name);
        if (branch == null) {
            throw new IllegalArgumentException("tree '" + schema.name() + "' has no branch '" + name + "' to fill");
        }
        return branch;
    }

    /** Ends a row. Fails when a plain branch got none or several values, or the branches of a group got different numbers of them. */
    public void endEntry() throws IOException {
        for (GroupWriter group : groups) {
            group.complete();
        }
        for (BranchWriter branch : all) {
            branch.endEntry();
        }
        entries++;
        if (entries % options.clusterEntries() == 0) {
            flush();
        }
    }

    private void checkFlat(BranchWriter branch, int length) {
        if (branch.elements() != length) {
            throw unbalanced(branch, length);
        }
    }

    private int commonCount(String counter, List<BranchWriter> branches) {
        int count = branches.isEmpty() ? 0 : branches.get(0).elements();
        for (BranchWriter branch : branches) {
            if (branch.elements() != count) {
                throw new IllegalStateException(
                        "entry " + entries + " of '" + counter + "' has " + count + " elements in '"
                                + branches.get(0).shape().name() + "' and " + branch.elements() + " in '"
                                + branch.shape().name() + "'");
            }
        }
        return count;
    }

    private IllegalStateException unbalanced(BranchWriter branch, int length) {
        return new IllegalStateException("entry " + entries + ": branch '"
                + branch.shape().name() + "' got " + branch.elements() + " values instead of " + length);
    }

    void flush() throws IOException {
        for (BranchWriter branch : all) {
            branch.flush();
        }
    }

    TreeSchema schema() {
        return schema;
    }

    RootBuffer record(int keyLength) {
        return new TreeRecord(keyLength, options).of(schema, nodes, entries);
    }
}
