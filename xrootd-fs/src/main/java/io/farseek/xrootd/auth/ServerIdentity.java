package io.farseek.xrootd.auth;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** Checks a server's certificate: issued by a trusted authority, valid now, and for the host that was meant. Revocation is not looked up. */
final class ServerIdentity {
    private static final int DNS_NAME = 2;

    private ServerIdentity() {}

    static X509Certificate check(List<X509Certificate> sent, TrustedAuthorities trusted, String host)
            throws IOException {
        if (sent.isEmpty()) {
            throw new IOException("gsi: " + host + " sent no certificate");
        }
        X509Certificate own = sent.get(0);
        Set<TrustAnchor> anchors = new HashSet<>();
        for (X509Certificate each : trusted.certificates()) {
            anchors.add(new TrustAnchor(each, null));
        }
        if (anchors.isEmpty()) {
            throw new IOException("gsi: the folder of trusted authorities " + trusted.folder()
                    + " holds no certificate; set X509_CERT_DIR");
        }
        List<X509Certificate> path = new ArrayList<>(sent);
        path.removeIf(trusted.certificates()::contains);
        try {
            PKIXParameters parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false);
            CertPathValidator.getInstance("PKIX")
                    .validate(TrustedAuthorities.factory().generateCertPath(path), parameters);
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "gsi: the certificate of " + host + " (" + own.getSubjectX500Principal()
                            + ") is not to be trusted by the authorities in " + trusted.folder() + ": "
                            + e.getMessage(),
                    e);
        }
        if (!names(own, host)) {
            throw new IOException(
                    "gsi: the certificate " + own.getSubjectX500Principal() + " is not for the host " + host);
        }
        return own;
    }

    private static boolean names(X509Certificate certificate, String host) throws IOException {
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            boolean any = false;
            if (alternatives != null) {
                for (List<?> each : alternatives) {
                    any |= Integer.valueOf(DNS_NAME).equals(each.get(0));
                    if (matches(String.valueOf(each.get(1)), host)) {
                        return true;
                    }
                }
            }
            // RFC 6125: the common name counts only where there are no names of the other kind.
            return !any && commonNameMatches(certificate, host);
        } catch (GeneralSecurityException | InvalidNameException e) {
            throw new IOException("gsi: the certificate of " + host + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean commonNameMatches(X509Certificate certificate, String host) throws InvalidNameException {
        for (Rdn each : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
            if (each.getType().equalsIgnoreCase("CN")) {
                String name = String.valueOf(each.getValue());
                // Grid host certificates may name a service: host/name.
                if (matches(name.substring(name.indexOf('/') + 1), host)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean matches(String pattern, String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        String named = pattern.toLowerCase(Locale.ROOT);
        if (named.startsWith("*.")) {
            int dot = wanted.indexOf('.');
            return dot > 0 && wanted.substring(dot).equals(named.substring(1));
        }
        return named.equals(wanted);
    }
}
