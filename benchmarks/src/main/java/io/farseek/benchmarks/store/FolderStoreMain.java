package io.farseek.benchmarks.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A {@link FolderStore} as a process, so that what it computes does not count for its clients: {@code FolderStoreMain FOLDER FIRST-BYTE-MILLIS
 * BYTES-PER-SECOND} prints its endpoint as the first line and serves until its standard input ends. 0 bytes a second are no limit.
 */
public final class FolderStoreMain {
    private FolderStoreMain() {}

    public static void main(String[] arguments) throws IOException {
        StoreLimits limits =
                new StoreLimits(Duration.ofMillis(Long.parseLong(arguments[1])), Long.parseLong(arguments[2]), 0, 0);
        try (FolderStore store = FolderStore.start(Path.of(arguments[0]), limits)) {
            StoreProcess.serve(store.endpoint());
        }
        Runtime.getRuntime().halt(0);
    }
}
