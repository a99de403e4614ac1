package io.farseek.fs.config;

import java.time.Duration;

/** How an object store is made to look like a file system. */
public final class StoreKeys {
    public static final ConfigKey<Duration> STATUS_CACHE = ConfigKey.shared("status.cache")
            .time(
                    "1s",
                    "0s",
                    "10s",
                    "How long the status of a file, once listed, looked up or written here, serves an open or a rename without another"
                            + " request; when others overwrite it within that time, the first read fails and never returns the old bytes.");

    public static final ConfigKey<Boolean> CHECK_ANCESTORS = ConfigKey.shared("directory.check-ancestors")
            .flag(
                    false,
                    "Prove with requests, one for each level that does not exist, that no parent of a new file or directory is a file; false"
                            + " checks only parents that this JVM has seen as files.");

    public static final ConfigKey<Boolean> KEEP_PARENT = ConfigKey.shared("directory.keep-parent")
            .flag(
                    true,
                    "Write a marker when the last entry of a directory is deleted or renamed away, so that the directory stays.");

    public static final ConfigKey<Integer> PARALLEL_OBJECTS = ConfigKey.shared("directory.parallel-objects")
            .integer(16, 1, 128, "Copies, renames or deletes of one directory operation that are under way at once.");

    public static final ConfigKey<Long> BLOCK_SIZE = ConfigKey.shared("block-size")
            .size("128m", "1m", "16g", "Block size reported for every file, from which engines make their splits.");

    private StoreKeys() {}
}
