package io.farseek.fs.hadoop;

import io.farseek.fs.store.ObjectStat;
import io.farseek.fs.store.ObjectStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Extended attributes: what a head of the object gives. One request for a file. */
final class ObjectAttributes {
    private static final String PREFIX = "header.";

    private ObjectAttributes() {}

    static Map<String, byte[]> of(ObjectStore store, FileTree tree, String key) throws IOException {
        Map<String, byte[]> attributes = new TreeMap<>();
        ObjectStat stat;
        try {
            stat = store.head(key);
        } catch (FileNotFoundException e) {
            // Fails unless it is a directory, which has none.
            tree.status(key);
            return attributes;
        }
        stat.attributes().forEach((name, value) -> put(attributes, name, value));
        put(attributes, "content-length", String.valueOf(stat.length()));
        if (!stat.etag().isEmpty()) {
            put(attributes, "etag", stat.etag());
        }
        return attributes;
    }

    private static void put(Map<String, byte[]> attributes, String name, String value) {
        attributes.put(PREFIX + name, value.getBytes(StandardCharsets.UTF_8));
    }
}
