package io.farseek.oci;

import com.oracle.bmc.http.client.HttpRequest;
import com.oracle.bmc.http.client.HttpResponse;
import com.oracle.bmc.http.client.Method;
import com.oracle.bmc.http.client.RequestInterceptor;
import io.farseek.fs.http.HttpBody;
import io.farseek.fs.http.HttpCall;
import io.farseek.fs.http.HttpExchange;
import io.farseek.fs.http.HttpField;
import io.farseek.fs.http.HttpTransport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One request as the SDK puts it together. Sent in the calling thread; the stage it gives is always complete. */
final class TransportHttpRequest implements HttpRequest {
    /** An attribute set on what is sent again: it goes out on a new connection. */
    static final String FRESH = "farseek.fresh";

    private final HttpTransport transport;
    private final List<RequestInterceptor> interceptors;
    private final Method method;
    private final StringBuilder path;
    private final StringBuilder query = new StringBuilder();
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, Object> attributes = new HashMap<>();
    private @Nullable Object body;
    private long bodyLength = -1;

    TransportHttpRequest(
            HttpTransport transport, List<RequestInterceptor> interceptors, Method method, String baseUri) {
        this.transport = transport;
        this.interceptors = interceptors;
        this.method = method;
        this.path = new StringBuilder(baseUri);
    }

    @Override
    public Method method() {
        return method;
    }

    @Override
    public HttpRequest body(@Nullable Object content) {
        if (content == null || content instanceof InputStream || content instanceof String) {
            body = content;
        } else {
            try {
                body = JsonSerializer.INSTANCE.writeValueAsString(content);
            } catch (IOException e) {
                throw new UncheckedIOException("a request body of " + content.getClass(), e);
            }
        }
        return this;
    }

    @Override
    public HttpRequest body(InputStream content, long contentLength) {
        body = content;
        bodyLength = contentLength;
        return this;
    }

    @Override
    public @Nullable Object body() {
        return body;
    }

    @Override
    public HttpRequest appendPathPart(String encodedPathPart) {
        boolean slashThere = path.length() > 0 && path.charAt(path.length() - 1) == '/';
        boolean slashHere = encodedPathPart.startsWith("/");
        if (slashThere && slashHere) {
            path.append(legal(encodedPathPart.substring(1)));
        } else {
            path.append(slashThere || slashHere ? "" : "/").append(legal(encodedPathPart));
        }
        return this;
    }

    /** The SDK's encoding leaves some characters alone that no URI may hold, square brackets among them (RFC 3986, section 2). */
    private static String legal(String encoded) {
        StringBuilder escaped = new StringBuilder(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char each = encoded.charAt(i);
            if ("\"<>[\\]^`{|} ".indexOf(each) >= 0) {
                escaped.append('%').append(String.format(Locale.ROOT, "%02X", (int) each));
            } else {
                escaped.append(each);
            }
        }
        return escaped.toString();
    }

    @Override
    public HttpRequest query(String name, String value) {
        query.append(query.length() == 0 ? '?' : '&').append(name).append('=').append(legal(value));
        return this;
    }

    @Override
    public URI uri() {
        return URI.create(path.toString() + query);
    }

    @Override
    public HttpRequest header(String name, String value) {
        List<String> one = new ArrayList<>();
        one.add(value);
        headers.put(name, one);
        return this;
    }

    @Override
    public Map<String, List<String>> headers() {
        return headers;
    }

    @Override
    public @Nullable Object attribute(String name) {
        return attributes.get(name);
    }

    @Override
    public HttpRequest removeAttribute(String name) {
        attributes.remove(name);
        return this;
    }

    @Override
    public HttpRequest attribute(String name, Object value) {
        attributes.put(name, value);
        return this;
    }

    @Override
    public HttpRequest offloadExecutor(@Nullable Executor executor) {
        return this;
    }

    @Override
    public HttpRequest copy() {
        TransportHttpRequest copy = new TransportHttpRequest(transport, interceptors, method, path.toString());
        copy.query.append(query);
        headers.forEach((name, values) -> copy.headers.put(name, new ArrayList<>(values)));
        copy.attributes.putAll(attributes);
        copy.body = body;
        copy.bodyLength = bodyLength;
        return copy;
    }

    @Override
    public void discard() {}

    @Override
    public CompletionStage<HttpResponse> execute() {
        try {
            interceptors.forEach(each -> each.intercept(this));
            HttpExchange exchange = transport.prepare(call());
            return CompletableFuture.completedFuture(new TransportHttpResponse(exchange, exchange.execute()));
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private HttpCall call() {
        List<HttpField> fields = new ArrayList<>();
        headers.forEach((name, values) -> {
            // Whether a body waits for the server's consent is the transport's to decide, for every connector alike.
            if (!name.equalsIgnoreCase("expect")) {
                values.forEach(value -> fields.add(new HttpField(name, value)));
            }
        });
        boolean safe = method == Method.GET || method == Method.HEAD;
        boolean fresh = Boolean.TRUE.equals(attributes.get(FRESH));
        return new HttpCall(method.name(), uri(), fields, sent(), null, Set.of(), fresh, safe);
    }

    private @Nullable HttpBody sent() {
        Object content = body;
        if (content instanceof String text) {
            return bytes(text.getBytes(StandardCharsets.UTF_8));
        }
        if (content instanceof InputStream stream) {
            return streamed(stream);
        }
        return null;
    }

    private static HttpBody bytes(byte[] content) {
        return new HttpBody() {
            @Override
            public long length() {
                return content.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(content);
            }
        };
    }

    private HttpBody streamed(InputStream stream) {
        long length = bodyLength;
        List<String> announced = headers.get("content-length");
        if (length < 0 && announced != null) {
            length = Long.parseLong(announced.get(0));
        }
        if (length < 0) {
            throw new IllegalStateException("the SDK sends a body without saying its length: " + uri().getRawPath());
        }
        long known = length;
        return new HttpBody() {
            private boolean opened;

            @Override
            public long length() {
                return known;
            }

            @Override
            public InputStream open() throws IOException {
                if (opened) {
                    stream.reset();
                }
                opened = true;
                return stream;
            }
        };
    }
}
