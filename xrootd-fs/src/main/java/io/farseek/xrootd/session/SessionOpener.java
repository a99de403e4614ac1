package io.farseek.xrootd.session;

import io.farseek.xrootd.auth.Mechanism;
import io.farseek.xrootd.wire.BrokenProtocolException;
import io.farseek.xrootd.wire.Endpoint;
import io.farseek.xrootd.wire.LoginReply;
import io.farseek.xrootd.wire.Protocol;
import io.farseek.xrootd.wire.ProtocolReply;
import io.farseek.xrootd.wire.Request;
import io.farseek.xrootd.wire.Requests;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sets sessions up: connection, handshake, TLS, login, authentication.
 *
 * <p>Handshake, protocol and login leave in one write, so that an anonymous session costs one round trip beyond the connection's own. A
 * server that then demands TLS is connected to anew, once, and remembered. Nothing secret leaves ahead of the protocol reply: with a login
 * token the login waits for it.
 *
 * <p>Servers found to want neither TLS nor authentication are remembered in this process: the next connection to one carries the first
 * request along too. When such a server has changed its mind that request is lost, and whoever sent it sends it again.
 */
final class SessionOpener {
    private static final AtomicLong NUMBER = new AtomicLong();
    private static final int MOST_REMEMBERED = 10_000;
    private static final Set<String> OPEN_TO_ALL = ConcurrentHashMap.newKeySet();

    private final ClientSettings settings;
    private final List<Mechanism> mechanisms;
    private final Tls tls;
    private final Dialer dialer;
    private final Clock clock;
    private final Set<String> wantTls = ConcurrentHashMap.newKeySet();
    private final LongConsumer connectNanos;

    SessionOpener(
            ClientSettings settings,
            List<Mechanism> mechanisms,
            Tls tls,
            Dialer dialer,
            Clock clock,
            LongConsumer connectNanos) {
        this.settings = settings;
        this.mechanisms = List.copyOf(mechanisms);
        this.tls = tls;
        this.dialer = dialer;
        this.clock = clock;
        this.connectNanos = connectNanos;
    }

    /**
     * Opens a session, waiting at most the connect timeout.
     *
     * @param token may be empty
     * @param first a request to send together with the login where that is safe; {@link Exchange#wasSent} tells whether it was
     */
    Session open(Endpoint endpoint, String token, @Nullable Call first) throws IOException {
        long deadlineNanos = System.nanoTime() + settings.connectTimeout().toNanos();
        Call early = OPEN_TO_ALL.contains(endpoint.address()) ? first : null;
        try {
            return attemptTls(endpoint, token, deadlineNanos, early);
        } catch (TlsDemandedException e) {
            wantTls.add(endpoint.address());
        } catch (CredentialsDemandedException e) {
            OPEN_TO_ALL.remove(endpoint.address());
        }
        return attemptTls(endpoint, token, deadlineNanos, null);
    }

    private Session attemptTls(Endpoint endpoint, String token, long deadlineNanos, @Nullable Call early)
            throws IOException {
        try {
            return attempt(endpoint, token, deadlineNanos, early);
        } catch (TlsContext.ChangedServerException e) {
            if (deadlineNanos - System.nanoTime() <= 0) {
                throw e;
            }
            return attempt(endpoint, token, deadlineNanos, null);
        }
    }

    /** Remembers that a server refused to go on without TLS. */
    void demandTls(Endpoint endpoint) {
        wantTls.add(endpoint.address());
    }

    private boolean mustTls(Endpoint endpoint) {
        return endpoint.tls() || wantTls.contains(endpoint.address());
    }

    private Session attempt(Endpoint endpoint, String token, long deadlineNanos, @Nullable Call early)
            throws IOException {
        long began = System.nanoTime();
        PlainTransport transport = dialer.connect(endpoint, deadlineNanos);
        connectNanos.accept(System.nanoTime() - began);
        Connection connection = new Connection(endpoint, transport, mustTls(endpoint));
        LoginLimit limit = new LoginLimit(connection, settings.connectTimeout());
        // Until the connection is watched nobody else enforces the deadline.
        clock.after(deadlineNanos - System.nanoTime(), limit);
        try {
            Session session = new Handshake(connection, endpoint, token, early).run();
            limit.over = true;
            clock.watch(connection);
            connection.start("farseek-xrootd-" + endpoint.address() + "-" + NUMBER.incrementAndGet());
            return session;
        } catch (IOException | RuntimeException e) {
            limit.over = true;
            connection.close(new IOException("login failed"));
            throw e;
        }
    }

    private static final class LoginLimit implements Runnable {
        private final Connection connection;
        private final Duration length;
        private volatile boolean over;

        LoginLimit(Connection connection, Duration length) {
            this.connection = connection;
            this.length = length;
        }

        @Override
        public void run() {
            if (!over) {
                connection.close(new SocketTimeoutException(
                        connection.endpoint().address() + " did not finish the login within " + length));
            }
        }
    }

    private static final class TlsDemandedException extends IOException {
        TlsDemandedException() {
            super("the server wants TLS");
        }
    }

    private static final class CredentialsDemandedException extends IOException {
        CredentialsDemandedException() {
            super("the server wants credentials now");
        }
    }

    /** One attempt's state between connection and login. */
    private final class Handshake {
        private final Connection connection;
        private final Endpoint endpoint;
        private final String token;
        private final @Nullable Call early;
        private boolean encrypted;

        Handshake(Connection connection, Endpoint endpoint, String token, @Nullable Call early) {
            this.connection = connection;
            this.endpoint = endpoint;
            this.token = token;
            this.early = early;
        }

        Session run() throws IOException {
            boolean mustTls = mustTls(endpoint);
            boolean together = !mustTls && token.isEmpty();
            Call greeting = call(null);
            connection.hold();
            connection.sendBare(Requests.handshake());
            Call protocol = call(Requests.protocol(true, mustTls));
            Call login = together ? call(login()) : null;
            if (together && early != null) {
                connection.send(early);
            }
            // Not counted: making a process's first requests, which takes longer than many a way and back, and
            // connecting, as something in between may accept a connection that goes further.
            long began = System.nanoTime();
            connection.sendHeld();
            Reply greeted = connection.readUntil(greeting);
            long roundTrip = System.nanoTime() - began;
            ok(greeted, "handshake");
            ProtocolReply server = ProtocolReply.parse(
                    ok(connection.readUntil(protocol), "kXR_protocol").body());
            if (server.tlsNow()) {
                if (login != null) {
                    throw new TlsDemandedException();
                }
                encrypt();
            } else if (mustTls && !server.hasTls()) {
                throw new IOException(endpoint.address() + " has no TLS, and " + endpoint
                        + " must not be talked to without it; use root:// if that is acceptable");
            } else if (mustTls && !server.tlsAfterLogin()) {
                throw new IOException(endpoint.address() + " does not begin TLS although it has it");
            }
            if (login == null) {
                login = call(login());
            }
            LoginReply reply = LoginReply.parse(
                    ok(connection.readUntil(login), "kXR_login").body());
            if (!reply.offers().isEmpty()) {
                if (early != null && early.wasSent()) {
                    throw new CredentialsDemandedException();
                }
                new Authentication(connection, endpoint, encrypted, settings.connectTimeout())
                        .prove(reply.offers(), mechanisms);
            } else if (together && !server.tlsAfterLogin() && OPEN_TO_ALL.size() < MOST_REMEMBERED) {
                OPEN_TO_ALL.add(endpoint.address());
            }
            if (server.tlsAfterLogin()) {
                encrypt();
            }
            return new Session(connection, server, reply.sessionId(), roundTrip, encrypted);
        }

        private Call call(@Nullable Request request) throws IOException {
            // The handshake has no header of its own and is answered under stream id 0, the first one given out.
            Call call = new Call(
                    request == null ? Requests.ping() : request,
                    settings.connectTimeout().toNanos());
            if (request == null) {
                connection.expect(call);
            } else {
                connection.send(call);
            }
            return call;
        }

        private Request login() {
            StringBuilder cgi = new StringBuilder("?xrd.cc=us&xrd.tz=0&xrd.appname=")
                    .append(settings.application())
                    .append("&xrd.info=&xrd.hostname=")
                    .append(LocalHost.NAME)
                    .append("&xrd.rn=farseek");
            if (!token.isEmpty()) {
                cgi.append('&').append(token);
            }
            return Requests.login(ProcessHandle.current().pid(), settings.user(), cgi.toString());
        }

        private Reply ok(Reply reply, String what) throws IOException {
            if (reply.isOk()) {
                return reply;
            }
            if (reply.status() == Protocol.ERROR) {
                throw reply.error(what, endpoint.address());
            }
            throw new BrokenProtocolException(
                    endpoint.address() + " answered " + what + " with status " + reply.status());
        }

        private void encrypt() throws IOException {
            connection.encrypt(tls);
            encrypted = true;
        }
    }
}
