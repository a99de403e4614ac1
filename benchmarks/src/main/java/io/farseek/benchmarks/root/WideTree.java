package io.farseek.benchmarks.root;

import io.farseek.root.write.BranchWriter;
import io.farseek.root.write.Compression;
import io.farseek.root.write.LeafType;
import io.farseek.root.write.RootFileWriter;
import io.farseek.root.write.TreeSchema;
import io.farseek.root.write.TreeWriter;
import io.farseek.root.write.WriteOptions;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A flat tree of 29 columns, 20 of floats with 12 bits of mantissa and 9 of small integers: with a million entries about 100 MB in LZ4 and 70 MB in
 * zlib, as the file that Laurelin was last timed with.
 */
public final class WideTree {
    static final String NAME = "Events";

    private static final int FLOATS = 20;
    private static final int INTS = 9;
    private static final int MANTISSA_MASK = -1 << (23 - 12);

    private final int entries;

    public WideTree(int entries) {
        this.entries = entries;
    }

    /** Columns to add up: two of integers, three of floats, spread over the tree. */
    public static List<String> five() {
        return List.of("i1", "f2", "f9", "i7", "f18");
    }

    /** Writes {@code name} into {@code folder}. */
    public Path write(Path folder, String name, Compression compression) throws IOException {
        WriteOptions options = new WriteOptions(compression, 32_000, 100_000);
        Path file = folder.resolve(name);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            RootFileWriter.spooled(out, name, options, folder, this::fill);
        }
        return file;
    }

    private void fill(RootFileWriter file) throws IOException {
        TreeSchema.Builder schema = TreeSchema.named(NAME, "29 flat columns");
        for (int i = 0; i < FLOATS; i++) {
            schema.flat("f" + i, LeafType.FLOAT32);
        }
        for (int i = 0; i < INTS; i++) {
            schema.flat("i" + i, LeafType.INT32);
        }
        TreeWriter tree = file.tree(schema.build());
        List<BranchWriter> floats = new ArrayList<>();
        List<BranchWriter> ints = new ArrayList<>();
        for (int i = 0; i < FLOATS; i++) {
            floats.add(tree.branch("f" + i));
        }
        for (int i = 0; i < INTS; i++) {
            ints.add(tree.branch("i" + i));
        }
        SplittableRandom random = new SplittableRandom(1);
        for (int entry = 0; entry < entries; entry++) {
            for (BranchWriter branch : floats) {
                float exact = (float) (3 - 20 * Math.log(1 - random.nextDouble()));
                branch.putFloat(Float.intBitsToFloat(Float.floatToRawIntBits(exact) & MANTISSA_MASK));
            }
            for (BranchWriter branch : ints) {
                branch.putInt(random.nextInt(64) - 32);
            }
            tree.endEntry();
        }
    }
}
