package io.farseek.benchmarks.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * A read-only S3 store on the loopback address whose buckets are the folders of one folder, as slow and as limited as a distant one. Answers
 * GET with one range, HEAD, and ListObjectsV2; signatures are not checked. Costs little: bytes go from the file to the socket.
 */
public final class FolderStore extends LoopbackStore {
    private FolderStore(Path folder, StoreLimits limits) throws IOException {
        super("folder-store", folder, limits);
    }

    /** Starts a store on a free port. */
    public static FolderStore start(Path folder, StoreLimits limits) throws IOException {
        FolderStore store = new FolderStore(folder, limits);
        store.listener().start(client -> new FolderConnection(store, client));
        return store;
    }

    @Override
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + listener().port());
    }
}
