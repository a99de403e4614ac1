package io.farseek.fs.memory;

import io.farseek.fs.hadoop.ObjectStoreFileSystem;
import io.farseek.fs.hadoop.StoreOpening;
import io.farseek.fs.store.ObjectStore;
import java.util.List;

/** {@code memory://BUCKET}. */
public class MemoryFileSystem extends ObjectStoreFileSystem {
    public MemoryFileSystem() {
        super("memory", List.of());
    }

    @Override
    public String getScheme() {
        return "memory";
    }

    @Override
    protected ObjectStore openStore(StoreOpening opening) {
        return MemoryStores.bucket(opening.bucket());
    }
}
