package io.farseek.fs.config;

import io.farseek.readahead.ReadAheadSettings;
import io.farseek.readahead.ReadPattern;
import io.farseek.readahead.RuntimeSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads the shared keys into the records that the rest of the code is given. */
public final class SharedConfig {
    private SharedConfig() {}

    /** Every key that all connectors read. */
    public static List<ConfigKey<?>> keys() {
        return ConfigKey.declaredIn(ReadAheadKeys.class, WriteKeys.class, StoreKeys.class, HttpKeys.class);
    }

    public static ReadAheadSettings readAhead(ConfigReader config) {
        return new ReadAheadSettings(
                config.get(ReadAheadKeys.ENABLED),
                ReadPattern.ADAPTIVE,
                config.get(ReadAheadKeys.READ_DEADLINE),
                config.get(ReadAheadKeys.WINDOW),
                config.get(ReadAheadKeys.PARALLEL_REQUESTS),
                config.get(ReadAheadKeys.AMPLIFICATION_LIMIT),
                config.get(ReadAheadKeys.WHOLE_OBJECT));
    }

    /** What all open files of the JVM share. */
    public static RuntimeSettings runtime(ConfigReader config) {
        return new RuntimeSettings(
                config.find(ReadAheadKeys.MEMORY)
                        .orElseGet(() -> RuntimeSettings.forThisJvm().poolBytes()),
                config.get(ReadAheadKeys.REQUESTS),
                config.get(ReadAheadKeys.HEDGING));
    }

    public static WriteSettings write(ConfigReader config) {
        Optional<String> hadoopTemporary = config.plain("hadoop.tmp.dir");
        String directory = config.find(WriteKeys.DIRECTORY)
                .or(() -> hadoopTemporary)
                .orElseGet(() -> System.getProperty("java.io.tmpdir", "/tmp"));
        return new WriteSettings(
                config.get(WriteKeys.PART_SIZE),
                config.get(WriteKeys.PARALLEL_PARTS),
                config.get(WriteKeys.BUFFER),
                config.get(WriteKeys.MEMORY),
                Path.of(directory),
                config.get(WriteKeys.SYNC),
                config.get(WriteKeys.CLOSE_DEADLINE));
    }

    public static StoreSettings store(ConfigReader config) {
        return new StoreSettings(
                config.get(StoreKeys.STATUS_CACHE),
                config.get(StoreKeys.CHECK_ANCESTORS),
                config.get(StoreKeys.KEEP_PARENT),
                config.get(StoreKeys.PARALLEL_OBJECTS),
                config.get(StoreKeys.BLOCK_SIZE));
    }
}
