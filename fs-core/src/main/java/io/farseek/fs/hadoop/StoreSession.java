package io.farseek.fs.hadoop;

import io.farseek.fs.config.StoreSettings;
import io.farseek.fs.config.WriteSettings;
import io.farseek.fs.store.ObjectStat;
import io.farseek.fs.store.ObjectStore;
import io.farseek.fs.store.StoreThreads;
import io.farseek.fs.store.WriteOptions;
import io.farseek.fs.stream.PartBuffer;
import io.farseek.fs.stream.ReadAheadInputStream;
import io.farseek.fs.stream.SharedReadAhead;
import io.farseek.fs.stream.UploadOutputStream;
import io.farseek.fs.stream.WriteMemory;
import io.farseek.readahead.ObjectIdentity;
import io.farseek.readahead.ReadAhead;
import io.farseek.readahead.ReadAheadRuntime;
import io.farseek.readahead.ReadAheadSettings;
import io.farseek.readahead.Recorder;
import io.farseek.readahead.RuntimeSettings;
import io.farseek.readahead.Ticker;
import io.farseek.readahead.Timing;
import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;

/** One file system's store with everything that works on it, made once the settings are known. */
final class StoreSession {
    private final ObjectStore store;
    private final PathKeys keys;
    private final StatusCache cache;
    private final Lookup lookup;
    private final ObjectDelete delete;
    private final ObjectRename rename;
    private final ReadAheadSettings reading;
    private final ReadAheadRuntime runtime;
    private final WriteSettings writing;
    private final WriteMemory memory;
    private final Recorder recorder;
    private final FileSystem.Statistics statistics;
    private final String endpoint;

    StoreSession(
            ObjectStore opened,
            PathKeys keys,
            StoreSettings settings,
            ReadAheadSettings reading,
            RuntimeSettings runtime,
            WriteSettings writing,
            Recorder recorder,
            FileSystem.Statistics statistics) {
        this.store = new ObservedStore(opened, recorder, Ticker.SYSTEM);
        this.keys = keys;
        this.reading = reading;
        this.runtime = SharedReadAhead.runtime(runtime);
        this.writing = writing;
        this.memory = WriteMemory.ofJvm(writing.memoryBytes());
        this.recorder = recorder;
        this.statistics = statistics;
        this.endpoint = keys.path("") + " " + opened.endpoint();
        ParallelObjects parallel = new ParallelObjects(StoreThreads.objects(), settings.parallelObjects());
        this.cache = new StatusCache(settings.statusCache(), Ticker.SYSTEM);
        this.lookup = new Lookup(store, cache, keys, settings.checkAncestors());
        this.delete = new ObjectDelete(store, lookup, cache, keys, parallel, settings.keepParent());
        this.rename = new ObjectRename(store, lookup, cache, keys, parallel, delete);
    }

    ObjectStore store() {
        return store;
    }

    StatusCache cache() {
        return cache;
    }

    Lookup lookup() {
        return lookup;
    }

    ObjectDelete delete() {
        return delete;
    }

    ObjectRename rename() {
        return rename;
    }

    /** Opens what {@code stat} says is there. No request: the first read is the first. */
    ReadAheadInputStream open(ObjectStat stat, OpenOptions options) throws IOException {
        return open(() -> stat, options);
    }

    /** Finds the file, with one head unless it was seen a moment ago, and opens it. */
    ReadAheadInputStream open(String key, OpenOptions options) throws IOException {
        return open(() -> lookup.file(key), options);
    }

    private interface Finding {
        ObjectStat find() throws IOException;
    }

    private ReadAheadInputStream open(Finding finding, OpenOptions options) throws IOException {
        long start = System.nanoTime();
        ObjectStat stat = finding.find();
        ObjectIdentity identity = new ObjectIdentity(endpoint, stat.key(), stat.etag());
        ReadAhead readAhead = ReadAhead.open(store.open(stat), identity, options.applyTo(reading), runtime, recorder);
        recorder.time(Timing.OPEN, System.nanoTime() - start);
        return new ReadAheadInputStream(keys.path(stat.key()).toString(), readAhead, recorder, statistics);
    }

    UploadOutputStream create(String key, WriteOptions options) {
        return new UploadOutputStream(
                keys.path(key).toString(), key, store, options, writing, memory, recorder, cache::saw);
    }

    /** Where a part of {@code length} bytes of an object waits to be sent. */
    PartBuffer partBuffer(String key, long length) {
        return new PartBuffer(
                keys.path(key).toString(),
                memory,
                writing.directory(),
                length,
                writing.buffer() == WriteSettings.Buffer.HEAP);
    }
}
