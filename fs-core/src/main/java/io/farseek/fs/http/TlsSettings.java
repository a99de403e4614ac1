package io.farseek.fs.http;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whom https connections trust. Names are verified, except on a transport that was told otherwise ({@link HttpTransport#trusting}).
 *
 * @param trustStore certificates to trust instead of the JDK's: a PEM file, or a PKCS12 or JKS key store. Null for the JDK's, with its
 *     {@code javax.net.ssl.trustStore} properties
 * @param trustStorePassword of a key store; null for none
 * @param handshakeTimeout longest time for a whole TLS handshake
 */
public record TlsSettings(
        @Nullable Path trustStore, @Nullable String trustStorePassword, Duration handshakeTimeout) {
    public static final TlsSettings DEFAULT = new TlsSettings(null, null, Duration.ofSeconds(10));

    public TlsSettings {
        if (handshakeTimeout.isNegative() || handshakeTimeout.isZero()) {
            throw new IllegalArgumentException("a TLS handshake time-out must be positive, not " + handshakeTimeout);
        }
    }

    public TlsSettings withTrustStore(Path file, @Nullable String password) {
        return new TlsSettings(file, password, handshakeTimeout);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "trust " + (trustStore == null ? "of the JDK" : trustStore) + ", handshake " + handshakeTimeout;
    }
}
