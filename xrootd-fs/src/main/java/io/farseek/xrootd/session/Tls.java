package io.farseek.xrootd.session;

import io.farseek.xrootd.auth.AuthorityFolders;
import io.farseek.xrootd.auth.TrustedAuthorities;
import io.farseek.xrootd.wire.Endpoint;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;

/** Puts TLS on connections. The server's certificate must name the host and come from an authority of the folder or of the JVM. */
final class Tls {
    private static final Map<Path, TlsContext> CONTEXTS = new ConcurrentHashMap<>();
    private static final int MOST_CONTEXTS = 100;

    private final Path folder;
    private final AuthorityFolders folders;

    Tls(Path folder) {
        this(folder, AuthorityFolders.SHARED);
    }

    Tls(Path folder, AuthorityFolders folders) {
        this.folder = folder;
        this.folders = folders;
    }

    /**
     * Waits for the TLS handshake; the caller enforces the deadline by closing the socket.
     *
     * @throws TlsContext.ChangedServerException when it is worth another attempt on another connection
     */
    Socket layer(Socket plain, Endpoint endpoint) throws IOException {
        try {
            return context().shakeHands(plain, endpoint);
        } catch (TlsContext.ChangedServerException e) {
            throw new TlsContext.ChangedServerException(named(endpoint, e));
        } catch (SSLException e) {
            throw named(endpoint, e);
        }
    }

    private SSLException named(Endpoint endpoint, IOException e) {
        return new SSLException(
                "TLS with " + endpoint.address() + " failed: " + e.getMessage()
                        + " (trusted are the JVM's authorities and those in " + folder + ")",
                e);
    }

    /** That of the authorities as they are now, shared with all clients that trust the same folder. */
    TlsContext context() throws IOException {
        TrustedAuthorities authorities = folders.in(folder);
        TlsContext context = CONTEXTS.get(folder);
        if (context == null || !context.authorities().certificates().equals(authorities.certificates())) {
            if (CONTEXTS.size() >= MOST_CONTEXTS) {
                CONTEXTS.clear();
            }
            context = new TlsContext(authorities);
            CONTEXTS.put(folder, context);
        }
        return context;
    }
}
