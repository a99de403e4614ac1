package io.farseek.s3;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides how one bucket is talked to.
 *
 * @param endpoint where the store is, or null for Amazon's endpoint of the region
 * @param region for signatures, or null to find it out
 * @param profile null to find it out: from the endpoint, then from the store's first answers
 * @param storageClass of what is written, or null for the store's default
 * @param attempts tries of one request, the first included
 * @param callTimeout longest time for one call with all its attempts, body of an answer excluded
 * @param copyThreshold an object longer than this is copied in parts, in bytes
 * @param copyPartBytes length of those parts
 */
record S3Settings(
        String scheme,
        String bucket,
        @Nullable URI endpoint,
        @Nullable String region,
        boolean pathStyle,
        @Nullable CompatibilityProfile profile,
        boolean requesterPays,
        Encryption encryption,
        @Nullable String storageClass,
        ChecksumChoice checksum,
        int attempts,
        Duration callTimeout,
        Duration backoff,
        Duration throttleBackoff,
        Duration longestBackoff,
        long copyThreshold,
        long copyPartBytes,
        CredentialSettings credentials) {
    /** The largest object of one put or copy: 5 GiB. */
    static final long SINGLE_REQUEST_BYTES = 5L << 30;

    /** The smallest part but the last, and the most parts, of an upload. */
    static final long MIN_PART_BYTES = 5L << 20;

    static final int MAX_PARTS = 10_000;

    S3Settings {
        if (copyThreshold > SINGLE_REQUEST_BYTES || copyPartBytes < MIN_PART_BYTES) {
            throw new IllegalArgumentException("copies of up to " + copyThreshold + " bytes in parts of "
                    + copyPartBytes + "; S3 allows at most 5 GiB at once and no part below 5 MiB");
        }
    }

    /** What is known of the store before its first answer. */
    CompatibilityProfile startingProfile() {
        return profile == null ? CompatibilityProfile.of(endpoint) : profile;
    }

    String uri(String key) {
        return scheme + "://" + bucket + "/" + key;
    }
}
