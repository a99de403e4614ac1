package io.farseek.fs.hadoop;

import io.farseek.fs.store.DeleteFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.BulkDelete;
import org.apache.hadoop.fs.Path;

/**
 * Hadoop's bulk delete in the store's own batches: files only, none of them looked at first. Mentions {@code BulkDelete}, which Hadoop 3.3.4
 * lacks, and is loaded by {@link BulkDeletes} only.
 */
final class ObjectBulkDelete implements BulkDelete {
    private final ObjectStoreFileSystem fileSystem;
    private final Path base;

    ObjectBulkDelete(ObjectStoreFileSystem fileSystem, Path base) {
        this.fileSystem = fileSystem;
        this.base = base;
    }

    @Override
    public int pageSize() {
        return fileSystem.store().traits().deleteBatch();
    }

    @Override
    public Path basePath() {
        return base;
    }

    @Override
    public List<Map.Entry<Path, String>> bulkDelete(Collection<Path> paths) throws IOException {
        if (paths.size() > pageSize()) {
            throw new IllegalArgumentException(
                    paths.size() + " paths in one bulk delete; the page size of " + base + " is " + pageSize());
        }
        Map<String, Path> byKey = new HashMap<>();
        String baseKey = fileSystem.key(base);
        String inside = PathKeys.prefixOf(baseKey);
        for (Path each : paths) {
            String key = each.isAbsolute() ? fileSystem.key(each) : "";
            if (key.isEmpty() || !(key.startsWith(inside) || key.equals(baseKey))) {
                throw new IllegalArgumentException(each + " is not an absolute path at or below " + base);
            }
            byKey.put(key, each);
        }
        List<Map.Entry<Path, String>> left = new ArrayList<>();
        if (!byKey.isEmpty()) {
            for (DeleteFailure each : fileSystem.deleteFiles(List.copyOf(byKey.keySet()))) {
                left.add(Map.entry(byKey.getOrDefault(each.key(), base), each.reason()));
            }
        }
        return left;
    }

    @Override
    public void close() {}
}
