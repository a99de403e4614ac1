package io.farseek.benchmarks.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * A read-only S3 store on the loopback address whose buckets are the folders of one folder, as slow and as limited as a distant one. Answers
 * GET with one range, HEAD, and ListObjectsV2; signatures are not checked. Costs little: bytes go from the file to the socket.
 */
public final class FolderStore implements SimulatedStore {
    private final Path folder;
    private final StoreModel model;
    private final LoopbackListener listener;
    private final RequestLog log = new RequestLog();

    private FolderStore(Path folder, StoreLimits limits) throws IOException {
        this.folder = folder;
        this.model = new StoreModel(limits);
        this.listener = new LoopbackListener("folder-store");
    }

    /** Starts a store on a free port. */
    public static FolderStore start(Path folder, StoreLimits limits) throws IOException {
        FolderStore store = new FolderStore(folder.toAbsolutePath().normalize(), limits);
        store.listener.start(client -> new FolderConnection(store, client));
        return store;
    }

    @Override
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + listener.port());
    }

    @Override
    public Traffic traffic() {
        return model.traffic();
    }

    /** Listings too. */
    @Override
    public RequestLog log() {
        return log;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    /** Serves requests that arrive from now on within other limits. */
    public void limit(StoreLimits other) {
        model.limit(other);
    }

    Path folder() {
        return folder;
    }

    StoreModel model() {
        return model;
    }
}
