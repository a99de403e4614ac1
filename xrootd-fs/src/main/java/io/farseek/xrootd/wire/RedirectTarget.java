package io.farseek.xrootd.wire;

import java.nio.ByteBuffer;

/**
 * Where a kXR_redirect sends the client.
 *
 * @param path replaces the request's path; empty to keep it
 * @param opaque to be added to the path's cgi, without a leading {@code ?} or {@code &}; may be empty
 * @param token to be added to the next login's cgi; may be empty
 */
public record RedirectTarget(Endpoint endpoint, String path, String opaque, String token) {
    /**
     * Parses port and text.
     *
     * @param tls whether the connection that was redirected had TLS, which is never given up
     */
    public static RedirectTarget parse(byte[] body, boolean tls) throws BrokenProtocolException {
        if (body.length < 5) {
            throw new BrokenProtocolException("a redirect of " + body.length + " bytes");
        }
        int port = ByteBuffer.wrap(body).getInt();
        String text = FrameDecoder.text(body, 4);
        try {
            return port < 0 ? fromUrl(text, tls) : fromHost(text, port, tls);
        } catch (IllegalArgumentException e) {
            throw new BrokenProtocolException("a redirect to '" + text + "' port " + port);
        }
    }

    private static RedirectTarget fromHost(String text, int port, boolean tls) {
        String[] parts = text.split("\\?", 3);
        Endpoint endpoint = new Endpoint(Endpoint.plainHost(parts[0]), port == 0 ? Protocol.DEFAULT_PORT : port, tls);
        return new RedirectTarget(endpoint, "", part(parts, 1), part(parts, 2));
    }

    private static RedirectTarget fromUrl(String text, boolean tls) {
        int scheme = text.indexOf("://");
        String protocol = scheme < 0 ? "root" : text.substring(0, scheme);
        if (!protocol.matches("x?roots?")) {
            throw new IllegalArgumentException(protocol);
        }
        String[] parts = text.substring(scheme < 0 ? 0 : scheme + 3).split("\\?", 3);
        int slash = parts[0].indexOf('/');
        String authority = slash < 0 ? parts[0] : parts[0].substring(0, slash);
        String path = slash < 0 ? "" : parts[0].substring(slash + 1);
        boolean secure = tls || protocol.endsWith("s");
        Endpoint endpoint =
                Endpoint.parse(authority.substring(authority.indexOf('@') + 1), Protocol.DEFAULT_PORT, secure);
        return new RedirectTarget(endpoint, path, part(parts, 1), part(parts, 2));
    }

    private static String part(String[] parts, int index) {
        if (index >= parts.length) {
            return "";
        }
        String part = parts[index];
        return part.startsWith("&") ? part.substring(1) : part;
    }
}
