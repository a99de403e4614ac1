package io.farseek.root.column;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Character data: the bytes of all values behind each other, and where each begins. */
public final class TextColumn extends Column {

    private int[] offsets;
    private byte[] bytes;
    private int size;

    TextColumn(int capacity) {
        super(new RootType.Text());
        this.offsets = new int[capacity + 1];
        this.bytes = new byte[Math.min(1 << 16, capacity * 8)];
    }

    @Override
    public int size() {
        return size;
    }

    /** Value {@code i} is {@code bytes[offsets[i], offsets[i + 1])}; only the first {@link #size()} + 1 offsets count. */
    public int[] offsets() {
        return offsets;
    }

    public byte[] bytes() {
        return bytes;
    }

    public void append(byte[] source, int start, int length) {
        int end = offsets[size];
        if (length > bytes.length - end) {
            bytes = Arrays.copyOf(bytes, grown(bytes.length, end + length));
        }
        System.arraycopy(source, start, bytes, end, length);
        if (size + 1 == offsets.length) {
            offsets = Arrays.copyOf(offsets, grown(offsets.length, size + 2));
        }
        offsets[++size] = end + length;
    }

    @Override
    void forget() {
        size = 0;
    }

    @Override
    public void appendDefault() {
        append(bytes, 0, 0);
    }

    @Override
    Object value(int index) {
        return new String(bytes, offsets[index], offsets[index + 1] - offsets[index], StandardCharsets.UTF_8);
    }
}
