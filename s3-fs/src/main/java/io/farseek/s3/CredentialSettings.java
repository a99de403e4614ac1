package io.farseek.s3;

import io.farseek.fs.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where credentials come from.
 *
 * @param providers tried in this order; names of {@link CredentialKind} or classes
 * @param profile name in the profile file, or null for the environment's choice
 */
record CredentialSettings(
        List<String> providers,
        @Nullable Secret accessKey,
        @Nullable Secret secretKey,
        @Nullable Secret sessionToken,
        @Nullable String profile,
        @Nullable String profileFile,
        Role role) {
    /**
     * A role to assume.
     *
     * @param source the credentials to assume it with
     * @param duration of a session
     * @param tokenFile of a web identity, or null for the environment's
     */
    record Role(
            @Nullable String arn,
            String sessionName,
            @Nullable String externalId,
            Duration duration,
            List<String> source,
            @Nullable URI endpoint,
            @Nullable String region,
            @Nullable String tokenFile) {
        Role {
            source = List.copyOf(source);
        }
    }

    CredentialSettings {
        providers = List.copyOf(providers);
        if ((accessKey == null) != (secretKey == null)) {
            throw new IllegalArgumentException(
                    "an access key without a secret key, or the other way round: set both of " + S3Keys.ACCESS_KEY
                            + " and " + S3Keys.SECRET_KEY);
        }
    }
}
