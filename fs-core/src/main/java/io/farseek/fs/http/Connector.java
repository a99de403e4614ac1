package io.farseek.fs.http;

import io.farseek.fs.dns.HostResolver;
import io.farseek.readahead.Count;
import io.farseek.readahead.Recorder;
import io.farseek.readahead.Timing;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.impl.io.MonitoringResponseOutOfOrderStrategy;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.jspecify.annotations.Nullable;

/** Makes connections: name, address after address, tunnel, TLS; each step timed and with an end. */
final class Connector {
    private static final int MAX_ADDRESSES = 3;

    private final HttpSettings settings;
    private final HostResolver resolver;
    private final HttpTransport.Trust trust;
    private final Recorder recorder;
    private final HttpConnectionFactory<ManagedHttpClientConnection> connections =
            ManagedHttpClientConnectionFactory.builder()
                    .http1Config(Http1Config.custom().setBufferSize(16 << 10).build())
                    .responseParserFactory(DefaultHttpResponseParserFactory.INSTANCE)
                    .responseOutOfOrderStrategy(MonitoringResponseOutOfOrderStrategy.INSTANCE)
                    .build();

    Connector(HttpSettings settings, HostResolver resolver, HttpTransport.Trust trust, Recorder recorder) {
        this.settings = settings;
        this.resolver = resolver;
        this.trust = trust;
        this.recorder = recorder;
    }

    /** Fills {@code place} with a connection. On failure the caller discards the place. */
    void connect(PooledConnection place, Set<InetAddress> avoid, Lifeline life) throws IOException {
        Route route = place.route();
        long start = System.nanoTime();
        life.enter(Lifeline.Phase.CONNECT, 0);
        List<InetAddress> addresses = resolver.candidates(route.firstHop(), avoid, life.ended());
        recorder.time(Timing.CONNECTION_DNS, System.nanoTime() - start);
        List<String> failures = new ArrayList<>();
        IOException last = null;
        for (InetAddress each : addresses.subList(0, Math.min(MAX_ADDRESSES, addresses.size()))) {
            Socket socket = new Socket();
            life.endBy(() -> closeQuietly(socket));
            try {
                establish(place, each, socket, life);
                return;
            } catch (Unreachable e) {
                closeQuietly(socket);
                last = e.reason;
                failures.add(each.getHostAddress() + " (" + e.reason.getMessage() + ")");
                resolver.failed(route.firstHop(), each);
                if (life.fate() != null) {
                    break;
                }
            } catch (IOException | RuntimeException e) {
                closeQuietly(socket);
                throw e;
            }
        }
        throw unreachable(route, failures, addresses.size(), last);
    }

    private void establish(PooledConnection place, InetAddress address, Socket plain, Lifeline life)
            throws IOException {
        Route route = place.route();
        open(plain, new InetSocketAddress(address, route.firstHopPort()), life);
        ManagedHttpClientConnection made;
        if (route.secure()) {
            if (route.proxy() != null) {
                tunnel(plain, route, route.proxy(), life);
            }
            SSLSocket secured = secure(plain, route, address, life);
            made = connections.createConnection(null);
            made.bind(secured, plain);
        } else {
            made = connections.createConnection(null);
            made.bind(plain);
        }
        plain.setSoTimeout(millis(settings.responseTimeout()));
        place.connected(made, address, System.nanoTime());
        recorder.increment(Count.CONNECTIONS_OPENED);
    }

    private void open(Socket socket, InetSocketAddress to, Lifeline life) throws Unreachable {
        Duration limit = settings.connections().connectTimeout();
        long start = System.nanoTime();
        // The socket's own time-out comes first; the watch's is there in case it does not.
        life.enter(Lifeline.Phase.CONNECT, 2 * limit.toNanos());
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.connect(to, millis(limit));
        } catch (SocketTimeoutException e) {
            throw new Unreachable(new SocketTimeoutException("no answer within " + limit));
        } catch (IOException e) {
            throw new Unreachable(e);
        } finally {
            recorder.time(Timing.CONNECTION_TCP, System.nanoTime() - start);
        }
    }

    private SSLSocket secure(Socket plain, Route route, InetAddress address, Lifeline life) throws IOException {
        long start = System.nanoTime();
        Duration limit = settings.tls().handshakeTimeout();
        life.enter(Lifeline.Phase.TLS, limit.toNanos());
        try {
            SSLSocket socket = (SSLSocket)
                    trust.context().getSocketFactory().createSocket(plain, route.host(), route.port(), true);
            SSLParameters parameters = socket.getSSLParameters();
            if (trust.names()) {
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
            }
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(millis(limit));
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            if (!(e instanceof javax.net.ssl.SSLException)) {
                resolver.failed(route.firstHop(), address);
            }
            throw e;
        } finally {
            recorder.time(Timing.CONNECTION_TLS, System.nanoTime() - start);
        }
    }

    private void tunnel(Socket socket, Route route, ProxySettings proxy, Lifeline life) throws IOException {
        life.enter(Lifeline.Phase.TUNNEL, settings.responseTimeout().toNanos());
        socket.setSoTimeout(millis(settings.responseTimeout()));
        ClassicHttpRequest request = new BasicClassicHttpRequest("CONNECT", (HttpHost) null, route.authority());
        request.addHeader("Host", route.authority());
        String authorization = authorization(proxy);
        if (authorization != null) {
            request.addHeader("Proxy-Authorization", authorization);
        }
        // Bound to the socket for this one exchange only, and then dropped without being closed.
        DefaultBHttpClientConnection connection = new DefaultBHttpClientConnection(Http1Config.DEFAULT);
        connection.bind(socket);
        try (ClassicHttpResponse response =
                new HttpRequestExecutor().execute(request, connection, HttpCoreContext.create())) {
            if (response.getCode() == 407) {
                throw new IOException(proxy + " wants another user or password (407). Check the proxy settings");
            }
            if (response.getCode() / 100 != 2) {
                throw new IOException(proxy + " refuses a tunnel to " + route.authority() + ": " + response.getCode()
                        + " " + response.getReasonPhrase() + ". Check its rules and the endpoint");
            }
        } catch (HttpException e) {
            throw new IOException(proxy + " does not answer in HTTP. Check its host and port", e);
        }
    }

    /** The Basic credentials for a proxy (RFC 7617), or null. */
    static @Nullable String authorization(ProxySettings proxy) {
        if (proxy.user() == null) {
            return null;
        }
        String pair = proxy.user() + ":" + (proxy.password() == null ? "" : proxy.password());
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private IOException unreachable(Route route, List<String> failures, int known, @Nullable IOException last) {
        String more = known > failures.size() ? " and " + (known - failures.size()) + " more addresses not tried" : "";
        String message = "cannot connect to " + route.firstHop() + " port " + route.firstHopPort()
                + (route.proxy() == null ? "" : " (" + route.proxy() + ")") + ": " + String.join(", ", failures) + more
                + ". Check endpoint and port, and that a firewall lets this machine through";
        IOException failure = last instanceof SocketTimeoutException
                ? new SocketTimeoutException(message)
                : new ConnectException(message);
        failure.initCause(last);
        return failure;
    }

    static int millis(Duration duration) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, duration.toMillis()));
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // There is nothing to lose in a socket that is given up.
        }
    }

    /** One address could not be reached; another might. */
    private static final class Unreachable extends IOException {
        private final IOException reason;

        Unreachable(IOException reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
