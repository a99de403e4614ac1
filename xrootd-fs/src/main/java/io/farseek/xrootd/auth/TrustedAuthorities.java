package io.farseek.xrootd.auth;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The certificates of a grid authority folder: every {@code *.0 .. *.9} (named by subject hash) and {@code *.pem}. */
public record TrustedAuthorities(Path folder, List<X509Certificate> certificates) {
    static final String FILES = "*.{pem,crt,0,1,2,3,4,5,6,7,8,9}";

    public TrustedAuthorities {
        certificates = List.copyOf(certificates);
    }

    /** Reads the folder. Files that hold no certificate are passed over; a folder that does not exist trusts nobody. */
    public static TrustedAuthorities load(Path folder) throws IOException {
        Set<X509Certificate> found = new LinkedHashSet<>();
        if (Files.isDirectory(folder)) {
            CertificateFactory factory = factory();
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, FILES)) {
                for (Path file : files) {
                    found.addAll(read(factory, file));
                }
            }
        }
        return new TrustedAuthorities(folder, new ArrayList<>(found));
    }

    private static List<X509Certificate> read(CertificateFactory factory, Path file) throws IOException {
        List<X509Certificate> found = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            for (Certificate each : factory.generateCertificates(in)) {
                found.add((X509Certificate) each);
            }
            return found;
        } catch (CertificateException e) {
            // A folder that also holds keys or policies is usual.
            return List.of();
        }
    }

    static CertificateFactory factory() throws IOException {
        try {
            return CertificateFactory.getInstance("X.509");
        } catch (CertificateException e) {
            throw new IOException("this JVM cannot read X.509 certificates", e);
        }
    }
}
