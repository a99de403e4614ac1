package io.farseek.s3;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a kind of store can be asked. The safe direction is {@link #GENERIC}: signed whole payloads, MD5 where S3 demands a checksum, nothing
 * newer than what every store understands.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-dataintegrity.html">data integrity protections of the SDKs</a>
 */
enum CompatibilityProfile {
    /** Amazon's own, whose newest features are used. */
    AWS(true, false, true, true, true, true),
    /** A store that speaks S3, of unknown make: MinIO, S3Proxy and most others. */
    GENERIC(false, true, true, true, true, false),
    /**
     * Ceph RGW: compares the etag of a conditional put without quotes, ignores conditions of a completed upload, calls the condition on a
     * copy's source by a name of its own and has none for a copied part.
     */
    CEPH(false, true, true, true, false, false),
    /**
     * OpenStack Swift's s3api: answers conditional puts with 501, but honours the condition of a completed upload. What came as
     * an upload is compared with an etag of its own when it is copied, and its copy with one request is listed with that one.
     */
    SWIFT(false, true, false, false, true, false);

    private final boolean chunkedEncoding;
    private final boolean md5;
    private final boolean conditionalCreate;
    private final boolean conditionalReplace;
    private final boolean conditionalComplete;
    private final boolean conditionalCopy;

    CompatibilityProfile(
            boolean chunkedEncoding,
            boolean md5,
            boolean conditionalCreate,
            boolean conditionalReplace,
            boolean conditionalComplete,
            boolean conditionalCopy) {
        this.chunkedEncoding = chunkedEncoding;
        this.md5 = md5;
        this.conditionalCreate = conditionalCreate;
        this.conditionalReplace = conditionalReplace;
        this.conditionalComplete = conditionalComplete;
        this.conditionalCopy = conditionalCopy;
    }

    /** Whether bodies may be sent in signed chunks, and with trailing checksums. */
    boolean chunkedEncoding() {
        return chunkedEncoding;
    }

    /** Whether operations that need a checksum send Content-MD5 and nothing newer. */
    boolean md5() {
        return md5;
    }

    /** Whether a put honours {@code If-None-Match: *}. */
    boolean conditionalCreate() {
        return conditionalCreate;
    }

    /** Whether a put honours {@code If-Match}. */
    boolean conditionalReplace() {
        return conditionalReplace;
    }

    /** Whether the completion of an upload honours the same conditions. */
    boolean conditionalComplete() {
        return conditionalComplete;
    }

    /** Whether a copy honours conditions on its target. */
    boolean conditionalCopy() {
        return conditionalCopy;
    }

    /** Whether a whole object with this etag can be copied with one request. A dash marks the etag of an upload. */
    boolean copiesAtOnce(String etag) {
        return !(this == SWIFT && etag.contains("-"));
    }

    /** Whether the copy of a part can be made to fail when its source no longer has {@code etag}. */
    boolean pinsCopiedParts(String etag) {
        return !etag.isEmpty() && this != CEPH && copiesAtOnce(etag);
    }

    /**
     * What the condition on a copy's source is called where it is not called as in the protocol.
     *
     * @see <a href="https://docs.ceph.com/en/latest/radosgw/s3/objectops/#copy-object">x-amz-copy-if-match</a>
     */
    Optional<String> ownCopyCondition() {
        return this == CEPH ? Optional.of("x-amz-copy-if-match") : Optional.empty();
    }

    /** The etag as this store wants it in the {@code If-Match} of a write. */
    String writeEtag(String etag) {
        return this == CEPH ? etag : "\"" + etag + "\"";
    }

    /** What can be told from the endpoint alone: Amazon's own names, and nothing else. */
    static CompatibilityProfile of(@Nullable URI endpoint) {
        if (endpoint == null || endpoint.getHost() == null) {
            return AWS;
        }
        String host = endpoint.getHost().toLowerCase(Locale.ROOT);
        return host.endsWith(".amazonaws.com") || host.endsWith(".amazonaws.com.cn") ? AWS : GENERIC;
    }
}
