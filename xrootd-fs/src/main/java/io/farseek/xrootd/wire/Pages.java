package io.farseek.xrootd.wire;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Data in pages, each led by its CRC32C, as kXR_pgread and kXR_pgwrite carry it. A page ends where the file offset is a multiple of 4096,
 * so the first and the last may be short.
 */
final class Pages {
    private Pages() {}

    static byte[] encode(long offset, byte[] data, int start, int length) {
        ByteBuffer out = ByteBuffer.allocate(encodedBytes(offset, length));
        CRC32C crc = new CRC32C();
        int done = 0;
        while (done < length) {
            int page = Math.min(length - done, toPageEnd(offset + done));
            crc.reset();
            crc.update(data, start + done, page);
            out.putInt((int) crc.getValue()).put(data, start + done, page);
            done += page;
        }
        return out.array();
    }

    /** Bytes on the wire for {@code length} bytes of data at {@code offset}. */
    static int encodedBytes(long offset, int length) {
        if (length == 0) {
            return 0;
        }
        long first = offset / Protocol.PAGE_BYTES;
        long last = (offset + length - 1) / Protocol.PAGE_BYTES;
        return Math.toIntExact(length + 4 * (last - first + 1));
    }

    static int toPageEnd(long offset) {
        return Protocol.PAGE_BYTES - (int) (offset % Protocol.PAGE_BYTES);
    }
}
