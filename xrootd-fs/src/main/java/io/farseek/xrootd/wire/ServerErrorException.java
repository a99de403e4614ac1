package io.farseek.xrootd.wire;

import java.io.IOException;

/** A kXR_error reply. The connection is sound; the request was refused. */
public final class ServerErrorException extends IOException {
    private final int code;
    private final String text;
    private final String server;

    /**
     * @param what what was tried, such as {@code kXR_open /store/f}
     * @param server where, as host:port
     */
    public ServerErrorException(int code, String text, String what, String server) {
        super(what + " on " + server + ": " + text + " (" + ErrorCode.name(code) + " " + code + ")");
        this.code = code;
        this.text = text;
        this.server = server;
    }

    /** One of {@link ErrorCode}. */
    public int code() {
        return code;
    }

    /** The server's own words. */
    public String text() {
        return text;
    }

    public String server() {
        return server;
    }
}
