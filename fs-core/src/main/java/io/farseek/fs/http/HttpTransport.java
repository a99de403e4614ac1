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

    /** Whom connections trust, and whether a certificate has to name the host. */
    record Trust(SSLContext context, boolean names) {}

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
        return open(settings, recorder, new Trust(TrustStores.context(settings.tls()), true));
    }

    private static HttpTransport open(HttpSettings settings, Recorder recorder, Trust trust) throws IOException {
        HostResolver resolver = HostResolver.open(settings.dns(), recorder);
        ConnectionPool pool = new ConnectionPool(settings.connections(), resolver, recorder);
        Connector connector = new Connector(settings, resolver, trust, recorder);
        HttpRequestExecutor executor = new HttpRequestExecutor(
                Http1Config.custom().setWaitForContinueTimeout(CONTINUE_WAIT).build(), null, null);
        ExchangeWatch watch = new ExchangeWatch(pool::sweep);
        watch.start();
        return new HttpTransport(new Parts(settings, recorder, pool, connector, resolver, watch, executor));
    }

    /**
     * Another transport with the same settings and recorder, which trusts whom {@code tls} trusts instead of the settings' trust store. Closed
     * by the caller.
     *
     * @param names whether a certificate has to name the host; false only for an authority of one's own, such as a cluster's, whose
     *     certificates name something else
     * @throws IOException when a name server's address cannot be used
     */
    public HttpTransport trusting(SSLContext tls, boolean names) throws IOException {
        return open(parts.settings(), parts.recorder(), new Trust(tls, names));
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
