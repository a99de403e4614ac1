package io.farseek.xrootd.session;

import io.farseek.xrootd.auth.TrustedAuthorities;
import io.farseek.xrootd.wire.Endpoint;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPublicKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * TLS by one set of trusted authorities, with the TLS sessions that may be resumed. A session is resumed only with the host and port whose
 * certificate was checked when it began, and only within these authorities; no client's credential is part of it, since those travel in XRootD's own
 * authentication.
 */
final class TlsContext {
    /** After this long a server has to show its certificate again. */
    private static final int SESSION_SECONDS = (int) TimeUnit.MINUTES.toSeconds(10);

    private static final int MOST_SESSIONS = 1000;

    private final TrustedAuthorities authorities;
    private final ServerTrust trust;
    private final SSLContext context;
    /** Servers met, and whether they are known to do with X25519. */
    private final Map<String, Boolean> met = new ConcurrentHashMap<>();

    TlsContext(TrustedAuthorities authorities) throws IOException {
        this.authorities = authorities;
        try {
            this.trust = new ServerTrust(authorities);
            this.context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, null);
            SSLSessionContext sessions = context.getClientSessionContext();
            sessions.setSessionTimeout(SESSION_SECONDS);
            sessions.setSessionCacheSize(MOST_SESSIONS);
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot set TLS up: " + e.getMessage(), e);
        }
    }

    TrustedAuthorities authorities() {
        return authorities;
    }

    ServerTrust trust() {
        return trust;
    }

    /** Whether the server was seen to agree on keys by X25519, so that it is offered nothing else. */
    boolean takesX25519(Endpoint endpoint) {
        return Boolean.TRUE.equals(met.get(endpoint.address()));
    }

    /**
     * Waits for the handshake.
     *
     * @throws ChangedServerException when a server did not take what it took before; asked anew it is offered everything
     */
    SSLSocket shakeHands(Socket plain, Endpoint endpoint) throws IOException {
        String server = endpoint.address();
        boolean isMet = met.containsKey(server);
        KeyAgreement agreement = new KeyAgreement(takesX25519(endpoint));
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(plain, endpoint.host(), endpoint.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setAlgorithmConstraints(agreement);
        socket.setSSLParameters(parameters);
        try {
            socket.startHandshake();
        } catch (IOException e) {
            if (met.remove(server) != null) {
                throw new ChangedServerException(e);
            }
            throw e;
        }
        if (!isMet) {
            if (met.size() >= MOST_SESSIONS) {
                met.clear();
            }
            met.put(server, agreement.tookX25519() && signsWithRsa(socket.getSession()));
        }
        return socket;
    }

    /** Whether nothing but the key agreement needs an elliptic curve: JSSE drops the signatures on those curves that it may not agree on keys with. */
    private static boolean signsWithRsa(SSLSession session) throws SSLPeerUnverifiedException {
        return session.getProtocol().equals("TLSv1.3")
                && session.getPeerCertificates()[0].getPublicKey() instanceof RSAPublicKey;
    }

    /** A handshake failed that leant on what the server did before. */
    static final class ChangedServerException extends IOException {
        ChangedServerException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
