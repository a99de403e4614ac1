package io.farseek.root.file;

import io.farseek.root.codec.CorruptDataException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A position in big-endian bytes. Every read is checked against the limit and fails with {@link CorruptDataException}. Not thread-safe.
 */
public final class Cursor {

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int BYTE_COUNT_MASK = 0x40000000;

    private final byte[] data;
    private final int origin;
    private int position;
    private int limit;

    public Cursor(byte[] data) {
        this(data, 0, data.length, 0);
    }

    /**
     * @param keyLength bytes that lay before {@code data[0]} when ROOT wrote the record; references in an object stream count from there
     */
    public Cursor(byte[] data, int start, int end, int keyLength) {
        this.data = data;
        this.position = start;
        this.limit = end;
        this.origin = keyLength;
    }

    public byte[] data() {
        return data;
    }

    public int position() {
        return position;
    }

    public int limit() {
        return limit;
    }

    /** Sets the window to read next, both ends inside the data. */
    public void window(int start, int end) throws CorruptDataException {
        if (start < 0 || end < start || end > data.length) {
            throw new CorruptDataException("bytes [" + start + ", " + end + ") lie outside a record of " + data.length);
        }
        position = start;
        limit = end;
    }

    public int remaining() {
        return limit - position;
    }

    /** Position as ROOT counts it in object references: from the start of the record, key included. */
    public int reference() {
        return position + origin;
    }

    public void seek(int target) throws CorruptDataException {
        if (target < 0 || target > limit) {
            throw new CorruptDataException("position " + target + " lies outside a record of " + limit + " bytes");
        }
        position = target;
    }

    /** Checks that {@code count} bytes are left, and moves over them. Returns where they begin. */
    public int skip(int count) throws CorruptDataException {
        int start = position;
        if (count < 0 || count > limit - start) {
            throw new CorruptDataException(
                    count + " bytes wanted at " + start + " where " + (limit - start) + " are left");
        }
        position = start + count;
        return start;
    }

    /** A count of things of at least {@code width} bytes each that must still fit before the limit. */
    public int count(int width) throws CorruptDataException {
        int count = int32();
        if (count < 0 || (long) count * width > limit - position) {
            throw new CorruptDataException(count + " elements claimed at " + (position - 4) + " where "
                    + (limit - position) + " bytes are left");
        }
        return count;
    }

    public byte int8() throws CorruptDataException {
        return data[skip(1)];
    }

    public int uint8() throws CorruptDataException {
        return data[skip(1)] & 0xff;
    }

    public short int16() throws CorruptDataException {
        return (short) SHORT.get(data, skip(2));
    }

    public int uint16() throws CorruptDataException {
        return (short) SHORT.get(data, skip(2)) & 0xffff;
    }

    public int int32() throws CorruptDataException {
        return (int) INT.get(data, skip(4));
    }

    public long uint32() throws CorruptDataException {
        return (int) INT.get(data, skip(4)) & 0xffffffffL;
    }

    public long int64() throws CorruptDataException {
        return (long) LONG.get(data, skip(8));
    }

    public float float32() throws CorruptDataException {
        return Float.intBitsToFloat(int32());
    }

    public double float64() throws CorruptDataException {
        return Double.longBitsToDouble(int64());
    }

    /** Length of a TString (1 byte, or 255 and 4 bytes), which must fit before the limit. */
    public int stringLength() throws CorruptDataException {
        int length = uint8();
        if (length == 255) {
            length = count(1);
        }
        return length;
    }

    public String string() throws CorruptDataException {
        int length = stringLength();
        return new String(data, skip(length), length, StandardCharsets.UTF_8);
    }

    /** Characters up to a zero byte. */
    public String zeroTerminated() throws CorruptDataException {
        int start = position;
        int end = start;
        while (end < limit && data[end] != 0) {
            end++;
        }
        skip(end - start + 1);
        return new String(data, start, end - start, StandardCharsets.UTF_8);
    }

    /**
     * Reads the header of a streamed object: an optional byte count, then the class version.
     *
     * @return version in the low 16 bits (bit 14, member-wise, included); the end of the object in the high 32, 0 when not counted
     */
    public long objectHeader() throws CorruptDataException {
        int start = position;
        if (remaining() >= 4) {
            int word = int32();
            if ((word & BYTE_COUNT_MASK) != 0) {
                int end = position + (word & ~BYTE_COUNT_MASK);
                if (end < position + 2 || end > limit) {
                    throw new CorruptDataException("object at " + start + " claims to end at " + end + " of " + limit);
                }
                return ((long) end << 32) | uint16();
            }
            position = start;
        }
        return uint16();
    }

    /** End of the object whose header that was, or -1. */
    public static int end(long header) {
        int end = (int) (header >>> 32);
        return end == 0 ? -1 : end;
    }

    public static int version(long header) {
        return (short) header;
    }

    /** Skips the header and the members of a TObject. */
    public void skipTObject() throws CorruptDataException {
        objectHeader();
        skip(4);
        if ((int32() & 0x10) != 0) {
            skip(2);
        }
    }
}
