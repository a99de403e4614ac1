package io.farseek.benchmarks.store;

import io.farseek.xrootd.wire.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request of XRootD protocol 5.2 as it came; all numbers big endian.
 *
 * @param body the 16 bytes that every request has for itself
 * @param payload what follows them
 */
record XrootdRequest(int streamId, int code, ByteBuffer body, ByteBuffer payload, long arrivedNanos) {
    private static final int MOST_PAYLOAD = 1 << 20;
    private static final int SEGMENT_BYTES = 16;

    /** One range of a vector read. */
    record Segment(int handle, int length, long offset, ByteBuffer lead) {}

    /** The next one; blocks for it. */
    static XrootdRequest next(InputStream in) throws IOException {
        ByteBuffer header = ByteBuffer.wrap(exactly(in, Protocol.HEADER_BYTES));
        int length = header.getInt(20);
        if (length < 0 || length > MOST_PAYLOAD) {
            throw new IOException("a request with " + length + " bytes");
        }
        ByteBuffer payload = ByteBuffer.wrap(exactly(in, length));
        return new XrootdRequest(
                header.getShort(0) & 0xffff,
                header.getShort(2) & 0xffff,
                header.slice(4, 16),
                payload,
                System.nanoTime());
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("the client has gone");
        }
        return bytes;
    }

    String text() {
        return StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
    }

    /** Of a vector read, in the order asked for. */
    List<Segment> segments() {
        List<Segment> all = new ArrayList<>();
        for (int at = 0; at + SEGMENT_BYTES <= payload.capacity(); at += SEGMENT_BYTES) {
            all.add(new Segment(
                    payload.getInt(at),
                    payload.getInt(at + 4),
                    payload.getLong(at + 8),
                    payload.slice(at, SEGMENT_BYTES)));
        }
        return all;
    }

    /** For the log, as an HTTP client would write it. */
    String range() {
        return switch (code) {
            case Protocol.READ -> "bytes=" + body.getLong(4) + "-" + (body.getLong(4) + body.getInt(12) - 1);
            case Protocol.READV -> payload.capacity() / SEGMENT_BYTES + " segments";
            default -> "";
        };
    }
}
