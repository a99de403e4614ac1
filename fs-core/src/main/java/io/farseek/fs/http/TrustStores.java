package io.farseek.fs.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Makes the TLS context of a transport. */
final class TrustStores {
    private static final String PEM_MARK = "-----BEGIN CERTIFICATE";

    private TrustStores() {}

    static SSLContext context(TlsSettings settings) throws IOException {
        Path file = settings.trustStore();
        try {
            if (file == null) {
                return SSLContext.getDefault();
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(load(file, settings.trustStorePassword()));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw unusable(file, e);
        }
    }

    private static KeyStore load(Path file, @Nullable String password) throws IOException, GeneralSecurityException {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            throw unusable(file, e);
        }
        if (!new String(content, StandardCharsets.ISO_8859_1).contains(PEM_MARK)) {
            try {
                return KeyStore.getInstance(file.toFile(), password == null ? null : password.toCharArray());
            } catch (IOException | GeneralSecurityException e) {
                throw unusable(file, e);
            }
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("certificate-" + number++, each);
            }
        }
        return store;
    }

    private static IOException unusable(@Nullable Path file, Exception cause) {
        return new IOException(
                "the trust store " + (file == null ? "of the JDK" : file) + " cannot be used: " + cause.getMessage()
                        + ". It has to be a readable PEM file of certificates, or a PKCS12 or JKS key store with its password",
                cause);
    }
}
