package io.farseek.xrootd.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An X.509 proxy: a chain whose first certificate is the proxy's, and its key. What VOMS says of its owner rides inside the chain. */
record Proxy(List<X509Certificate> chain, PrivateKey key) {
    Proxy {
        chain = List.copyOf(chain);
    }

    static Proxy read(Path file) throws IOException {
        String text = Files.readString(file);
        PrivateKey key = null;
        List<X509Certificate> chain = new ArrayList<>(Pem.certificates(text));
        try {
            for (Pem.Block each : Pem.parse(text)) {
                if (each.label().endsWith("PRIVATE KEY")) {
                    key = Pem.rsaKey(each);
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("the key in the proxy " + file + " is not an RSA key: " + e.getMessage(), e);
        }
        if (key == null || chain.isEmpty()) {
            throw new IOException("the proxy " + file + " lacks a certificate or a key");
        }
        for (X509Certificate each : chain) {
            if (each.getNotAfter().toInstant().isBefore(Instant.now())) {
                throw new IOException("the proxy " + file + " expired on "
                        + each.getNotAfter().toInstant());
            }
        }
        return new Proxy(chain, key);
    }

    String toPem() throws IOException {
        StringBuilder out = new StringBuilder();
        for (X509Certificate each : chain) {
            try {
                out.append(Pem.write("CERTIFICATE", each.getEncoded()));
            } catch (CertificateEncodingException e) {
                throw new IOException("a certificate of the proxy cannot be encoded", e);
            }
        }
        return out.toString();
    }

    @Override
    public String toString() {
        return "proxy of " + chain.get(0).getSubjectX500Principal();
    }
}
