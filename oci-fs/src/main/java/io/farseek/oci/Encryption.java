package io.farseek.oci;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Whose keys encrypt objects.
 *
 * @param kmsKey OCID, or null
 * @param customerKey 256 bits in Base64, or null
 */
record Encryption(@Nullable String kmsKey, @Nullable String customerKey) {
    /** What is configured. */
    enum Kind {
        BUCKET_DEFAULT,
        KMS,
        CUSTOMER_KEY
    }

    static final String ALGORITHM = "AES256";
    static final Encryption BUCKET_DEFAULT = new Encryption(null, null);
    private static final int KEY_BYTES = 32;

    Encryption {
        if (customerKey != null && decoded(customerKey).length != KEY_BYTES) {
            throw new IllegalArgumentException("a customer's key is 256 bits in Base64");
        }
    }

    private static byte[] decoded(String key) {
        try {
            return Base64.getDecoder().decode(key);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a customer's key is 256 bits in Base64", e);
        }
    }

    @Nullable String algorithm() {
        return customerKey == null ? null : ALGORITHM;
    }

    /** The key's fingerprint, by which the store knows that it arrived whole. */
    @Nullable String customerKeySha256() {
        if (customerKey == null) {
            return null;
        }
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(decoded(customerKey)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return customerKey != null ? "customer's key" : kmsKey != null ? "KMS key " + kmsKey : "bucket's default";
    }
}
