package io.farseek.xrootd.session;

import io.farseek.xrootd.wire.BrokenProtocolException;
import io.farseek.xrootd.wire.PageDecoder;
import io.farseek.xrootd.wire.Requests;
import java.nio.ByteBuffer;

/** kXR_pgread of one range: only pages whose checksum is right are handed on. */
final class PageRead extends ReadExchange {
    private final Part part;
    private final long start;
    private final int length;
    private final PageDecoder decoder = new PageDecoder();
    private long announced;
    private long received;

    PageRead(long patienceNanos, Lane lane, Piece piece, Outcome outcome, int mostBytes) {
        this(patienceNanos, lane, piece, outcome, piece.parts().get(0).position(), (int)
                Math.min(mostBytes, piece.parts().get(0).remaining()));
    }

    private PageRead(long patienceNanos, Lane lane, Piece piece, Outcome outcome, long start, int length) {
        super(Requests.pageRead(lane.handle(), start, length), patienceNanos, lane, piece, outcome);
        this.part = piece.parts().get(0);
        this.start = start;
        this.length = length;
    }

    @Override
    void frame(int bytes) throws BrokenProtocolException {
        atMost(bytes, 0, request());
    }

    @Override
    void pages(long offset, int bytes) throws BrokenProtocolException {
        announced += bytes;
        // Four bytes of checksum a page, and one page more where both ends are short.
        atMost(announced, length + 4L * (length / 4096 + 2), request());
        if (bytes > 0 && !decoder.bad() && offset != start + received) {
            throw new BrokenProtocolException(
                    request() + " answered with offset " + offset + " instead of " + (start + received));
        }
        decoder.begin(offset, bytes);
    }

    @Override
    void data(ByteBuffer chunk) {
        decoder.bytes(chunk, page -> {
            int bytes = Math.min(page.remaining(), (int) (length - received));
            part.deliver(start + received, page.slice(page.position(), bytes));
            received += bytes;
        });
    }

    @Override
    boolean isDamaged() {
        return decoder.bad();
    }

    @Override
    long received() {
        return received;
    }
}
