package io.farseek.root.bench;

import io.farseek.root.write.BranchWriter;
import io.farseek.root.write.Compression;
import io.farseek.root.write.LeafType;
import io.farseek.root.write.RootFileWriter;
import io.farseek.root.write.TreeSchema;
import io.farseek.root.write.TreeSchema.Leaf;
import io.farseek.root.write.TreeWriter;
import io.farseek.root.write.WriteOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Trees of about {@link #PLAIN_BYTES} bytes before compression, in the shapes whose decoding differs. That is more than the processor's caches hold, as it
 * is for the partition of a task: the codec alone would else find the stored bytes in them, and the whole read, which writes columns too, would not.
 */
enum SampleTree {
    /** 16 columns of floats. */
    FLOATS("16 flat floats"),
    /** 16 columns of small integers. */
    INTS("16 flat ints"),
    /** 8 columns with 0 to 8 floats an entry. */
    JAGGED("8 jagged floats");

    static final String NAME = "Events";
    static final int PLAIN_BYTES = 64_000_000;

    /** Bits of the mantissa that are kept, as NanoAOD does for most of its columns; the others are zero and compress. */
    private static final int MANTISSA_MASK = -1 << (23 - 12);

    private static final int COLUMNS = 16;
    private static final int MOST_ELEMENTS = 9;

    private final String title;

    SampleTree(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** The file, the same each time. */
    byte[] file(Compression compression) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(PLAIN_BYTES);
        WriteOptions options = new WriteOptions(compression, 32_000, 50_000);
        RootFileWriter.spooled(
                out, "sample.root", options, Path.of(System.getProperty("java.io.tmpdir")), this::writeTo);
        return out.toByteArray();
    }

    private void writeTo(RootFileWriter file) throws IOException {
        if (this == JAGGED) {
            jagged(file);
        } else {
            flat(file);
        }
    }

    private void flat(RootFileWriter file) throws IOException {
        TreeSchema.Builder schema = TreeSchema.named(NAME, title);
        for (int i = 0; i < COLUMNS; i++) {
            schema.flat("v" + i, this == FLOATS ? LeafType.FLOAT32 : LeafType.INT32);
        }
        TreeWriter tree = file.tree(schema.build());
        List<BranchWriter> branches = new ArrayList<>();
        for (int i = 0; i < COLUMNS; i++) {
            branches.add(tree.branch("v" + i));
        }
        SplittableRandom random = new SplittableRandom(1);
        for (int entry = 0; entry < PLAIN_BYTES / (Integer.BYTES * COLUMNS); entry++) {
            for (BranchWriter branch : branches) {
                if (this == FLOATS) {
                    branch.putFloat(momentum(random));
                } else {
                    branch.putInt(random.nextInt(64) - 32);
                }
            }
            tree.endEntry();
        }
    }

    private void jagged(RootFileWriter file) throws IOException {
        List<Leaf> leaves = new ArrayList<>();
        for (int i = 0; i < COLUMNS / 2; i++) {
            leaves.add(new Leaf("v" + i, LeafType.FLOAT32));
        }
        TreeWriter tree =
                file.tree(TreeSchema.named(NAME, title).jagged("n", leaves).build());
        List<BranchWriter> branches = new ArrayList<>();
        for (Leaf leaf : leaves) {
            branches.add(tree.branch(leaf.name()));
        }
        SplittableRandom random = new SplittableRandom(1);
        // the offset of each entry is stored too, so an entry of four values takes 20 bytes
        for (int entry = 0; entry < PLAIN_BYTES / (Integer.BYTES * 5 * COLUMNS / 2); entry++) {
            int elements = random.nextInt(MOST_ELEMENTS);
            for (BranchWriter branch : branches) {
                for (int i = 0; i < elements; i++) {
                    branch.putFloat(momentum(random));
                }
            }
            tree.endEntry();
        }
    }

    /** Exponentially distributed, with the digits that a detector can tell. */
    private static float momentum(SplittableRandom random) {
        float exact = (float) (3 - 20 * Math.log(1 - random.nextDouble()));
        return Float.intBitsToFloat(Float.floatToRawIntBits(exact) & MANTISSA_MASK);
    }
}
