package io.farseek.root.codec;

import java.io.Closeable;
import java.io.IOException;

/** Decompresses one frame's body. Keeps state between calls for speed, so an instance belongs to one thread at a time. */
interface BlockCodec extends Closeable {

    /** Fills {@code target[targetStart, targetStart + targetLength)} exactly, or fails. */
    void decompress(byte[] source, int start, int length, byte[] target, int targetStart, int targetLength)
            throws IOException;

    @Override
    default void close() {}
}
