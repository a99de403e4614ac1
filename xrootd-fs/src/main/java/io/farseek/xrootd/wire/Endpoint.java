package io.farseek.xrootd.wire;

import org.jspecify.annotations.Nullable;

/**
 * A server's address.
 *
 * @param host a name or a literal address without brackets, lower case
 * @param tls whether talking to it without TLS is out of the question
 */
public record Endpoint(String host, int port, boolean tls) {
    private static final String IPV4_COMPATIBLE = "::";
    private static final String IPV4_MAPPED = "::ffff:";

    public Endpoint {
        if (host.isEmpty() || port < 1 || port > 65535) {
            throw new IllegalArgumentException("not a server's address: '" + host + "' port " + port);
        }
    }

    /** Parses {@code host}, {@code host:port}, {@code [v6]:port}; undoes the forms in which servers write IPv4 addresses as IPv6. */
    public static Endpoint parse(String text, int defaultPort, boolean tls) {
        String host = text;
        String port = "";
        int bracket = text.lastIndexOf(']');
        int colon = text.lastIndexOf(':');
        if (colon > bracket && (bracket >= 0 || text.indexOf(':') == colon)) {
            host = text.substring(0, colon);
            port = text.substring(colon + 1);
        }
        try {
            return new Endpoint(plainHost(host), port.isEmpty() ? defaultPort : Integer.parseInt(port), tls);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a server's address: '" + text + "'", e);
        }
    }

    /** The host without brackets and without the IPv6 dressing of an IPv4 address. */
    static String plainHost(String host) {
        String plain = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        for (String prefix : new String[] {IPV4_MAPPED, IPV4_COMPATIBLE}) {
            if (plain.startsWith(prefix) && plain.indexOf('.') > 0) {
                return plain.substring(prefix.length());
            }
        }
        return plain.toLowerCase(java.util.Locale.ROOT);
    }

    // Those that a record is given are put together when first called, which takes a young JVM longer than connecting.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Endpoint it && port == it.port && tls == it.tls && host.equals(it.host);
    }

    @Override
    public int hashCode() {
        return (host.hashCode() * 31 + port) * 31 + (tls ? 1 : 0);
    }

    public Endpoint withTls(boolean wanted) {
        return new Endpoint(host, port, wanted);
    }

    /** host:port, an IPv6 address in brackets. */
    public String address() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public String toString() {
        return (tls ? "roots://" : "root://") + address();
    }
}
