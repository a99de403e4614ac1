package io.farseek.root.write;

import io.farseek.root.write.BranchShape.ClonesPart;
import io.farseek.root.write.TreeWriter.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Encodes the TTree object (version 20) with its TBranch (13), TBranchElement (10) and TLeaf objects. */
final class TreeRecord {
    private static final int TIOFEATURES_CHECKSUM = 0x1aa12f10;
    private static final long UNLIMITED = 1_000_000_000_000L;

    private final RootBuffer out;
    private final WriteOptions options;
    private final List<Integer> leaves = new ArrayList<>();
    private final Map<String, Integer> leafOfCounter = new HashMap<>();

    TreeRecord(int keyLength, WriteOptions options) {
        this.out = new RootBuffer(keyLength, 1 << 16);
        this.options = options;
    }

    RootBuffer of(TreeSchema schema, List<Node> nodes, long entries) {
        long plain = 0;
        long stored = 0;
        List<Node> pending = new ArrayList<>(nodes);
        for (int i = 0; i < pending.size(); i++) {
            plain += pending.get(i).branch().plainBytes();
            stored += pending.get(i).branch().storedBytes();
            pending.addAll(pending.get(i).children());
        }
        int start = out.begin(20);
        out.putTNamed(schema.name(), schema.title());
        putAttributes();
        out.putLong(entries);
        out.putLong(plain);
        out.putLong(stored);
        out.putLong(0); // fSavedBytes
        out.putLong(stored); // fFlushedBytes
        out.putDouble(1.0); // fWeight
        out.putInt(0); // fTimerInterval
        out.putInt(25); // fScanField
        out.putInt(0); // fUpdate
        out.putInt(1000); // fDefaultEntryOffsetLen
        out.putInt(0); // fNClusterRange: all clusters have fAutoFlush entries
        out.putLong(UNLIMITED); // fMaxEntries
        out.putLong(UNLIMITED); // fMaxEntryLoop
        out.putLong(0); // fMaxVirtualSize
        out.putLong(-300_000_000); // fAutoSave
        out.putLong(options.clusterEntries()); // fAutoFlush
        out.putLong(1_000_000); // fEstimate
        out.putByte(0); // fClusterRangeEnd
        out.putByte(0); // fClusterSize
        putIoFeatures();
        int branches = out.beginObjArray(nodes.size());
        for (Node node : nodes) {
            putBranch(node, null);
        }
        out.end(branches);
        int leafList = out.beginObjArray(leaves.size());
        for (int leaf : leaves) {
            out.putInt(leaf);
        }
        out.end(leafList);
        out.putNull(); // fAliases
        out.putInt(0); // fIndexValues
        out.putInt(0); // fIndex
        out.putNull(); // fTreeIndex
        out.putNull(); // fFriends
        out.putNull(); // fUserInfo
        out.putNull(); // fBranchRef
        out.end(start);
        return out;
    }

    private void putAttributes() {
        int line = out.begin(2);
        out.putShort(602);
        out.putShort(1);
        out.putShort(1);
        out.end(line);
        putFill();
        int marker = out.begin(2);
        out.putShort(1);
        out.putShort(1);
        out.putFloat(1f);
        out.end(marker);
    }

    private void putFill() {
        int fill = out.begin(2);
        out.putShort(0);
        out.putShort(1001);
        out.end(fill);
    }

    /** A class without a version of its own: version 0, then its checksum. */
    private void putIoFeatures() {
        int start = out.begin(0);
        out.putInt(TIOFEATURES_CHECKSUM);
        out.putByte(0);
        out.end(start);
    }

    private void putBranch(Node node, @Nullable Integer parent) {
        BranchShape shape = node.branch().shape();
        ClonesPart clones = shape.clones();
        if (clones == null) {
            int object = out.beginObject("TBranch");
            putBranchBase(node, out.reference(object));
            out.end(object);
            return;
        }
        int object = out.beginObject("TBranchElement");
        int start = out.begin(10);
        putBranchBase(node, out.reference(object));
        out.putString(clones.className());
        out.putString(clones.parentName());
        out.putString(clones.elementName());
        out.putInt(clones.checksum());
        out.putShort(clones.classVersion());
        out.putInt(clones.id());
        out.putInt(clones.branchType());
        out.putInt(clones.streamerType());
        out.putInt(node.branch().maximum());
        out.putInt(parent == null ? 0 : parent); // fBranchCount
        out.putNull(); // fBranchCount2
        out.end(start);
        out.end(object);
    }

    private void putBranchBase(Node node, int reference) {
        BranchWriter branch = node.branch();
        BranchShape shape = branch.shape();
        BasketIndex baskets = branch.baskets();
        boolean array = !node.children().isEmpty();
        int capacity = Math.max(10, baskets.count() + 1);
        int start = out.begin(13);
        out.putTNamed(shape.name(), shape.branchTitle());
        putFill();
        out.putInt(options.compression().setting());
        out.putInt(options.basketBytes());
        out.putInt(shape.hasEntryOffsets() ? 1000 : 0);
        out.putInt(baskets.count()); // fWriteBasket
        out.putLong(branch.entries()); // fEntryNumber
        putIoFeatures();
        out.putInt(0); // fOffset
        out.putInt(capacity); // fMaxBaskets
        out.putInt(array ? 99 : 0); // fSplitLevel
        out.putLong(branch.entries());
        out.putLong(0); // fFirstEntry
        out.putLong(branch.plainBytes());
        out.putLong(branch.storedBytes());
        // The leaf of an array is referred to by its members, which come before it in the streaming order: ROOT's own
        // order is branches first,
        // so the leaf is written at its first mention, inside the first member.
        int branches = out.beginObjArray(node.children().size());
        for (Node child : node.children()) {
            putBranch(child, reference);
        }
        out.end(branches);
        int leafArray = out.beginObjArray(1);
        putLeaf(branch);
        out.end(leafArray);
        out.end(out.beginObjArray(0)); // fBaskets: all are on disk
        putBasketArrays(baskets, capacity, branch.entries());
        out.putString(""); // fFileName
        out.end(start);
    }

    private void putBasketArrays(BasketIndex baskets, int capacity, long entries) {
        out.putByte(1);
        for (int i = 0; i < capacity; i++) {
            out.putInt(i < baskets.count() ? baskets.bytes(i) : 0);
        }
        out.putByte(1);
        for (int i = 0; i < capacity; i++) {
            out.putLong(i < baskets.count() ? baskets.firstEntry(i) : i == baskets.count() ? entries : 0);
        }
        out.putByte(1);
        for (int i = 0; i < capacity; i++) {
            out.putLong(i < baskets.count() ? baskets.position(i) : 0);
        }
    }

    /** Writes the branch's leaf, or a reference when a member of the array has already mentioned it. */
    private void putLeaf(BranchWriter branch) {
        BranchShape shape = branch.shape();
        Integer mentioned = leafOfCounter.get(shape.leafName());
        if (mentioned != null && shape.counts()) {
            out.putInt(mentioned);
            return;
        }
        ClonesPart clones = shape.clones();
        int object = out.beginObject(clones == null ? shape.type().leafClass() : "TLeafElement");
        leaves.add(out.reference(object));
        if (shape.counts()) {
            leafOfCounter.put(shape.leafName(), out.reference(object));
        }
        int start = out.begin(1);
        putLeafBase(branch);
        if (clones == null) {
            putRange(shape.type(), branch.maximum());
        } else {
            out.putInt(clones.branchType() == ClonesPart.ARRAY ? 0 : clones.id());
            out.putInt(clones.streamerType());
        }
        out.end(start);
        out.end(object);
    }

    private void putLeafBase(BranchWriter branch) {
        BranchShape shape = branch.shape();
        ClonesPart clones = shape.clones();
        boolean array = clones != null && clones.branchType() == ClonesPart.ARRAY;
        int start = out.begin(2);
        out.putTNamed(shape.leafName(), shape.leafTitle());
        out.putInt(shape.length());
        out.putInt(array ? 0 : shape.type().bytes());
        out.putInt(0); // fOffset
        out.putBoolean(shape.counts() && clones == null); // fIsRange
        out.putBoolean(shape.type().unsigned());
        if (shape.counter() == null) {
            out.putNull();
        } else {
            putLeafCount(clones == null ? shape.counter() : shape.counter() + '_');
        }
        out.end(start);
    }

    private void putLeafCount(String leafName) {
        Integer known = leafOfCounter.get(leafName);
        if (known != null) {
            out.putInt(known);
            return;
        }
        int object = out.beginObject("TLeafElement");
        leafOfCounter.put(leafName, out.reference(object));
        leaves.add(out.reference(object));
        int start = out.begin(1);
        int base = out.begin(2);
        out.putTNamed(leafName, leafName);
        out.putInt(1);
        out.putInt(0);
        out.putInt(0);
        out.putBoolean(false);
        out.putBoolean(false);
        out.putNull();
        out.end(base);
        out.putInt(0);
        out.putInt(-1);
        out.end(start);
        out.end(object);
    }

    private void putRange(LeafType type, int maximum) {
        switch (type) {
            case BOOL, INT8, UINT8 -> {
                out.putByte(0);
                out.putByte(0);
            }
            case INT16, UINT16 -> out.putInt(0);
            case INT32, UINT32 -> {
                out.putInt(0);
                out.putInt(maximum);
            }
            case INT64, UINT64 -> {
                out.putLong(0);
                out.putLong(0);
            }
            case FLOAT32 -> out.putLong(0);
            case FLOAT64 -> {
                out.putDouble(0);
                out.putDouble(0);
            }
        }
    }
}
