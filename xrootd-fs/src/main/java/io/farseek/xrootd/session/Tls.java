package io.farseek.xrootd.session;

import io.farseek.xrootd.auth.TrustedAuthorities;
import io.farseek.xrootd.wire.Endpoint;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Puts TLS on connections. The server's certificate must name the host and come from an authority of the folder or of the JVM. */
final class Tls {
    /** Authorities are loaded anew for clients opened later than this: they are renewed a few times a year. */
    private static final long LIFE_NANOS = TimeUnit.MINUTES.toNanos(10);

    private static final Map<Path, Loaded> LOADED = new ConcurrentHashMap<>();

    /** What a folder's certificates were made into, with the TLS sessions that may be resumed. */
    private record Loaded(SSLSocketFactory factory, long sinceNanos) {}

    private final Path authorities;
    private @Nullable SSLSocketFactory factory;

    Tls(Path authorities) {
        this.authorities = authorities;
    }

    /** Waits for the TLS handshake; the caller enforces the deadline by closing the socket. */
    Socket layer(Socket plain, Endpoint endpoint) throws IOException {
        SSLSocket socket = (SSLSocket) factory().createSocket(plain, endpoint.host(), endpoint.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        try {
            socket.startHandshake();
        } catch (SSLException e) {
            throw new SSLException(
                    "TLS with " + endpoint.address() + " failed: " + e.getMessage()
                            + " (trusted are the JVM's authorities and those in " + authorities + ")",
                    e);
        }
        return socket;
    }

    private synchronized SSLSocketFactory factory() throws IOException {
        SSLSocketFactory made = factory;
        if (made == null) {
            Loaded loaded = LOADED.get(authorities);
            if (loaded == null || System.nanoTime() - loaded.sinceNanos() > LIFE_NANOS) {
                loaded = new Loaded(make(), System.nanoTime());
                LOADED.put(authorities, loaded);
            }
            made = loaded.factory();
            factory = made;
        }
        return made;
    }

    private SSLSocketFactory make() throws IOException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int n = 0;
            for (X509Certificate each : TrustedAuthorities.load(authorities).certificates()) {
                store.setCertificateEntry("grid" + n++, each);
            }
            TrustManagerFactory own = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            own.init((KeyStore) null);
            for (TrustManager manager : own.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    for (X509Certificate each : x509.getAcceptedIssuers()) {
                        store.setCertificateEntry("jvm" + n++, each);
                    }
                }
            }
            TrustManagerFactory all = TrustManagerFactory.getInstance("PKIX");
            all.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, all.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot set TLS up: " + e.getMessage(), e);
        }
    }
}
