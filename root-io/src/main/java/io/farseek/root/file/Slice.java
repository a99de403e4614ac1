package io.farseek.root.file;

import java.util.Arrays;

/** Bytes {@code data[start, start + length)}; whoever asked for them owns them, other slices may share the array. */
@SuppressWarnings("ArrayRecordComponent") // a view of bytes, never compared
public record Slice(byte[] data, int start, int length) {
    /** The bytes as an array of their own. */
    public byte[] copy() {
        return Arrays.copyOfRange(data, start, start + length);
    }
}
