package io.farseek.xrootd.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One request, ready to be sent any number of times under any stream id. Immutable as long as whoever made it leaves the payload's bytes
 * alone, which writes rely on: data is sent from the caller's array without a copy.
 */
public final class Request {
    private static final byte[] NOTHING = {};
    // Below this a request leaves in one write, hence one packet and one system call; above it copying would cost more
    // than the call.
    private static final int SINGLE_WRITE_BYTES = 16 << 10;

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

    /** Writes the whole request. Blocks as long as the stream does. */
    public void writeTo(OutputStream out, int streamId) throws IOException {
        if (length <= SINGLE_WRITE_BYTES) {
            byte[] whole = new byte[Protocol.HEADER_BYTES + length];
            header(ByteBuffer.wrap(whole), streamId);
            System.arraycopy(payload, offset, whole, Protocol.HEADER_BYTES, length);
            out.write(whole);
        } else {
            byte[] header = new byte[Protocol.HEADER_BYTES];
            header(ByteBuffer.wrap(header), streamId);
            out.write(header);
            out.write(payload, offset, length);
        }
    }

    private void header(ByteBuffer into, int streamId) {
        into.putShort((short) streamId).putShort((short) code);
        into.put(parameters.duplicate().rewind()).putInt(length);
    }

    @Override
    public String toString() {
        return Protocol.requestName(code);
    }
}
