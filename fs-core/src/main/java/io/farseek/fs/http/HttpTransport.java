package io.farseek.fs.http;

import io.farseek.fs.dns.HostResolver;
import io.farseek.readahead.Recorder;
import java.io.Closeable;
import java.io.IOException;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends HTTP requests over a bounded pool of connections. Names are resolved here and not by the JVM, every wait has an end, and all of it
 * is recorded. Retries nothing, but a safe request once when a kept connection turns out to have been closed. Safe for use from many
 * threads.
 */
public final class HttpTransport implements Closeable {
    /** What the exchanges of a transport share. */
    record Parts(
            HttpSettings settings,
            Recorder recorder,
            ConnectionPool pool,
            Connector connector,
            HostResolver resolver,
            ExchangeWatch watch,
            HttpRequestExecutor executor) {}

    private static final Timeout CONTINUE_WAIT = Timeout.ofSeconds(2);

    private final Parts parts;

    private HttpTransport(Parts parts) {
        this.parts = parts;
    }

    /**
     * A transport with a resolver and threads of its own, all ended by {@link #close}.
     *
     * @throws IOException when the trust store or a name server's address cannot be used
     */
    public static HttpTransport open(HttpSettings settings, Recorder recorder) throws IOException {
        SSLContext tls = TrustStores.context(settings.tls());
        return open(settings, HostResolver.open(settings.dns(), recorder), tls, recorder);
    }

    private static HttpTransport open(HttpSettings settings, HostResolver resolver, SSLContext tls, Recorder recorder) {
        ConnectionPool pool = new ConnectionPool(settings.connections(), resolver, recorder);
        Connector connector = new Connector(settings, resolver, tls, recorder);
        HttpRequestExecutor executor = new HttpRequestExecutor(
                Http1Config.custom().setWaitForContinueTimeout(CONTINUE_WAIT).build(), null, null);
        ExchangeWatch watch = new ExchangeWatch(pool::sweep);
        watch.start();
        return new HttpTransport(new Parts(settings, recorder, pool, connector, resolver, watch, executor));
    }

    /** Makes an exchange out of a request. No I/O; an exchange that is never executed needs no closing. */
    public HttpExchange prepare(HttpCall call) {
        return new RunningExchange(call, parts);
    }

    public HttpSettings settings() {
        return parts.settings();
    }

    /** Aborts the exchanges under way and closes every connection. */
    @Override
    public void close() {
        parts.watch().close();
        parts.pool().close();
        parts.resolver().close();
    }
}
