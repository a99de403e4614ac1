package io.farseek.xrootd.session;

import io.farseek.xrootd.wire.BrokenProtocolException;
import io.farseek.xrootd.wire.Requests;
import io.farseek.xrootd.wire.Requests.Segment;
import io.farseek.xrootd.wire.Rooms;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** kXR_readv: the reply repeats each segment's handle, length and offset ahead of its bytes. */
final class VectorRead extends ReadExchange {
    private static final int LEAD_BYTES = 16;

    private final List<Segment> segments;
    private final boolean[] seen;
    private final int handle;
    private final long expected;
    private final ByteBuffer lead = ByteBuffer.allocate(LEAD_BYTES);
    private final boolean disjoint;
    private final List<Lent> lent = new ArrayList<>();
    private int next;
    private int firstPart;
    private long offset;
    private int left;
    private long announced;
    private long received;

    /** Room that was lent, {@code size} bytes from {@code start} on: for a part's bytes, or for a segment's lead where that is null. */
    private record Lent(@Nullable Part part, ByteBuffer room, int start, int size) {}

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
        this.disjoint = disjoint(piece.parts());
    }

    private static boolean disjoint(List<Part> parts) {
        for (int i = 1; i < parts.size(); i++) {
            if (parts.get(i).start() < parts.get(i - 1).end()) {
                return false;
            }
        }
        return true;
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

    /** Segments are expected in the order asked; those that come in another are handed over all the same, copied once more. */
    @Override
    boolean rooms(Rooms rooms, int most) {
        boolean any = false;
        try {
            any = disjoint && lendAll(rooms, most);
            return any;
        } finally {
            if (!any) {
                // Where a sink fails, those asked before it get theirs back: they would end no more.
                takeBack(0);
            }
        }
    }

    private boolean lendAll(Rooms rooms, int most) {
        boolean any = false;
        long at = offset;
        int rest = left;
        int segment = next;
        int index = firstPart;
        while (rooms.bytes() < most && !rooms.isFull()) {
            if (rest == 0) {
                int size = lent.isEmpty() ? lead.remaining() : LEAD_BYTES;
                ByteBuffer head =
                        segment == segments.size() || most - rooms.bytes() < size ? null : rooms.addScratch(size);
                if (head == null) {
                    break;
                }
                lent.add(new Lent(null, head, 0, size));
                at = segments.get(segment).offset();
                rest = segments.get(segment).length();
                segment++;
                continue;
            }
            while (index < piece().parts().size() && piece().parts().get(index).end() <= at) {
                index++;
            }
            Part part = index < piece().parts().size() ? piece().parts().get(index) : null;
            ByteBuffer room = part == null ? null : part.lend(at);
            if (part == null || room == null) {
                break;
            }
            int size = Math.min(Math.min(room.remaining(), rest), most - rooms.bytes());
            lent.add(new Lent(part, room, room.position(), size));
            rooms.add(room.limit(room.position() + size));
            any = true;
            at += size;
            rest -= size;
            if (rest > 0 && part.end() > at) {
                break;
            }
        }
        return any;
    }

    @Override
    void filled(int count) throws BrokenProtocolException {
        int left = count;
        int taken = 0;
        ByteBuffer stray = null;
        try {
            while (taken < lent.size() && stray == null) {
                Lent each = lent.get(taken++);
                int part = Math.min(left, each.size);
                left -= part;
                if (each.part != null) {
                    fill(each.part, part);
                } else if (part > 0) {
                    lead.put(each.room.flip().slice(0, part));
                    int expected = next;
                    if (!lead.hasRemaining()) {
                        begin();
                        stray = next == expected + 1 ? null : written(taken, left);
                    }
                }
            }
        } finally {
            takeBack(taken);
        }
        if (stray != null) {
            data(stray);
        }
    }

    /** Takes back what was lent from number {@code from} on with nothing written. */
    private void takeBack(int from) {
        for (Lent each : lent.subList(from, lent.size())) {
            if (each.part != null) {
                each.part.restore(0);
            }
        }
        lent.clear();
    }

    private void fill(Part part, int bytes) {
        part.restore(bytes);
        offset += bytes;
        left -= bytes;
        received += bytes;
    }

    /** A copy of the first {@code count} bytes that are where was lent from number {@code from} on. */
    private ByteBuffer written(int from, int count) {
        ByteBuffer copy = ByteBuffer.allocate(count);
        for (Lent each : lent.subList(from, lent.size())) {
            copy.put(each.room.duplicate().clear().slice(each.start, Math.min(each.size, copy.remaining())));
        }
        return copy.flip();
    }

    @Override
    long received() {
        return received;
    }
}
