package io.farseek.fs.http;

import java.net.URI;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/** Writes the head of a request: the caller's, and what HTTP wants besides. */
final class RequestHeads {
    private RequestHeads() {}

    static BasicClassicHttpRequest of(HttpCall call, Route route, HttpSettings settings) {
        URI uri = call.uri();
        ProxySettings proxy = route.secure() ? null : route.proxy();
        // The path goes out as it came in: a store's signature covers every byte of it.
        String path = (uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath())
                + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        String target = proxy == null ? path : "http://" + uri.getRawAuthority() + path;
        BasicClassicHttpRequest request = new BasicClassicHttpRequest(call.method(), (HttpHost) null, target);
        if (call.header("Host") == null) {
            request.addHeader("Host", uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort());
        }
        for (HttpField each : call.headers()) {
            if (!each.name().equalsIgnoreCase("Content-Length") && !each.name().equalsIgnoreCase("Transfer-Encoding")) {
                request.addHeader(each.name(), each.value());
            }
        }
        HttpBody body = call.body();
        if (body != null) {
            request.addHeader("Content-Length", Long.toString(body.length()));
            boolean ask = settings.expectContinueBytes() > 0 && body.length() >= settings.expectContinueBytes();
            if (ask && call.header("Expect") == null) {
                request.addHeader("Expect", "100-continue");
            }
        } else if (call.method().equals("PUT") || call.method().equals("POST")) {
            request.addHeader("Content-Length", "0");
        }
        if (proxy != null) {
            String authorization = Connector.authorization(proxy);
            if (authorization != null) {
                request.addHeader("Proxy-Authorization", authorization);
            }
        }
        return request;
    }
}
