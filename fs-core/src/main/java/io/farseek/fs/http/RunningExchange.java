package io.farseek.fs.http;

import io.farseek.fs.dns.HostResolver;
import io.farseek.readahead.AnswerTime;
import io.farseek.readahead.Count;
import io.farseek.readahead.Recorder;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** One exchange from its place in the queue to the end of the body. */
final class RunningExchange implements HttpExchange {
    private static final int DRAIN_MILLIS = 500;

    private final HttpCall call;
    private final HttpSettings settings;
    private final Recorder recorder;
    private final ConnectionPool pool;
    private final Connector connector;
    private final HostResolver resolver;
    private final ExchangeWatch watch;
    private final HttpRequestExecutor executor;
    private final Route route;
    private final Lifeline life;
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile @Nullable PooledConnection leased;
    private volatile @Nullable InetAddress address;
    private boolean reusable;
    private long keepNanos;

    RunningExchange(HttpCall call, HttpTransport.Parts parts) {
        this.call = call;
        this.settings = parts.settings();
        this.recorder = parts.recorder();
        this.pool = parts.pool();
        this.connector = parts.connector();
        this.resolver = parts.resolver();
        this.watch = parts.watch();
        this.executor = parts.executor();
        this.route = Route.of(call.uri(), settings.proxy());
        this.life = new Lifeline(settings.progress());
    }

    @Override
    public HttpReply execute() throws IOException {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("an exchange is executed once: " + call.described());
        }
        life.start(call.deadline());
        watch.add(life);
        try {
            return attempt(call.fresh());
        } catch (IOException | HttpException e) {
            PooledConnection used = leased;
            boolean mayBeStale = used != null && used.reused() && HttpFailures.looksStale(e);
            drop();
            if (!mayBeStale || !call.repeatable() || life.fate() != null) {
                throw translated(e, mayBeStale);
            }
        } catch (RuntimeException e) {
            drop();
            throw e;
        }
        watch.add(life);
        try {
            return attempt(true);
        } catch (IOException | HttpException e) {
            drop();
            throw translated(e, false);
        } catch (RuntimeException e) {
            drop();
            throw e;
        }
    }

    @Override
    public void abort() {
        life.end(Lifeline.Fate.ABORTED);
    }

    private HttpReply attempt(boolean fresh) throws IOException, HttpException {
        boolean verify = !call.repeatable();
        PooledConnection place = pool.lease(new ConnectionPool.Wish(route, call.avoid(), fresh, verify), life);
        leased = place;
        if (place.connection() == null) {
            connector.connect(place, call.avoid(), life);
        }
        address = place.address();
        life.endBy(() -> pool.discard(place));
        ManagedHttpClientConnection connection = Objects.requireNonNull(place.connection());
        connection.setSocketTimeout(Timeout.of(settings.responseTimeout()));
        ClassicHttpResponse response = send(connection);
        life.leave();
        count(response.getCode());
        return reply(place, response);
    }

    private ClassicHttpResponse send(ManagedHttpClientConnection connection) throws IOException, HttpException {
        BasicClassicHttpRequest request = RequestHeads.of(call, route, settings);
        HttpBody body = call.body();
        long headNanos = settings.responseTimeout().toNanos();
        if (body == null) {
            life.enter(Lifeline.Phase.HEAD, headNanos);
        } else {
            life.enter(Lifeline.Phase.SEND, 0);
            request.setEntity(new SentBody(body, life, headNanos, call));
        }
        HttpCoreContext context = HttpCoreContext.create();
        long sentNanos = System.nanoTime();
        ClassicHttpResponse response = executor.execute(request, connection, context);
        AnswerTime.set(System.nanoTime() - sentNanos);
        reusable = connection.isConsistent()
                && DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context);
        keepNanos = keepAliveNanos(response);
        return response;
    }

    /** What the server allows an idle connection, less a second for the way; without its word, as long as we like. */
    private static long keepAliveNanos(ClassicHttpResponse response) {
        long[] seconds = {Long.MAX_VALUE};
        MessageSupport.parseElements(response, "Keep-Alive", element -> {
            if (element.getName().equalsIgnoreCase("timeout") && element.getValue() != null) {
                try {
                    seconds[0] = Long.parseLong(element.getValue());
                } catch (NumberFormatException e) {
                    seconds[0] = Long.MAX_VALUE;
                }
            }
        });
        return seconds[0] == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : Math.max(TimeUnit.MILLISECONDS.toNanos(500), TimeUnit.SECONDS.toNanos(seconds[0] - 1));
    }

    private void count(int status) {
        switch (status / 100) {
            case 2 -> recorder.increment(Count.STATUS_2XX);
            case 4 -> recorder.increment(Count.STATUS_4XX);
            case 5 -> recorder.increment(Count.STATUS_5XX);
            default -> {}
        }
        if (status == 429) {
            recorder.increment(Count.STATUS_429);
        } else if (status == 503) {
            recorder.increment(Count.STATUS_503);
        }
    }

    private HttpReply reply(PooledConnection place, ClassicHttpResponse response) throws IOException {
        List<HttpField> headers = new ArrayList<>();
        for (Header each : response.getHeaders()) {
            headers.add(new HttpField(each.getName(), each.getValue() == null ? "" : each.getValue()));
        }
        HttpEntity entity = response.getEntity();
        InputStream body;
        if (entity == null || entity.getContentLength() == 0) {
            finish();
            body = InputStream.nullInputStream();
        } else {
            body = new BodyStream(this, entity.getContent(), entity.getContentLength(), life, settings);
        }
        String reason = response.getReasonPhrase() == null ? "" : response.getReasonPhrase();
        return new HttpReply(
                response.getCode(), reason, headers, body, Objects.requireNonNull(place.address()), place.reused());
    }

    /** The answer has been read to its end. */
    void finish() {
        life.endBy(null);
        watch.remove(life);
        PooledConnection place = leased;
        if (place == null) {
            return;
        }
        if (reusable && life.fate() == null) {
            pool.release(place, keepNanos);
        } else {
            pool.discard(place);
        }
    }

    /** Ends the exchange in a hurry: whatever is left of it is not wanted. */
    void drop() {
        life.endBy(null);
        watch.remove(life);
        PooledConnection place = leased;
        if (place != null) {
            pool.discard(place);
        }
    }

    void dropUnread() {
        recorder.increment(Count.CONNECTIONS_ABORTED);
        drop();
    }

    /** Allows the rest of the body only little time; false when that cannot be done. */
    boolean hurry() {
        PooledConnection place = leased;
        ManagedHttpClientConnection connection = place == null ? null : place.connection();
        if (connection == null || !connection.isOpen()) {
            return false;
        }
        connection.setSocketTimeout(Timeout.ofMilliseconds(DRAIN_MILLIS));
        return true;
    }

    String described() {
        return call.described() + (address == null ? "" : " at " + address.getHostAddress());
    }

    IOException translate(Exception failure) {
        return translated(failure, false);
    }

    private IOException translated(Exception failure, boolean stale) {
        InetAddress at = address;
        Lifeline.Fate fate = life.fate();
        boolean broke = failure instanceof SocketException || failure instanceof SocketTimeoutException;
        boolean hung = fate == Lifeline.Fate.PHASE_TIMEOUT || fate == Lifeline.Fate.STALLED;
        if (at != null && !stale && (hung || (fate == null && broke))) {
            resolver.failed(route.firstHop(), at);
        }
        return HttpFailures.of(failure, call, settings, life, at);
    }
}
