package io.farseek.fs.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How files are written.
 *
 * @param partBytes size of the first parts
 * @param parallelParts most parts of one file under way at once
 * @param memoryBytes heap that all unsent bytes of the JVM share
 * @param directory where unsent bytes on disk go
 * @param deadline longest wait for uploads under way
 */
public record WriteSettings(
        long partBytes,
        int parallelParts,
        Buffer buffer,
        long memoryBytes,
        Path directory,
        Sync sync,
        Duration deadline) {
    /** Where unsent bytes wait. */
    public enum Buffer {
        HEAP,
        DISK
    }

    /** What {@code hflush} and {@code hsync} do. */
    public enum Sync {
        WARN,
        FAIL
    }
}
