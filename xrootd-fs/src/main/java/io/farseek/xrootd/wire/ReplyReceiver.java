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

    /**
     * Adds the places where the next {@code most} bytes of the present frame may be written, or the first of them, instead of being handed over.
     * False when they have to be handed over. When true, {@link #onFilled} comes next and soon: nobody waits for the network in between.
     */
    default boolean lend(Rooms rooms, int most) {
        return false;
    }

    /** The frame's next {@code count} bytes, which may be none, are where was lent. */
    default void onFilled(int count) throws BrokenProtocolException {
        throw new UnsupportedOperationException("no room was lent");
    }

    /** A frame of checksummed pages begins: {@code length} bytes on the wire, for data at {@code offset}. */
    void onPages(long offset, int length) throws BrokenProtocolException;

    /** The last frame has been handed over: the reply is whole. */
    void onEnd();

    /** The reply is one of error, redirect, wait, authmore, and nothing else follows. */
    void onControl(int status, byte[] body);

    /** The server will answer later: the reply may take that long. */
    void onDeferred(int seconds);
}
