package io.farseek.xrootd.session;

import io.farseek.xrootd.wire.BrokenProtocolException;
import io.farseek.xrootd.wire.Requests;
import io.farseek.xrootd.wire.Requests.Segment;
import java.nio.ByteBuffer;
import java.util.List;

/** kXR_readv: the reply repeats each segment's handle, length and offset ahead of its bytes. */
final class VectorRead extends ReadExchange {
    private static final int LEAD_BYTES = 16;

    private final List<Segment> segments;
    private final boolean[] seen;
    private final int handle;
    private final long expected;
    private final ByteBuffer lead = ByteBuffer.allocate(LEAD_BYTES);
    private int next;
    private int firstPart;
    private long offset;
    private int left;
    private long announced;
    private long received;

    VectorRead(long patienceNanos, Lane lane, Piece piece, Outcome outcome, List<Segment> segments) {
        super(Requests.readVector(lane.handle(), segments), patienceNanos, lane, piece, outcome);
        this.segments = segments;
        this.seen = new boolean[segments.size()];
        this.handle = lane.handle();
        long sum = 0;
        for (Segment each : segments) {
            sum += LEAD_BYTES + each.length();
        }
        this.expected = sum;
    }

    @Override
    void frame(int length) throws BrokenProtocolException {
        announced += length;
        atMost(announced, expected, request());
    }

    @Override
    void data(ByteBuffer chunk) throws BrokenProtocolException {
        while (chunk.hasRemaining()) {
            if (left == 0) {
                int part = Math.min(lead.remaining(), chunk.remaining());
                lead.put(chunk.slice(chunk.position(), part));
                chunk.position(chunk.position() + part);
                if (!lead.hasRemaining()) {
                    begin();
                }
            } else {
                int part = Math.min(left, chunk.remaining());
                deliver(chunk.slice(chunk.position(), part));
                chunk.position(chunk.position() + part);
                offset += part;
                left -= part;
                received += part;
            }
        }
    }

    private void begin() throws BrokenProtocolException {
        lead.flip();
        int answered = lead.getInt();
        int length = lead.getInt();
        Segment segment = new Segment(lead.getLong(), length);
        lead.clear();
        int index = next < segments.size() && segments.get(next).equals(segment) ? next : segments.indexOf(segment);
        if (answered != handle || index < 0 || seen[index]) {
            throw new BrokenProtocolException(request() + " answered with a segment of " + length + " bytes at "
                    + segment.offset() + ", which was not asked for");
        }
        seen[index] = true;
        // Segments come in the order asked by every server known; another order costs a search from the first part on.
        if (index != next) {
            firstPart = 0;
        }
        next = index + 1;
        offset = segment.offset();
        left = length;
    }

    private void deliver(ByteBuffer bytes) {
        List<Part> parts = piece().parts();
        long end = offset + bytes.remaining();
        while (firstPart < parts.size() && parts.get(firstPart).end() <= offset && ordered(parts)) {
            firstPart++;
        }
        for (int i = firstPart; i < parts.size() && parts.get(i).position() < end; i++) {
            parts.get(i).deliver(offset, bytes);
        }
    }

    /** A long part may hide short ones behind it that end earlier: skipping is safe only where the next does not begin before its end. */
    private boolean ordered(List<Part> parts) {
        return firstPart + 1 >= parts.size()
                || parts.get(firstPart + 1).end() >= parts.get(firstPart).end();
    }

    @Override
    long received() {
        return received;
    }
}
