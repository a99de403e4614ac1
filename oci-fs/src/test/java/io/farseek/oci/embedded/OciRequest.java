package io.farseek.oci.embedded;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** One request, taken apart. */
final class OciRequest {
    final String method;
    final String rawPath;
    final String[] parts;
    final Map<String, String> query = new HashMap<>();
    final HttpExchange exchange;
    final byte[] body;

    OciRequest(HttpExchange exchange, byte[] body) {
        this.exchange = exchange;
        this.body = body;
        this.method = exchange.getRequestMethod();
        this.rawPath = exchange.getRequestURI().getRawPath();
        this.parts = rawPath.substring(1).split("/", -1);
        for (int i = 0; i < parts.length; i++) {
            parts[i] = decoded(parts[i]);
        }
        String raw = exchange.getRequestURI().getRawQuery();
        for (String each : raw == null ? new String[0] : raw.split("&", -1)) {
            int equals = each.indexOf('=');
            query.put(each.substring(0, equals), URLDecoder.decode(each.substring(equals + 1), StandardCharsets.UTF_8));
        }
    }

    /** In a path a plus sign is one. */
    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** {@code /n/NS/b/B/KIND/REST}: what comes after the kind, slashes and all. */
    String name() {
        StringBuilder name = new StringBuilder(parts.length > 5 ? parts[5] : "");
        for (int i = 6; i < parts.length; i++) {
            name.append('/').append(parts[i]);
        }
        return name.toString();
    }

    String kind() {
        return parts.length > 4 ? parts[4] : "";
    }
}
