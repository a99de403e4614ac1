package io.farseek.xrootd.session;

import io.farseek.xrootd.wire.BrokenProtocolException;
import io.farseek.xrootd.wire.Requests;
import io.farseek.xrootd.wire.Rooms;
import java.nio.ByteBuffer;

/** kXR_read of one range. */
final class PlainRead extends ReadExchange {
    private final Part part;
    private final long start;
    private final int length;
    private long announced;
    private long received;

    PlainRead(long patienceNanos, Lane lane, Piece piece, Outcome outcome, int mostBytes) {
        this(patienceNanos, lane, piece, outcome, piece.parts().get(0).position(), (int)
                Math.min(mostBytes, piece.parts().get(0).remaining()));
    }

    private PlainRead(long patienceNanos, Lane lane, Piece piece, Outcome outcome, long start, int length) {
        super(Requests.read(lane.handle(), start, length), patienceNanos, lane, piece, outcome);
        this.part = piece.parts().get(0);
        this.start = start;
        this.length = length;
    }

    @Override
    void frame(int bytes) throws BrokenProtocolException {
        announced += bytes;
        atMost(announced, length, request());
    }

    @Override
    void data(ByteBuffer chunk) {
        int bytes = chunk.remaining();
        part.deliver(start + received, chunk);
        received += bytes;
    }

    @Override
    boolean rooms(Rooms rooms, int most) {
        ByteBuffer room = part.lend(start + received);
        return room != null && rooms.add(room.limit(room.position() + Math.min(most, room.remaining())));
    }

    @Override
    void filled(int count) {
        part.restore(count);
        received += count;
    }

    @Override
    long received() {
        return received;
    }
}
