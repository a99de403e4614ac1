package io.farseek.fs.http;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a connection leads: two requests with equal routes may use the same one. */
record Route(
        boolean secure, String host, int port, @Nullable ProxySettings proxy) {
    static Route of(URI uri, @Nullable ProxySettings proxy) {
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        return new Route(secure, host, port, proxy != null && proxy.covers(host) ? proxy : null);
    }

    /** Whose address is looked up. */
    String firstHop() {
        return proxy == null ? host : proxy.host();
    }

    int firstHopPort() {
        return proxy == null ? port : proxy.port();
    }

    String authority() {
        return host + ":" + port;
    }

    @Override
    public String toString() {
        return authority() + (proxy == null ? "" : " through " + proxy);
    }
}
