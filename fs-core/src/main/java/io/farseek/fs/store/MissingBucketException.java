package io.farseek.fs.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The bucket itself does not exist, or not for these credentials. Deliberately no {@link java.io.FileNotFoundException}: {@code exists} must
 * not answer false for every file because a bucket name is misspelt.
 */
public class MissingBucketException extends IOException {
    public MissingBucketException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
