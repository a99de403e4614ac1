package io.farseek.xrootd.session;

import io.farseek.xrootd.wire.ErrorCode;
import io.farseek.xrootd.wire.Protocol;
import io.farseek.xrootd.wire.ServerErrorException;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What becomes of one file's requests. Runs in whichever thread reads the connection, or ended it. */
final class ReadOutcomes implements ReadExchange.Outcome {
    private static final int MOST_ATTEMPTS = 5;

    private final XrdPath path;
    private final ClientSettings settings;
    private final Clock clock;
    private final LaneSet lanes;
    private final ReadRequests requests;
    private final ReadDispatch dispatch;
    private final long length;

    ReadOutcomes(
            XrdPath path,
            ClientSettings settings,
            Clock clock,
            LaneSet lanes,
            ReadRequests requests,
            ReadDispatch dispatch) {
        this.path = path;
        this.settings = settings;
        this.clock = clock;
        this.lanes = lanes;
        this.requests = requests;
        this.dispatch = dispatch;
        this.length = lanes.opened().stat().size();
    }

    @Override
    public void arrived(Lane lane, ReadExchange exchange) {
        Piece piece = exchange.piece();
        lanes.ended(exchange);
        if (!piece.isDone()) {
            if (exchange.isDamaged()) {
                damaged(lane, piece);
            } else if (exchange.received() > 0) {
                dispatch.submit(piece);
            } else {
                piece.fail(new EOFException(
                        path + " on " + lane.session().endpoint().address() + " ended before its length of " + length
                                + ": was it truncated?"));
            }
        }
        dispatch.takeWaiting();
    }

    private void damaged(Lane lane, Piece piece) {
        if (piece.failedAttempt() < MOST_ATTEMPTS) {
            Log.LOG.warn(
                    "a page of {} from {} had a wrong checksum; asking again",
                    path,
                    lane.session().endpoint());
            dispatch.submit(piece);
        } else {
            piece.fail(new DamagedDataException("pages of " + path + " from "
                    + lane.session().endpoint().address() + " at "
                    + piece.parts().get(0).position() + " have a wrong checksum every time"));
        }
    }

    @Override
    public void refused(Lane lane, ReadExchange exchange, Reply reply) {
        lanes.ended(exchange);
        Piece piece = exchange.piece();
        switch (reply.status()) {
            case Protocol.WAIT -> sitOut(lane, exchange, reply.waitSeconds());
            case Protocol.ERROR ->
                error(
                        lane,
                        piece,
                        reply.error(
                                exchange.request() + " " + path,
                                lane.session().endpoint().address()));
            default -> {
                lanes.drop(lane);
                again(
                        piece,
                        new IOException(
                                exchange.request() + " " + path + " was answered with status " + reply.status()));
            }
        }
        dispatch.takeWaiting();
    }

    private void sitOut(Lane lane, ReadExchange exchange, int seconds) {
        Piece piece = exchange.piece();
        long nanos = TimeUnit.MILLISECONDS.toNanos(50 + 1000L * seconds);
        long waited = System.nanoTime() - piece.lastProgressNanos();
        if (waited + nanos > settings.recoveryTimeout().toNanos()) {
            piece.fail(new SocketTimeoutException(lane.session().endpoint().address() + " asks to wait " + seconds
                    + " s more for " + exchange.request() + " " + path + ", beyond the recovery timeout of "
                    + settings.recoveryTimeout()));
        } else {
            clock.after(nanos, () -> dispatch.submit(piece));
        }
    }

    private void error(Lane lane, Piece piece, ServerErrorException e) {
        switch (e.code()) {
            case ErrorCode.UNSUPPORTED, ErrorCode.INVALID_REQUEST, ErrorCode.ARG_TOO_LONG -> {
                if (piece.isVector()) {
                    if (!splitAnew(piece)) {
                        requests.withoutVectors();
                        missing(piece).forEach(each -> dispatch.submit(Piece.plain(each)));
                    }
                } else if (requests.withoutPages()) {
                    dispatch.submit(piece);
                } else {
                    piece.fail(e);
                }
            }
            case ErrorCode.FILE_NOT_OPEN, ErrorCode.SERVER_ERROR, ErrorCode.IO_ERROR -> {
                lanes.drop(lane);
                again(piece, e);
            }
            case ErrorCode.NO_MEMORY, ErrorCode.OVERLOADED, ErrorCode.IN_PROGRESS -> {
                if (splitAnew(piece)) {
                    return;
                }
                if (piece.failedAttempt() < MOST_ATTEMPTS) {
                    clock.after(TimeUnit.MILLISECONDS.toNanos(200), () -> dispatch.submit(piece));
                } else {
                    piece.fail(e);
                }
            }
            default -> piece.fail(e);
        }
    }

    @Override
    public void lost(Lane lane, ReadExchange exchange, IOException cause) {
        lanes.ended(exchange);
        if (cause instanceof SocketTimeoutException) {
            // The server is stuck for everybody on this session. What else is under way there moves on too.
            lane.session().close(lane.session().endpoint().address() + " did not answer in time");
        }
        lanes.drop(lane);
        again(exchange.piece(), cause);
        dispatch.takeWaiting();
    }

    private void again(Piece piece, IOException cause) {
        int attempt = piece.failedAttempt();
        boolean late = System.nanoTime() - piece.lastProgressNanos()
                > settings.recoveryTimeout().toNanos();
        if (piece.isDone()) {
            return;
        }
        if (attempt > MOST_ATTEMPTS || late) {
            piece.fail(ServerFailure.describe("reading " + path, cause));
        } else {
            dispatch.submit(piece);
        }
    }

    /** Makes smaller requests of one that turned out to be beyond what the server takes. */
    private boolean splitAnew(Piece piece) {
        if (!piece.isVector() || dispatch.limits().admit(piece.parts())) {
            return false;
        }
        dispatch.submitVectors(missing(piece));
        return true;
    }

    private static List<Part> missing(Piece piece) {
        return piece.parts().stream().filter(each -> !each.isDone()).toList();
    }
}
