package io.farseek.fs.config;

import java.time.Duration;

/** How files are written. */
public final class WriteKeys {
    public static final ConfigKey<Long> PART_SIZE = ConfigKey.shared("write.part-size")
            .size(
                    "16m",
                    "1m",
                    "1g",
                    "Size of the first parts of a multipart upload; later ones grow so that the store's number of parts is enough. A file that"
                            + " fits in one part is a single put.");

    public static final ConfigKey<Integer> PARALLEL_PARTS = ConfigKey.shared("write.parallel-parts")
            .integer(4, 1, 64, "Parts of one file that are uploaded at the same time; a writer that is faster waits.");

    public static final ConfigKey<WriteSettings.Buffer> BUFFER = ConfigKey.shared("write.buffer")
            .oneOf(
                    WriteSettings.Buffer.HEAP,
                    "Where unsent bytes wait: heap, up to write.memory and then disk, or always on disk.");

    public static final ConfigKey<Long> MEMORY = ConfigKey.shared("write.memory")
            .size(
                    "256m",
                    "0",
                    "64g",
                    "Heap for the unsent bytes of all files being written in a JVM; what exceeds it goes to disk. The first file system to start"
                            + " decides.");

    public static final ConfigKey<String> DIRECTORY = ConfigKey.shared("write.directory")
            .text(null, "Local directory for unsent bytes on disk; hadoop.tmp.dir, else java.io.tmpdir, when unset.");

    public static final ConfigKey<WriteSettings.Sync> SYNC = ConfigKey.shared("write.sync")
            .oneOf(
                    WriteSettings.Sync.WARN,
                    "What hflush and hsync do, since an object is visible only once it is closed: warn, once in the life of the JVM, or fail.");

    public static final ConfigKey<Duration> CLOSE_DEADLINE = ConfigKey.shared("write.deadline")
            .time(
                    "30m",
                    "1s",
                    "1d",
                    "Longest that closing a file, or a writer that is too fast, waits for uploads under way.");

    private WriteKeys() {}
}
