package io.farseek.fs.stats;

import io.farseek.readahead.Recorder;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.GlobalStorageStatistics;

/** The recorders of this JVM, one for each URI scheme, each registered with Hadoop as {@code farseek-SCHEME}. */
public final class Recorders {
    private static final ConcurrentHashMap<String, Recorder> BY_SCHEME = new ConcurrentHashMap<>();

    private Recorders() {}

    /** The scheme's recorder; made and registered with {@link GlobalStorageStatistics} at the first call. */
    public static Recorder of(String scheme) {
        Recorder recorder = BY_SCHEME.computeIfAbsent(scheme, ignored -> new Recorder());
        // Outside the map's lock, and again on every call: Hadoop's tests and some users reset the global registry.
        GlobalStorageStatistics.INSTANCE.put(
                RecorderStatistics.nameFor(scheme), () -> new RecorderStatistics(scheme, recorder));
        return recorder;
    }
}
