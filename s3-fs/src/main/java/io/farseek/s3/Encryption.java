package io.farseek.s3;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** How the store encrypts what is written, and, with a customer's key, how it may read it again. */
sealed interface Encryption {
    Encryption NONE = new BucketDefault();

    /** Whatever the bucket is set to. */
    record BucketDefault() implements Encryption {}

    /** SSE-S3: keys of the store's own. */
    record StoreKey() implements Encryption {}

    /**
     * SSE-KMS and, with {@code twice}, DSSE-KMS.
     *
     * @param keyId a key, or null for the account's default one
     */
    record KmsKey(@Nullable String keyId, boolean twice) implements Encryption {}

    /** SSE-C: the customer sends the key with every request; the store keeps only its digest. */
    record CustomerKey(String base64Key, String base64Md5) implements Encryption {
        static CustomerKey of(String base64Key) {
            byte[] key;
            try {
                key = Base64.getDecoder().decode(base64Key);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("the customer's encryption key is not base64", e);
            }
            if (key.length != 32) {
                throw new IllegalArgumentException(
                        "the customer's encryption key has " + key.length + " bytes; AES256 needs 32, in base64");
            }
            try {
                byte[] digest = MessageDigest.getInstance("MD5").digest(key);
                return new CustomerKey(base64Key, Base64.getEncoder().encodeToString(digest));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JRE has MD5", e);
            }
        }

        @Override
        public String toString() {
            return "CustomerKey[secret]";
        }
    }
}
