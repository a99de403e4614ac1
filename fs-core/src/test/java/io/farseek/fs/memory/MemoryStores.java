package io.farseek.fs.memory;

import java.util.concurrent.ConcurrentHashMap;

/** The buckets of this JVM by name, so that every file system of a name sees the same one. */
public final class MemoryStores {
    private static final ConcurrentHashMap<String, MemoryObjectStore> BY_NAME = new ConcurrentHashMap<>();

    private MemoryStores() {}

    /** The bucket, made at the first call; one whose name begins with {@code renaming} has a rename. */
    public static MemoryObjectStore bucket(String name) {
        return BY_NAME.computeIfAbsent(
                name,
                made -> new MemoryObjectStore(
                        made, made.startsWith("renaming") ? MemoryObjectStore.RENAMING : MemoryObjectStore.COPYING));
    }

    /** Puts a bucket in place of what was there. */
    public static MemoryObjectStore replace(MemoryObjectStore store, String name) {
        BY_NAME.put(name, store);
        return store;
    }
}
