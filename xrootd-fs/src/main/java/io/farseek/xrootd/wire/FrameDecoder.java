package io.farseek.xrootd.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Reads reply frames from a source, however they are split, and hands each to its receiver piece by piece: memory use does not depend on
 * any length the peer names. Used by one thread at a time.
 */
public final class FrameDecoder {
    /** Longest error, redirect, wait or security text taken. A credential exchange with a long certificate chain stays well below. */
    private static final int CONTROL_LIMIT = 1 << 20;

    /** A frame that long is written where its receiver wants it, if that lends room. */
    private static final int LEAST_SCATTERED = 32 << 10;
    /**
     * What is taken behind the end of such a frame: the next one's header and all of a short one, and little of one that may be as long, which
     * would have to be copied.
     */
    private static final int BYTES_BEHIND = 512;

    private static final int STATUS_BODY_BYTES = 16;
    private static final int STATUS_OFFSET_BYTES = 8;
    private static final String CLOSED = "the server closed the connection";
    private static final int PARTIAL = 1;
    private static final int PROGRESS = 2;

    private final ByteSource source;
    private final FrameHandler handler;
    private final ByteBuffer buffer;
    private final Rooms rooms = new Rooms();
    /** How much of what may be the next frame is taken together with its header. */
    private int ahead;

    /** @param buffer what the source puts bytes into, this decoder's from now on; receivers are handed slices of it */
    public FrameDecoder(ByteSource source, FrameHandler handler, ByteBuffer buffer) {
        this.source = source;
        this.handler = handler;
        this.buffer = buffer.clear().flip();
        this.ahead = buffer.capacity();
    }

    /**
     * Reads one frame to its end, waiting for it as long as the source does.
     *
     * @throws EOFException when the source ends, within a frame or between two
     * @throws BrokenProtocolException when the bytes are no frame that may come here
     */
    public void readFrame() throws IOException {
        need(Protocol.REPLY_HEADER_BYTES);
        frame(Protocol.REPLY_HEADER_BYTES);
    }

    /** Whether bytes of the next frame have come; takes them, without waiting for any. */
    public boolean holdsBytes() throws IOException {
        if (!buffer.hasRemaining()) {
            added(source.readNow(buffer.clear().limit(ahead)), 0);
        }
        return buffer.hasRemaining();
    }

    private void frame(int headerBytes) throws IOException {
        int streamId = buffer.getShort() & 0xffff;
        int status = buffer.getShort() & 0xffff;
        int length = buffer.getInt();
        if (length < 0) {
            throw new BrokenProtocolException("a reply of status " + status + " names a length of " + length);
        }
        switch (status) {
            case Protocol.OK, Protocol.OK_SO_FAR -> data(streamId, length, status == Protocol.OK);
            case Protocol.STATUS -> status(streamId, length);
            case Protocol.ATTENTION -> attention(length, headerBytes);
            case Protocol.WAIT_RESPONSE -> {
                ReplyReceiver receiver = handler.receiver(streamId);
                byte[] body = control(status, length);
                receiver.onDeferred(body.length < 4 ? 0 : ByteBuffer.wrap(body).getInt());
            }
            case Protocol.ERROR, Protocol.REDIRECT, Protocol.WAIT, Protocol.AUTH_MORE -> {
                ReplyReceiver receiver = handler.receiver(streamId);
                byte[] body = control(status, length);
                handler.release(streamId);
                receiver.onControl(status, body);
            }
            default -> throw new BrokenProtocolException("unknown reply status " + status);
        }
    }

    private void data(int streamId, int length, boolean last) throws IOException {
        ReplyReceiver receiver = handler.receiver(streamId);
        receiver.onFrame(length);
        stream(receiver, length);
        if (last) {
            handler.release(streamId);
            receiver.onEnd();
        }
    }

    private void stream(ReplyReceiver receiver, int length) throws IOException {
        int left = length;
        boolean lends = length >= LEAST_SCATTERED && source.scatters();
        ahead = buffer.capacity();
        while (left > 0) {
            if (!buffer.hasRemaining()) {
                rooms.clear();
                lends = lends && receiver.lend(rooms, left);
                if (lends) {
                    ahead = Math.min(BYTES_BEHIND, buffer.capacity());
                    int got = scatter(receiver, left);
                    left -= got;
                    if (got == 0) {
                        source.await();
                    }
                    continue;
                }
                fill(buffer.capacity());
            }
            int part = Math.min(left, buffer.remaining());
            receiver.onData(buffer.slice(buffer.position(), part));
            buffer.position(buffer.position() + part);
            left -= part;
        }
    }

    /** Takes what has come to where it was lent, and behind the end of the frame a little into the buffer. */
    private int scatter(ReplyReceiver receiver, int left) throws IOException {
        int lent = rooms.bytes();
        long got = 0;
        buffer.clear().limit(lent == left ? ahead : 0);
        rooms.behind(buffer);
        try {
            got = source.readNow(rooms);
        } finally {
            buffer.flip();
            receiver.onFilled((int) Math.max(0, Math.min(got, lent)));
        }
        if (got < 0) {
            throw new EOFException(CLOSED);
        }
        return (int) Math.min(got, lent);
    }

    /** kXR_status: a checksummed body of 16 bytes, 8 more with an offset for page requests, then data that the header does not count. */
    private void status(int streamId, int length) throws IOException {
        if (length < STATUS_BODY_BYTES || length > STATUS_BODY_BYTES + 4 * STATUS_OFFSET_BYTES) {
            throw new BrokenProtocolException("a status reply names a body of " + length + " bytes");
        }
        need(length);
        ByteBuffer body = buffer.slice(buffer.position(), length);
        buffer.position(buffer.position() + length);
        CRC32C crc = new CRC32C();
        crc.update(body.duplicate().position(4));
        if ((int) crc.getValue() != body.getInt()) {
            throw new BrokenProtocolException("a status reply's checksum is wrong");
        }
        if ((body.getShort() & 0xffff) != streamId) {
            throw new BrokenProtocolException("a status reply names two stream ids");
        }
        body.get();
        int kind = body.get();
        body.getInt();
        int dataBytes = body.getInt();
        if (dataBytes < 0) {
            throw new BrokenProtocolException("a status reply names " + dataBytes + " bytes of data");
        }
        ReplyReceiver receiver = handler.receiver(streamId);
        if (body.remaining() >= STATUS_OFFSET_BYTES) {
            receiver.onPages(body.getLong(), dataBytes);
        } else {
            receiver.onFrame(dataBytes);
        }
        stream(receiver, dataBytes);
        if (kind != PARTIAL && kind != PROGRESS) {
            handler.release(streamId);
            receiver.onEnd();
        }
    }

    /** kXR_attn: a server's message, or a deferred reply with its own header inside. */
    private void attention(int length, int headerBytes) throws IOException {
        if (headerBytes != Protocol.REPLY_HEADER_BYTES || length < 4) {
            throw new BrokenProtocolException("an attention reply of " + length + " bytes where none may be");
        }
        need(4);
        int action = buffer.getInt();
        if (action == Protocol.ATTENTION_RESPONSE) {
            if (length < 16) {
                throw new BrokenProtocolException("a deferred reply of " + length + " bytes");
            }
            need(12);
            buffer.getInt();
            int embedded = buffer.getInt(buffer.position() + 4);
            int status = buffer.getShort(buffer.position() + 2) & 0xffff;
            if (embedded != length - 16 && status != Protocol.STATUS) {
                throw new BrokenProtocolException("a deferred reply of " + length + " bytes holds one of " + embedded);
            }
            frame(length);
        } else {
            byte[] text = control(Protocol.ATTENTION, length - 4);
            if (action == Protocol.ATTENTION_MESSAGE) {
                handler.onMessage(text(text, 0));
            }
        }
    }

    private byte[] control(int status, int length) throws IOException {
        if (length > CONTROL_LIMIT) {
            throw new BrokenProtocolException("a reply of status " + status + " names a length of " + length);
        }
        byte[] body = new byte[length];
        int done = 0;
        while (done < length) {
            if (!buffer.hasRemaining()) {
                fill(buffer.capacity());
            }
            int part = Math.min(length - done, buffer.remaining());
            buffer.get(body, done, part);
            done += part;
        }
        return body;
    }

    private void need(int bytes) throws IOException {
        while (buffer.remaining() < bytes) {
            if (buffer.capacity() - buffer.position() < bytes) {
                buffer.compact().flip();
            }
            fill(Math.max(bytes, ahead));
        }
    }

    /** Adds at least one byte behind those not yet taken, and at most as many as make {@code most} in all. */
    private void fill(int most) throws IOException {
        int taken = buffer.hasRemaining() ? buffer.position() : 0;
        int end = buffer.hasRemaining() ? buffer.limit() : 0;
        added(
                source.read(
                        buffer.limit(Math.min(buffer.capacity(), taken + most)).position(end)),
                taken);
    }

    private void added(int got, int taken) throws EOFException {
        buffer.limit(buffer.position()).position(taken);
        if (got < 0) {
            throw new EOFException(CLOSED);
        }
    }

    /** The text that a body holds from {@code from} to its first NUL or its end. */
    public static String text(byte[] body, int from) {
        int end = Math.min(from, body.length);
        int start = end;
        while (end < body.length && body[end] != 0) {
            end++;
        }
        return new String(body, start, end - start, StandardCharsets.UTF_8);
    }
}
