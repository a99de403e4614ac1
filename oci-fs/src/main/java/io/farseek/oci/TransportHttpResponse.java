package io.farseek.oci;

import com.oracle.bmc.http.client.HttpResponse;
import io.farseek.fs.http.HttpExchange;
import io.farseek.fs.http.HttpReply;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An answer as the SDK reads it. */
final class TransportHttpResponse implements HttpResponse {
    private static final int MAX_TEXT_BYTES = 64 << 20;

    private final HttpExchange exchange;
    private final HttpReply reply;
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private byte @Nullable [] read;

    TransportHttpResponse(HttpExchange exchange, HttpReply reply) {
        this.exchange = exchange;
        this.reply = reply;
        reply.headers()
                .forEach(field -> headers.computeIfAbsent(field.name(), name -> new ArrayList<>())
                        .add(field.value()));
    }

    /** A body that can be given up at once, from any thread. */
    static final class Body extends FilterInputStream {
        private final HttpExchange exchange;

        Body(InputStream in, HttpExchange exchange) {
            super(in);
            this.exchange = exchange;
        }

        void abort() {
            exchange.abort();
        }
    }

    @Override
    public int status() {
        return reply.status();
    }

    @Override
    public Map<String, List<String>> headers() {
        return Collections.unmodifiableMap(headers);
    }

    @Override
    public CompletionStage<InputStream> streamBody() {
        return CompletableFuture.completedFuture(new Body(reply.body(), exchange));
    }

    @Override
    public <T> CompletionStage<@Nullable T> body(Class<T> type) {
        try {
            byte[] content = content();
            // A HEAD that failed announces JSON and sends none.
            return CompletableFuture.completedFuture(
                    content.length == 0 ? null : JsonSerializer.INSTANCE.readValue(content, type));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public <T> CompletionStage<@Nullable List<T>> listBody(Class<T> type) {
        try {
            byte[] content = content();
            return CompletableFuture.completedFuture(
                    content.length == 0
                            ? null
                            : JsonSerializer.INSTANCE
                                    .mapper()
                                    .readerForListOf(type)
                                    .readValue(content));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletionStage<String> textBody() {
        try {
            return CompletableFuture.completedFuture(new String(content(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private byte[] content() throws IOException {
        byte[] known = read;
        if (known == null) {
            try (InputStream body = reply.body()) {
                known = body.readNBytes(MAX_TEXT_BYTES);
            }
            read = known;
        }
        return known;
    }

    @Override
    public void close() {
        try {
            reply.close();
        } catch (IOException e) {
            exchange.abort();
        }
    }
}
