package io.farseek.root.spark;

import io.farseek.root.column.Table;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.jspecify.annotations.Nullable;

/**
 * Parsed tables of the files read last, on the driver: schema inference, planning and the next query on the same file parse it once. A file that changed
 * has another length or modification time and is parsed again. Thread-safe; the lock is never held while a file is read.
 */
final class MetadataCache {
    static final MetadataCache SHARED = new MetadataCache(4_096);

    private final Map<Key, SoftReference<List<Table>>> entries;

    private record Key(String path, long length, long modificationTime, List<String> trees) {}

    /** Reads the tables of one file. */
    @FunctionalInterface
    interface Loader {
        List<Table> load() throws IOException;
    }

    MetadataCache(int files) {
        entries = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, SoftReference<List<Table>>> eldest) {
                return size() > files;
            }
        };
    }

    List<Table> get(FileStatus file, List<String> trees, Loader loader) throws IOException {
        Key key = new Key(file.getPath().toString(), file.getLen(), file.getModificationTime(), trees);
        List<Table> known = find(key);
        if (known != null) {
            return known;
        }
        List<Table> loaded = List.copyOf(loader.load());
        synchronized (entries) {
            entries.put(key, new SoftReference<>(loaded));
        }
        return loaded;
    }

    private @Nullable List<Table> find(Key key) {
        synchronized (entries) {
            SoftReference<List<Table>> reference = entries.get(key);
            return reference == null ? null : reference.get();
        }
    }
}
