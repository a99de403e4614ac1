package io.farseek.root.write;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Keeps bytes until it is known what goes in front of them: in memory first, in one temporary file from 16 MiB on. Not thread-safe. */
final class Spool extends OutputStream {
    private static final int IN_MEMORY = 16 << 20;

    private final Path directory;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable Path file;
    private @Nullable OutputStream disk;

    Spool(Path directory) {
        this.directory = directory;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        if (disk == null && memory.size() + length > IN_MEMORY) {
            file = Files.createTempFile(directory, "farseek-", ".root.part");
            disk = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20);
            memory.writeTo(disk);
            memory.reset();
        }
        (disk == null ? memory : disk).write(source, offset, length);
    }

    /** Copies everything written so far to {@code target}. */
    void drainTo(OutputStream target) throws IOException {
        if (disk == null || file == null) {
            memory.writeTo(target);
            return;
        }
        disk.flush();
        Files.copy(file, target);
    }

    /** Deletes the temporary file. */
    @Override
    public void close() throws IOException {
        if (disk != null && file != null) {
            disk.close();
            Files.deleteIfExists(file);
        }
    }
}
