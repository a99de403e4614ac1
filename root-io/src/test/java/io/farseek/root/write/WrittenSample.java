package io.farseek.root.write;

import io.farseek.root.write.TreeSchema.Clones;
import io.farseek.root.write.TreeSchema.Leaf;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A tree with every kind of branch, and what an independent reader must find in it: for each branch the number of values, their sum and the sum of
 * value times position (from 1). All values are small multiples of a quarter, so that the sums are exact.
 */
final class WrittenSample implements RootFileWriter.Content {
    static final String TREE = "Events";

    /** Exact sums over one branch. */
    record Sums(long count, double sum, double weighted) {
        Sums plus(double value) {
            return new Sums(count + 1, sum + value, weighted + (count + 1) * value);
        }
    }

    private static final TreeSchema SCHEMA = TreeSchema.named(TREE, "every kind of branch")
            .flat("flag", LeafType.BOOL)
            .flat("i8", LeafType.INT8)
            .flat("u8", LeafType.UINT8)
            .flat("i16", LeafType.INT16)
            .flat("u16", LeafType.UINT16)
            .flat("i32", LeafType.INT32)
            .flat("u32", LeafType.UINT32)
            .flat("i64", LeafType.INT64)
            .flat("u64", LeafType.UINT64)
            .flat("f32", LeafType.FLOAT32)
            .flat("f64", LeafType.FLOAT64)
            .array("vector", LeafType.FLOAT32, 3)
            .jagged("nMuon", List.of(new Leaf("Muon_pt", LeafType.FLOAT32), new Leaf("Muon_charge", LeafType.INT32)))
            .add(new Clones(
                    "Track",
                    "SampleTrack",
                    2,
                    List.of(
                            new Leaf("PT", LeafType.FLOAT32),
                            new Leaf("PID", LeafType.INT32),
                            new Leaf("Weight", LeafType.FLOAT64)),
                    true))
            .build();

    private final int entries;
    private final Map<String, Sums> expected = new TreeMap<>();

    WrittenSample(int entries) {
        this.entries = entries;
    }

    Map<String, Sums> expected() {
        return expected;
    }

    private double note(String branch, double value) {
        expected.merge(branch, new Sums(0, 0, 0).plus(value), (old, ignored) -> old.plus(value));
        return value;
    }

    @Override
    public void writeTo(RootFileWriter file) throws IOException {
        expected.clear();
        TreeWriter tree = file.tree(SCHEMA);
        for (int i = 0; i < entries; i++) {
            flat(tree, i);
            collections(tree, i);
            tree.endEntry();
        }
    }

    private void flat(TreeWriter tree, int i) {
        tree.branch("flag").putBoolean(note("flag", i % 3 == 0 ? 1 : 0) == 1);
        tree.branch("i8").putByte((byte) note("i8", i % 200 - 100));
        tree.branch("u8").putByte((byte) (int) note("u8", i % 256));
        tree.branch("i16").putShort((short) note("i16", i % 60_000 - 30_000));
        tree.branch("u16").putShort((short) (int) note("u16", i % 65_536));
        tree.branch("i32").putInt((int) note("i32", -7 * i));
        tree.branch("u32").putInt((int) (long) note("u32", 4_000_000_000.0 + i));
        tree.branch("i64").putLong((long) note("i64", 3L * i));
        tree.branch("u64").putLong((long) note("u64", 5L * i));
        tree.branch("f32").putFloat((float) note("f32", i * 0.25));
        tree.branch("f64").putDouble(note("f64", i * -0.25));
        for (int k = 0; k < 3; k++) {
            tree.branch("vector").putFloat((float) note("vector", i % 100 + k));
        }
    }

    private void collections(TreeWriter tree, int i) {
        int muons = i * 7 % 5;
        note("nMuon", muons);
        for (int k = 0; k < muons; k++) {
            tree.branch("Muon_pt").putFloat((float) note("Muon_pt", i % 1000 + k * 0.5));
            tree.branch("Muon_charge").putInt((int) note("Muon_charge", k % 2 == 0 ? 1 : -1));
        }
        int tracks = i * 11 % 17;
        note("Track_size", tracks);
        for (int k = 0; k < tracks; k++) {
            tree.branch("Track.PT").putFloat((float) note("Track.PT", i % 500 + k * 0.25));
            tree.branch("Track.PID").putInt((int) note("Track.PID", 211 - 422 * (k % 2)));
            tree.branch("Track.Weight").putDouble(note("Track.Weight", k * 0.125));
        }
    }
}
