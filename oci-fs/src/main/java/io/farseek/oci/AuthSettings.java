package io.farseek.oci;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What is configured of authentication; which of it is needed depends on the kind. */
record AuthSettings(
        AuthKind kind,
        @Nullable String tenancy,
        @Nullable String user,
        @Nullable String fingerprint,
        @Nullable Path keyFile,
        @Nullable String key,
        @Nullable String passphrase,
        Path configFile,
        String profile,
        @Nullable Path delegationTokenFile,
        @Nullable String federationEndpoint,
        @Nullable Path serviceAccountTokenFile) {
    /** Without secrets. */
    @Override
    public String toString() {
        return kind + " of user " + user + ", tenancy " + tenancy + ", fingerprint " + fingerprint;
    }
}
