package io.farseek.xrootd.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One request, ready to be sent any number of times under any stream id. Immutable as long as whoever made it leaves the payload's bytes
 * alone, which writes rely on: data is sent from the caller's array without a copy.
 */
public final class Request {
    private static final byte[] NOTHING = {};

    private final int code;
    private final ByteBuffer parameters;
    private final byte[] payload;
    private final int offset;
    private final int length;

    Request(int code, ByteBuffer parameters, byte[] payload, int offset, int length) {
        if (parameters.capacity() != 16) {
            throw new IllegalArgumentException("parameters are 16 bytes, not " + parameters.capacity());
        }
        this.code = code;
        this.parameters = parameters;
        this.payload = payload;
        this.offset = offset;
        this.length = length;
    }

    static Request of(int code, ByteBuffer parameters) {
        return new Request(code, parameters, NOTHING, 0, 0);
    }

    static Request of(int code, ByteBuffer parameters, byte[] payload) {
        return new Request(code, parameters, payload, 0, payload.length);
    }

    static Request of(int code, ByteBuffer parameters, String text) {
        return of(code, parameters, text.getBytes(StandardCharsets.UTF_8));
    }

    /** One of {@link Protocol}'s request codes. */
    public int code() {
        return code;
    }

    public int payloadBytes() {
        return length;
    }

    /** Puts the header into a buffer that has room for its {@link Protocol#HEADER_BYTES}. */
    public void putHeader(ByteBuffer into, int streamId) {
        into.putShort((short) streamId).putShort((short) code);
        into.put(parameters.duplicate().rewind()).putInt(length);
    }

    /** What follows the header. */
    public ByteBuffer payload() {
        return ByteBuffer.wrap(payload, offset, length);
    }

    @Override
    public String toString() {
        return Protocol.requestName(code);
    }
}
