package io.farseek.xrootd.wire;

import java.nio.ByteBuffer;

/** Where the reply to one request goes. Called by the thread that reads the connection, in the order of the bytes; must not block. */
public interface ReplyReceiver {
    /**
     * A frame of data begins.
     *
     * @throws BrokenProtocolException when the request cannot be answered with that much
     */
    void onFrame(int length) throws BrokenProtocolException;

    /** Bytes of the present frame. The buffer is the caller's again on return. */
    void onData(ByteBuffer chunk) throws BrokenProtocolException;

    /** A frame of checksummed pages begins: {@code length} bytes on the wire, for data at {@code offset}. */
    void onPages(long offset, int length) throws BrokenProtocolException;

    /** The last frame has been handed over: the reply is whole. */
    void onEnd();

    /** The reply is one of error, redirect, wait, authmore, and nothing else follows. */
    void onControl(int status, byte[] body);

    /** The server will answer later: the reply may take that long. */
    void onDeferred(int seconds);
}
