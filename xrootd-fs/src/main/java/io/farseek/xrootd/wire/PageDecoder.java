package io.farseek.xrootd.wire;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Takes pages with their checksums in pieces of any size and hands on the data of pages whose checksum is right. After the first wrong
 * page nothing more is handed on. Holds at most one page.
 */
public final class PageDecoder {
    private final ByteBuffer partial = ByteBuffer.allocate(4 + Protocol.PAGE_BYTES);
    private final CRC32C crc = new CRC32C();
    private long offset;
    private int encodedLeft;
    private boolean bad;

    /** Begins a run of pages: {@code encodedBytes} bytes on the wire for the data at {@code offset}. */
    public void begin(long offset, int encodedBytes) throws BrokenProtocolException {
        if (partial.position() != 0 || encodedLeft != 0) {
            throw new BrokenProtocolException("a run of pages began before the one before it had ended");
        }
        this.offset = offset;
        this.encodedLeft = encodedBytes;
    }

    /** Whether a page's checksum was wrong; {@link #offset} is where that page begins. */
    public boolean bad() {
        return bad;
    }

    public long offset() {
        return offset;
    }

    public void bytes(ByteBuffer chunk, Consumer<ByteBuffer> data) {
        encodedLeft -= chunk.remaining();
        while (chunk.hasRemaining()) {
            if (bad) {
                chunk.position(chunk.limit());
                return;
            }
            int page = pageBytes(chunk);
            if (partial.position() == 0 && chunk.remaining() >= page) {
                ByteBuffer whole = chunk.slice(chunk.position(), page);
                chunk.position(chunk.position() + page);
                verified(whole, data);
            } else {
                int part = Math.min(page - partial.position(), chunk.remaining());
                partial.put(chunk.slice(chunk.position(), part));
                chunk.position(chunk.position() + part);
                if (partial.position() == page) {
                    partial.flip();
                    verified(partial.slice(), data);
                    partial.clear();
                }
            }
        }
    }

    /** The size on the wire of the page under way: a full one, or what the run still holds when that is less. */
    private int pageBytes(ByteBuffer chunk) {
        int left = encodedLeft + chunk.remaining() + partial.position();
        return Math.min(4 + Pages.toPageEnd(offset), left);
    }

    private void verified(ByteBuffer page, Consumer<ByteBuffer> data) {
        if (page.remaining() <= 4) {
            bad = true;
            return;
        }
        int expected = page.getInt();
        crc.reset();
        crc.update(page.duplicate());
        if ((int) crc.getValue() != expected) {
            bad = true;
            return;
        }
        offset += page.remaining();
        data.accept(page);
    }
}
