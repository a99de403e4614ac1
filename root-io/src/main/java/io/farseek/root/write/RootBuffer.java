package io.farseek.root.write;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A growing buffer of big-endian values with ROOT's object framing: byte counts, class tags and references. Positions in class tags and references
 * count from the start of the record's key, whose length is given up front, plus 2. Not thread-safe.
 */
final class RootBuffer {
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int BYTE_COUNT = 0x40000000;
    private static final int NEW_CLASS = 0xFFFFFFFF;
    private static final int CLASS_REFERENCE = 0x80000000;
    private static final int MAP_OFFSET = 2;
    /** fBits of an object on the heap that is alive. */
    private static final int OBJECT_BITS = 0x03000000;

    private final int keyLength;
    private final Map<String, Integer> classTags = new HashMap<>();
    private byte[] bytes;
    private int size;

    RootBuffer(int keyLength, int capacity) {
        this.keyLength = keyLength;
        this.bytes = new byte[capacity];
    }

    int size() {
        return size;
    }

    /** The buffer itself; only the first {@link #size()} bytes count, and only until the next put. */
    byte[] bytes() {
        return bytes;
    }

    void clear() {
        size = 0;
        classTags.clear();
    }

    private int advance(int count) {
        int at = size;
        if (bytes.length - at < count) {
            long wanted = Math.max((long) at + count, bytes.length * 3L / 2);
            if ((long) at + count > Integer.MAX_VALUE - 8) {
                throw new IllegalStateException(
                        "a ROOT record above 2 GiB cannot be written; flush clusters more often");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
        }
        size = at + count;
        return at;
    }

    void putByte(int value) {
        int at = advance(1);
        bytes[at] = (byte) value;
    }

    void putBoolean(boolean value) {
        putByte(value ? 1 : 0);
    }

    void putShort(int value) {
        int at = advance(2);
        SHORTS.set(bytes, at, (short) value);
    }

    void putInt(int value) {
        int at = advance(4);
        INTS.set(bytes, at, value);
    }

    void putLong(long value) {
        int at = advance(8);
        LONGS.set(bytes, at, value);
    }

    void putFloat(float value) {
        putInt(Float.floatToRawIntBits(value));
    }

    void putDouble(double value) {
        putLong(Double.doubleToRawLongBits(value));
    }

    void putBytes(byte[] source, int length) {
        int at = advance(length);
        System.arraycopy(source, 0, bytes, at, length);
    }

    void putString(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        if (encoded.length < 255) {
            putByte(encoded.length);
        } else {
            putByte(255);
            putInt(encoded.length);
        }
        putBytes(encoded, encoded.length);
    }

    /** Bytes {@link #putString} takes for {@code text}. */
    static int stringBytes(String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        return length < 255 ? 1 + length : 5 + length;
    }

    /** Begins a versioned part; what comes back goes to {@link #end}. */
    int begin(int version) {
        int at = advance(4);
        putShort(version);
        return at;
    }

    /** Fills in the byte count reserved at {@code start}. */
    void end(int start) {
        INTS.set(bytes, start, BYTE_COUNT | (size - start - 4));
    }

    /** Begins an object behind a pointer: byte count and class tag. Its own {@link #reference} is known from here on. */
    int beginObject(String className) {
        int at = advance(4);
        Integer tag = classTags.get(className);
        if (tag == null) {
            classTags.put(className, size + keyLength + MAP_OFFSET);
            putInt(NEW_CLASS);
            byte[] name = className.getBytes(StandardCharsets.US_ASCII);
            putBytes(name, name.length);
            putByte(0);
        } else {
            putInt(CLASS_REFERENCE | tag);
        }
        return at;
    }

    /** What a pointer to the object begun at {@code start} is written as. */
    int reference(int start) {
        return start + keyLength + MAP_OFFSET;
    }

    void putNull() {
        putInt(0);
    }

    void putTObject() {
        putShort(1);
        putInt(0);
        putInt(OBJECT_BITS);
    }

    void putTNamed(String name, String title) {
        int start = begin(1);
        putTObject();
        putString(name);
        putString(title);
        end(start);
    }

    /** Begins a TObjArray of {@code count} objects (or of pointers) that follow. */
    int beginObjArray(int count) {
        int start = begin(3);
        putTObject();
        putString("");
        putInt(count);
        putInt(0);
        return start;
    }
}
