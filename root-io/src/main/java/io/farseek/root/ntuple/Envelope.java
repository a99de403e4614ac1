package io.farseek.root.ntuple;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.codec.Xxh3;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads the little-endian envelopes of an RNTuple: type and length, payload, XXH3. Frames (records and lists) tell their own size, so what
 * a newer writer appended is skipped. See ROOT's RNTuple Binary Format Specification 1.0.
 */
final class Envelope {

    static final int HEADER = 1;
    static final int FOOTER = 2;
    static final int PAGE_LIST = 3;

    private final ByteBuffer in;
    private final long checksum;

    private Envelope(ByteBuffer in, long checksum) {
        this.in = in;
        this.checksum = checksum;
    }

    static Envelope open(byte[] bytes, int type) throws CorruptDataException {
        if (bytes.length < 16) {
            throw new CorruptDataException("an RNTuple envelope of " + bytes.length + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long head = in.getLong();
        long expected = in.getLong(bytes.length - 8);
        if ((head & 0xffff) != type || head >>> 16 != bytes.length) {
            throw new CorruptDataException("an RNTuple envelope of type " + (head & 0xffff) + " and " + (head >>> 16)
                    + " bytes where type " + type + " and " + bytes.length + " are expected");
        }
        if (Xxh3.hash(bytes, 0, bytes.length - 8) != expected) {
            throw new CorruptDataException("an RNTuple envelope of type " + type + " does not match its checksum");
        }
        in.limit(bytes.length - 8);
        return new Envelope(in, expected);
    }

    long checksum() {
        return checksum;
    }

    private void require(long bytes) throws CorruptDataException {
        if (bytes < 0 || bytes > in.remaining()) {
            throw new CorruptDataException("an RNTuple envelope ends " + bytes + " bytes too early");
        }
    }

    int uint16() throws CorruptDataException {
        require(2);
        return in.getShort() & 0xffff;
    }

    int int32() throws CorruptDataException {
        require(4);
        return in.getInt();
    }

    long int64() throws CorruptDataException {
        require(8);
        return in.getLong();
    }

    double float64() throws CorruptDataException {
        require(8);
        return in.getDouble();
    }

    String string() throws CorruptDataException {
        int length = int32();
        require(length);
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Reads feature flags, of which none is known yet. */
    void features() throws CorruptDataException {
        long flags;
        do {
            flags = int64();
            if ((flags & Long.MAX_VALUE) != 0) {
                throw new CorruptDataException(
                        String.format("the RNTuple uses features %x of a newer format than this reader knows", flags));
            }
        } while (flags < 0);
    }

    /** Begins a record and returns where it ends. */
    int record() throws CorruptDataException {
        int start = in.position();
        long size = int64();
        return end(start, size, 8);
    }

    /** Begins a list; {@link #count} follows. Returns where it ends. */
    int list() throws CorruptDataException {
        int start = in.position();
        long size = int64();
        if (size >= 0) {
            throw new CorruptDataException("an RNTuple record where a list should be");
        }
        return end(start, -size, 12);
    }

    private int end(int start, long size, int least) throws CorruptDataException {
        if (size < least || size > in.limit() - start) {
            throw new CorruptDataException("an RNTuple frame of " + size + " bytes");
        }
        return start + (int) size;
    }

    /** Number of items in a list, of at least {@code width} bytes each. */
    int count(int width) throws CorruptDataException {
        int count = int32();
        require((count & 0xffffffffL) * width);
        return count;
    }

    /** Moves to the end of a frame. */
    void endFrame(int end) throws CorruptDataException {
        if (end < in.position()) {
            throw new CorruptDataException("an RNTuple frame that is shorter than its content");
        }
        in.position(end);
    }

    /** A place in the file. */
    record Locator(long offset, long bytes) {}

    Locator locator() throws CorruptDataException {
        int start = in.position();
        int size = int32();
        if (size >= 0) {
            return new Locator(int64(), size);
        }
        int type = (size >>> 24) & 0x7f;
        if (type != 1) {
            throw new CorruptDataException("an RNTuple locator of unknown type " + type);
        }
        long bytes = int64();
        Locator locator = new Locator(int64(), bytes);
        endFrame(start + Math.max(20, size & 0xffff));
        return locator;
    }
}
