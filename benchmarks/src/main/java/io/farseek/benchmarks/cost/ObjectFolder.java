package io.farseek.benchmarks.cost;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** A folder for a store with one bucket and one object, gone with {@link #close}. */
record ObjectFolder(Path folder) implements AutoCloseable {
    static ObjectFolder create(long objectBytes) throws IOException {
        ObjectFolder made = new ObjectFolder(Files.createTempDirectory("farseek-cost"));
        Files.createDirectory(made.bucket());
        SplittableRandom random = new SplittableRandom(1);
        byte[] piece = new byte[1 << 20];
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(made.object()))) {
            for (long at = 0; at < objectBytes; at += piece.length) {
                random.nextBytes(piece);
                file.write(piece);
            }
        }
        return made;
    }

    Path bucket() {
        return folder.resolve("bucket");
    }

    Path object() {
        return bucket().resolve("object");
    }

    /** The same object under another name. */
    void link(String name) throws IOException {
        Files.createLink(bucket().resolve(name), object());
    }

    @Override
    public void close() throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }
}
