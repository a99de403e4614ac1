package io.farseek.benchmarks.store;

import io.farseek.embedded.EmbeddedS3;
import java.io.IOException;

/**
 * The embedded S3 server as a process: {@code EmbeddedStoreMain <bucket>...} prints its endpoint as the first line and serves until its
 * standard input ends. So it never outlives the process that started it, however that one ended.
 */
public final class EmbeddedStoreMain {
    private EmbeddedStoreMain() {}

    public static void main(String[] buckets) throws IOException {
        try (EmbeddedS3 store = EmbeddedS3.start(buckets)) {
            StoreProcess.serve(store.endpoint());
        }
        Runtime.getRuntime().halt(0);
    }
}
