package io.farseek.fs.config;

import java.time.Duration;

/** How files are read. */
public final class ReadAheadKeys {
    public static final ConfigKey<Boolean> ENABLED = ConfigKey.shared("readahead.enabled")
            .flag(
                    true,
                    "Fetch ahead of, behind and around what is read; false asks the store for exactly what each read names.");

    public static final ConfigKey<Long> WINDOW = ConfigKey.shared("readahead.window")
            .size("128m", "0", "4g", "Most bytes fetched ahead of any one position.");

    public static final ConfigKey<Integer> PARALLEL_REQUESTS = ConfigKey.shared("readahead.parallel-requests")
            .integer(16, 1, 256, "Most range requests one open file has under way at once.");

    public static final ConfigKey<Double> AMPLIFICATION_LIMIT = ConfigKey.shared("readahead.amplification-limit")
            .decimal("24", 1, 1000, "Most bytes fetched per byte read, once a first allowance has been used.");

    public static final ConfigKey<Long> WHOLE_OBJECT = ConfigKey.shared("readahead.whole-object")
            .size(
                    "2m",
                    "0",
                    "1g",
                    "Objects up to this length are fetched whole at the first read when that is cheaper.");

    public static final ConfigKey<Duration> READ_DEADLINE = ConfigKey.shared("read.deadline")
            .time("120s", "1s", "1h", "Longest a read waits without a single byte arriving; then it fails.");

    public static final ConfigKey<Long> MEMORY = ConfigKey.shared("readahead.memory")
            .size(
                    null,
                    "0",
                    "64g",
                    "Heap for fetched bytes, shared by all open files of a JVM; a tenth of the heap, 32m to 2g, when unset. The first file system to"
                            + " start decides.");

    public static final ConfigKey<Integer> REQUESTS = ConfigKey.shared("readahead.requests")
            .integer(
                    64,
                    1,
                    4096,
                    "Most range requests that all open files of a JVM have under way at once. The first file system to start decides.");

    public static final ConfigKey<Boolean> HEDGING = ConfigKey.shared("readahead.hedging")
            .flag(
                    true,
                    "Send a second request, on another connection, when a first byte is later than the endpoint's own history. The first file"
                            + " system to start decides.");

    private ReadAheadKeys() {}
}
