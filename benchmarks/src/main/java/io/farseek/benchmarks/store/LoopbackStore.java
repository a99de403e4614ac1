package io.farseek.benchmarks.store;

import java.io.IOException;
import java.nio.file.Path;

/** What the stores have in common whatever they speak: a folder they serve, within limits, on a port of the loopback address, and a log of it. */
abstract class LoopbackStore implements SimulatedStore {
    private final Path folder;
    private final StoreModel model;
    private final LoopbackListener listener;
    private final RequestLog log = new RequestLog();

    LoopbackStore(String name, Path folder, StoreLimits limits) throws IOException {
        this.folder = folder.toAbsolutePath().normalize();
        this.model = new StoreModel(limits);
        this.listener = new LoopbackListener(name);
    }

    @Override
    public Traffic traffic() {
        return model.traffic();
    }

    /** Every request that is answered. */
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

    final Path folder() {
        return folder;
    }

    final StoreModel model() {
        return model;
    }

    final LoopbackListener listener() {
        return listener;
    }
}
