package io.farseek.oci;

import com.oracle.bmc.objectstorage.model.StorageTier;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One file system's settings.
 *
 * @param endpoint URL of the service, or null for the region's
 * @param region identifier or code, or null for that of the credentials
 * @param tier of new objects, or null for the bucket's
 */
record OciSettings(
        String bucket,
        String namespace,
        @Nullable String endpoint,
        @Nullable String region,
        AuthSettings auth,
        Retry retry,
        Encryption encryption,
        @Nullable StorageTier tier,
        boolean contentMd5) {
    /** How often, how long and how patiently requests are repeated. */
    record Retry(int attempts, Duration deadline, Duration backoff, Duration longestBackoff) {}

    String uri() {
        return "oci://" + bucket + "@" + namespace;
    }
}
