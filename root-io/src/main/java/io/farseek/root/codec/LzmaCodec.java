package io.farseek.root.codec;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.tukaani.xz.ArrayCache;
import org.tukaani.xz.BasicArrayCache;
import org.tukaani.xz.XZInputStream;

/** xz containers ('XZ'). The dictionary may not ask for more than {@link #MEMORY_LIMIT_KIB}. */
final class LzmaCodec implements BlockCodec {

    static final int MEMORY_LIMIT_KIB = 256 * 1024;

    private final ArrayCache arrays = new BasicArrayCache();

    @Override
    public void decompress(byte[] source, int start, int length, byte[] target, int targetStart, int targetLength)
            throws IOException {
        try (XZInputStream in =
                new XZInputStream(new ByteArrayInputStream(source, start, length), MEMORY_LIMIT_KIB, true, arrays)) {
            int count = in.readNBytes(target, targetStart, targetLength);
            if (count != targetLength) {
                throw new CorruptDataException("xz frame holds " + count + " bytes instead of " + targetLength);
            }
        }
    }
}
