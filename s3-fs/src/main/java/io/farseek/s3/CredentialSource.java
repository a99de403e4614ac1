package io.farseek.s3;

import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Credentials of the user's own making. The class is named in {@code fs.farseek.s3.credentials.provider} and has a public constructor that
 * takes a {@code Configuration}, or none. Called from many threads at once; may block for a short while, and caches by itself what is
 * expensive to get.
 */
public interface CredentialSource {
    /** The credentials to sign the next request for this file system with. */
    Credentials credentials(URI fileSystem) throws IOException;

    /** A key pair, with a token where the credentials are temporary. */
    record Credentials(
            String accessKey, String secretKey, @Nullable String sessionToken) {
        @Override
        public String toString() {
            return "Credentials[" + accessKey + ", secret]";
        }
    }
}
