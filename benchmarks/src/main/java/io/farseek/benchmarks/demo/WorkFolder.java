package io.farseek.benchmarks.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The demo's temporary files, in one folder that is deleted at the end. Folders of demos that were killed are deleted at the next start. */
final class WorkFolder implements AutoCloseable {
    private static final String PREFIX = "farseek-demo-";
    private static final long LEAST_FREE_BYTES = 200L << 20;

    private final Path path;
    private final boolean keep;

    private WorkFolder(Path path, boolean keep) {
        this.path = path;
        this.keep = keep;
    }

    /**
     * Creates the folder.
     *
     * @param spoolBytes what will be written at once, at most
     */
    static WorkFolder create(Path parent, long spoolBytes, boolean keep) throws DemoFailure {
        try {
            removeDead(parent);
            FileStore disk = Files.getFileStore(parent);
            long needed = LEAST_FREE_BYTES + spoolBytes;
            if (disk.getUsableSpace() < needed) {
                throw new DemoFailure("Only " + (disk.getUsableSpace() >> 20) + " MB are free in " + parent
                        + " and the demo needs " + (needed >> 20)
                        + ": make room, or point the environment variable TMPDIR at a folder that has it.");
            }
            Path path = parent.resolve(PREFIX + ProcessHandle.current().pid());
            Files.createDirectories(path);
            return new WorkFolder(path, keep);
        } catch (IOException e) {
            throw new DemoFailure(
                    "Temporary files cannot be written to " + parent + " (" + e.getMessage()
                            + "): point the environment variable TMPDIR at a folder that can be.",
                    e);
        }
    }

    Path path() {
        return path;
    }

    /** A folder in this one. */
    Path folder(String name) throws IOException {
        return Files.createDirectories(path.resolve(name));
    }

    @Override
    public void close() {
        if (!keep) {
            delete(path);
        }
    }

    private static void removeDead(Path parent) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path each : all) {
                String pid = each.getFileName().toString().substring(PREFIX.length());
                boolean kept = Files.exists(each.resolve("kept"));
                if (pid.matches("\\d{1,18}")
                        && !kept
                        && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
                    delete(each);
                }
            }
        }
    }

    /** Tells later demos that this folder stays. */
    void markKept() throws IOException {
        if (keep) {
            Files.writeString(path.resolve("kept"), "kept by --keep\n");
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        } catch (IOException | UncheckedIOException busy) {
            // Somebody still writes there; the next demo will remove what is left.
        }
    }
}
