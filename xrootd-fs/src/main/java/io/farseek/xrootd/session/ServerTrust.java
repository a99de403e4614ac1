package io.farseek.xrootd.session;

import io.farseek.xrootd.auth.TrustedAuthorities;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Accepts a server's certificate that leads to an authority of a folder or of the JVM. The JVM's, some hundred, are read once a certificate
 * came for which the folder's do not suffice: reading them takes as long as the rest of a process's first handshake.
 */
final class ServerTrust extends X509ExtendedTrustManager {
    private final Set<X500Principal> subjects = new HashSet<>();
    private final @Nullable X509ExtendedTrustManager folder;
    private final AtomicInteger checks = new AtomicInteger();
    private volatile @Nullable X509ExtendedTrustManager jvm;

    ServerTrust(TrustedAuthorities authorities) throws GeneralSecurityException, IOException {
        for (X509Certificate each : authorities.certificates()) {
            subjects.add(each.getSubjectX500Principal());
        }
        this.folder = subjects.isEmpty() ? null : by(authorities.certificates().toArray(new X509Certificate[0]));
    }

    private static X509ExtendedTrustManager by(X509Certificate[] authorities)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (int i = 0; i < authorities.length; i++) {
            store.setCertificateEntry("authority " + i, authorities[i]);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    }

    private X509ExtendedTrustManager jvm() throws CertificateException {
        X509ExtendedTrustManager made = jvm;
        if (made == null) {
            try {
                made = ofJvm();
            } catch (GeneralSecurityException | IOException e) {
                throw new CertificateException("the JVM's authorities cannot be read: " + e.getMessage(), e);
            }
            jvm = made;
        }
        return made;
    }

    private static X509ExtendedTrustManager ofJvm() throws GeneralSecurityException, IOException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        for (TrustManager each : factory.getTrustManagers()) {
            if (each instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
            if (each instanceof X509TrustManager plain) {
                // One that would not look at the host's name.
                return by(plain.getAcceptedIssuers());
            }
        }
        throw new CertificateException("it has none for X.509");
    }

    /** How many certificates were looked at: none for a TLS session that was resumed. */
    int checks() {
        return checks.get();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        checks.incrementAndGet();
        if (folder == null) {
            jvm().checkServerTrusted(chain, type, socket);
            return;
        }
        try {
            folder.checkServerTrusted(chain, type, socket);
        } catch (CertificateException e) {
            try {
                jvm().checkServerTrusted(chain, type, socket);
            } catch (CertificateException other) {
                CertificateException told = comesFromFolder(chain) ? e : other;
                told.addSuppressed(told == e ? other : e);
                throw told;
            }
        }
    }

    private boolean comesFromFolder(X509Certificate[] chain) {
        for (X509Certificate each : chain) {
            if (subjects.contains(each.getIssuerX500Principal())) {
                return true;
            }
        }
        return false;
    }

    /** What a server would send to its clients. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw unchecked();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw unchecked();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw unchecked();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw unchecked();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw unchecked();
    }

    private static CertificateException unchecked() {
        return new CertificateException("only certificates of servers, on sockets, are checked here");
    }
}
