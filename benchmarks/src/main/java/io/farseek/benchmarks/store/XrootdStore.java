package io.farseek.benchmarks.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * A read-only XRootD server on the loopback address that exports one folder, as slow and as limited as a distant one: the same model as that of
 * {@link FolderStore} behind another protocol. Anonymous; answers open, read, readv, stat, close, ping and the query for the limits of readv. A
 * request above the rate is answered with {@code kXR_wait}, this protocol's 503.
 *
 * <p>As real servers do, it serves the requests of one connection in order, and the way there is travelled by many at once: each answer leaves
 * when its own latency is over and those before it have left.
 */
public final class XrootdStore extends LoopbackStore {
    private XrootdStore(Path folder, StoreLimits limits) throws IOException {
        super("xrootd-store", folder, limits);
    }

    /** Starts a server on a free port. */
    public static XrootdStore start(Path folder, StoreLimits limits) throws IOException {
        XrootdStore store = new XrootdStore(folder, limits);
        store.listener().start(client -> new XrootdConnection(store, client));
        return store;
    }

    @Override
    public URI endpoint() {
        return URI.create("root://127.0.0.1:" + listener().port());
    }

    Thread thread(Runnable task) {
        return listener().daemon(task);
    }
}
