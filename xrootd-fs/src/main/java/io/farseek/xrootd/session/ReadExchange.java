package io.farseek.xrootd.session;

import io.farseek.xrootd.wire.BrokenProtocolException;
import io.farseek.xrootd.wire.Request;
import java.io.IOException;

/** The request that carries a piece over a lane. */
abstract class ReadExchange extends Exchange {
    /** What becomes of a piece. None of these blocks. */
    interface Outcome {
        void arrived(Lane lane, ReadExchange exchange);

        void refused(Lane lane, ReadExchange exchange, Reply reply);

        void lost(Lane lane, ReadExchange exchange, IOException cause);
    }

    private final Lane lane;
    private final Piece piece;
    private final Outcome outcome;
    /** Of whoever guards the lane. */
    private long answeredBefore;

    ReadExchange(Request request, long patienceNanos, Lane lane, Piece piece, Outcome outcome) {
        super(request, patienceNanos);
        this.lane = lane;
        this.piece = piece;
        this.outcome = outcome;
    }

    final Lane lane() {
        return lane;
    }

    final Piece piece() {
        return piece;
    }

    /** Bytes that all lanes of the file had brought when this was given to its lane. */
    final long answeredBefore() {
        return answeredBefore;
    }

    final void begin(long answered) {
        answeredBefore = answered;
    }

    /** Whether a page came with a wrong checksum. */
    boolean isDamaged() {
        return false;
    }

    /** Bytes that the reply brought. */
    abstract long received();

    static void atMost(long received, long expected, Request request) throws BrokenProtocolException {
        if (received > expected) {
            throw new BrokenProtocolException(received + " bytes in reply to " + request + " for " + expected);
        }
    }

    @Override
    final void ended() {
        outcome.arrived(lane, this);
    }

    @Override
    final void refused(Reply reply) {
        outcome.refused(lane, this, reply);
    }

    @Override
    final void failed(IOException cause) {
        outcome.lost(lane, this, cause);
    }
}
