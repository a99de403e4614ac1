package io.farseek.xrootd.wire;

import java.nio.ByteBuffer;

/** The server's protocol version and what it is and can do. */
public record ProtocolReply(int version, int flags) {
    public static ProtocolReply parse(byte[] body) throws BrokenProtocolException {
        if (body.length < 8) {
            throw new BrokenProtocolException("a protocol reply of " + body.length + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(body);
        return new ProtocolReply(in.getInt(), in.getInt());
    }

    public boolean isManager() {
        return (flags & Protocol.FLAG_MANAGER) != 0;
    }

    public boolean hasPages() {
        return (flags & Protocol.FLAG_PAGES) != 0;
    }

    public boolean hasTls() {
        return (flags & Protocol.FLAG_HAVE_TLS) != 0;
    }

    /** TLS begins right behind this reply. */
    public boolean tlsNow() {
        return (flags & (Protocol.FLAG_GO_TO_TLS | Protocol.FLAG_TLS_LOGIN)) != 0;
    }

    /** TLS begins behind the login and its authentication. */
    public boolean tlsAfterLogin() {
        return !tlsNow() && (flags & Protocol.FLAG_TLS_SESSION) != 0;
    }
}
