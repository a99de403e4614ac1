package io.farseek.fs.config;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A key of another connector that is read where ours is unset, so that an existing {@code core-site.xml} keeps working.
 *
 * @param key the other connector's name of it
 * @param perBucket from bucket (the URI's authority) to that connector's spelling of the per-bucket override; the key itself where it has
 *     none
 * @param translate from that connector's values to ours
 */
public record FallbackKey(String key, UnaryOperator<String> perBucket, UnaryOperator<String> translate) {
    /** A key without per-bucket form whose values mean the same. */
    public static FallbackKey of(String key) {
        return new FallbackKey(key, bucket -> key, value -> value);
    }

    /** {@code fs.s3a.REST}, overridden by {@code fs.s3a.bucket.BUCKET.REST}. */
    public static FallbackKey s3a(String rest) {
        return new FallbackKey("fs.s3a." + rest, bucket -> "fs.s3a.bucket." + bucket + "." + rest, value -> value);
    }

    /** {@code fs.oci.REST}, overridden by {@code fs.oci.REST.BUCKET.NAMESPACE}; the authority is {@code BUCKET@NAMESPACE}. */
    public static FallbackKey oci(String rest) {
        return new FallbackKey(
                "fs.oci." + rest, bucket -> "fs.oci." + rest + "." + bucket.replace('@', '.'), value -> value);
    }

    public FallbackKey translated(UnaryOperator<String> translation) {
        return new FallbackKey(key, perBucket, translation);
    }

    List<String> lookups(String bucket) {
        String specific = perBucket.apply(bucket);
        return specific.equals(key) ? List.of(key) : List.of(specific, key);
    }
}
