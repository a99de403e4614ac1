package io.farseek.fs.http;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param uri absolute, http or https, already encoded: path and query are sent exactly as they are
 * @param headers sent in this order; {@code Host} and {@code Content-Length} are added where missing
 * @param deadline longest time for the whole attempt, body included, or null for none
 * @param avoid addresses to use only if there is no other, such as the one that just failed
 * @param fresh true to use a new connection instead of an idle one: for a retry or a hedge
 * @param repeatable whether sending the request twice does no harm. Then it is sent once more when a kept connection turns out to be dead
 */
public record HttpCall(
        String method,
        URI uri,
        List<HttpField> headers,
        @Nullable HttpBody body,
        @Nullable Duration deadline,
        Set<InetAddress> avoid,
        boolean fresh,
        boolean repeatable) {
    public HttpCall {
        headers = List.copyOf(headers);
        avoid = Set.copyOf(avoid);
        if (uri.getHost() == null
                || !("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))) {
            throw new IllegalArgumentException("an http or https URI with a host is needed, not " + uri);
        }
        if (deadline != null && (deadline.isNegative() || deadline.isZero())) {
            throw new IllegalArgumentException("a deadline must be positive, not " + deadline);
        }
    }

    /** A request without body or headers; repeatable when the method is safe (RFC 9110 section 9.2.1). */
    public static HttpCall of(String method, URI uri) {
        boolean safe = method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
        return new HttpCall(method, uri, List.of(), null, null, Set.of(), false, safe);
    }

    public HttpCall withHeaders(List<HttpField> others) {
        return new HttpCall(method, uri, others, body, deadline, avoid, fresh, repeatable);
    }

    public HttpCall withHeader(String name, String value) {
        List<HttpField> more = new ArrayList<>(headers);
        more.add(new HttpField(name, value));
        return withHeaders(more);
    }

    public HttpCall withBody(@Nullable HttpBody other) {
        return new HttpCall(method, uri, headers, other, deadline, avoid, fresh, repeatable);
    }

    public HttpCall withDeadline(@Nullable Duration other) {
        return new HttpCall(method, uri, headers, body, other, avoid, fresh, repeatable);
    }

    /** On a new connection, and to other addresses than these if there are any. */
    public HttpCall withFresh(Set<InetAddress> except) {
        return new HttpCall(method, uri, headers, body, deadline, except, true, repeatable);
    }

    public HttpCall withRepeatable(boolean other) {
        return new HttpCall(method, uri, headers, body, deadline, avoid, fresh, other);
    }

    @Nullable String header(String name) {
        for (HttpField each : headers) {
            if (each.name().equalsIgnoreCase(name)) {
                return each.value();
            }
        }
        return null;
    }

    /** Method and address for messages and logs: without the query, which may hold credentials. */
    String described() {
        return method + " " + uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }
}
