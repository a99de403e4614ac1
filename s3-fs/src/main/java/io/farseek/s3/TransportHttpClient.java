package io.farseek.s3;

import io.farseek.fs.http.HttpBody;
import io.farseek.fs.http.HttpCall;
import io.farseek.fs.http.HttpExchange;
import io.farseek.fs.http.HttpField;
import io.farseek.fs.http.HttpReply;
import io.farseek.fs.http.HttpTransport;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** The SDK's HTTP client on Farseek's transport: one pool of connections, one resolver, one set of figures with the other connectors. */
final class TransportHttpClient implements SdkHttpClient {
    private static final String ATTEMPT = "amz-sdk-request";

    private final HttpTransport transport;
    private final Listener listener;
    private final Runnable onClose;

    /** Told the head of every answer, before the SDK. */
    interface Listener {
        Listener NONE = reply -> {};

        void answered(HttpReply reply);
    }

    TransportHttpClient(HttpTransport transport, Listener listener, Runnable onClose) {
        this.transport = transport;
        this.listener = listener;
        this.onClose = onClose;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        HttpExchange exchange = transport.prepare(call(request));
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return answer(exchange, exchange.execute());
            }

            @Override
            public void abort() {
                exchange.abort();
            }
        };
    }

    @Override
    public String clientName() {
        return "Farseek";
    }

    @Override
    public void close() {
        onClose.run();
    }

    private static HttpCall call(HttpExecuteRequest request) {
        SdkHttpRequest head = request.httpRequest();
        List<HttpField> fields = new ArrayList<>();
        head.forEachHeader((name, values) -> values.forEach(value -> fields.add(new HttpField(name, value))));
        String method = head.method().name();
        // Every attempt after the first has failed before: a new connection, since the old one or its address may be to
        // blame.
        boolean retry = head.firstMatchingHeader(ATTEMPT)
                .map(value -> !value.startsWith("attempt=1;") && !value.equals("attempt=1"))
                .orElse(false);
        // The SDK repeats by itself what may be repeated, but only after a pause: a dead idle connection is not worth
        // one.
        boolean repeatable = method.equals("GET") || method.equals("HEAD");
        return new HttpCall(method, head.getUri(), fields, body(request), null, Set.of(), retry, repeatable);
    }

    private static @Nullable HttpBody body(HttpExecuteRequest request) {
        @Nullable ContentStreamProvider provider = request.contentStreamProvider().orElse(null);
        if (provider == null) {
            return null;
        }
        long length = request.httpRequest()
                .firstMatchingHeader("Content-Length")
                .map(Long::parseLong)
                .orElseThrow(() -> new IllegalStateException("the SDK sends a body without saying its length"));
        return new HttpBody() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public InputStream open() {
                return provider.newStream();
            }
        };
    }

    private HttpExecuteResponse answer(HttpExchange exchange, HttpReply reply) {
        listener.answered(reply);
        SdkHttpResponse.Builder head =
                SdkHttpResponse.builder().statusCode(reply.status()).statusText(reply.reason());
        reply.headers().forEach(field -> head.appendHeader(field.name(), field.value()));
        return HttpExecuteResponse.builder()
                .response(head.build())
                .responseBody(AbortableInputStream.create(reply.body(), exchange::abort))
                .build();
    }
}
