package io.farseek.xrootd.session;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Brings the pieces of one file to its lanes, opens further lanes while its server is slow, and the file anew when the last lane is lost. */
final class ReadDispatch {
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final XrdPath path;
    private final ClientSettings settings;
    private final SessionPool pool;
    private final Router router;
    private final Clock clock;
    private final LaneSet lanes;
    private final ReadOutcomes outcomes;

    ReadDispatch(
            XrdPath path,
            ClientSettings settings,
            SessionPool pool,
            Router router,
            Clock clock,
            LaneSet lanes,
            ReadRequests requests) {
        this.path = path;
        this.settings = settings;
        this.pool = pool;
        this.router = router;
        this.clock = clock;
        this.lanes = lanes;

        this.outcomes = new ReadOutcomes(path, settings, clock, lanes, requests, this);
    }

    VectorLimits limits() {
        return pool.vectorLimits(lanes.opened().session());
    }

    /** Sends the piece, or lets it wait for a lane. Never waits itself. */
    void submit(Piece piece) {
        submit(piece, Session::send);
    }

    /** The same in a thread that is going to wait for the bytes, and looks for them first. */
    void submitAwaited(Piece piece) {
        submit(piece, Session::sendAwaited);
    }

    private void submit(Piece piece, BiConsumer<Session, Exchange> sending) {
        if (piece.isDone()) {
            return;
        }
        LaneSet.Placement placement = lanes.place(piece, outcomes);
        if (placement.closed()) {
            piece.fail(new IOException(path + " is closed"));
            return;
        }
        ReadExchange exchange = placement.exchange();
        if (exchange != null) {
            sending.accept(exchange.lane().session(), exchange);
        } else if (placement.reopen()) {
            reopen();
        }
        watchGrowth();
    }

    /** Sends parts, in order of position, in as few requests as is good for them, each within the server's limits. */
    void submitVectors(List<Part> parts) {
        if (parts.isEmpty()) {
            return;
        }
        VectorLimits limits = limits();
        long bytes = 0;
        for (Part each : parts) {
            bytes += each.remaining();
        }
        int size = lanes.partsAPiece(parts.size(), bytes, limits.segments());
        for (int from = 0; from < parts.size(); from += size) {
            List<Part> some = parts.subList(from, Math.min(parts.size(), from + size));
            if (limits.admit(some)) {
                submit(Piece.vector(some, limits.segmentBytes()));
            } else {
                some.forEach(each -> submit(Piece.plain(each)));
            }
        }
        if (lanes.isCrowded()) {
            grow();
        }
    }

    /** Sends waiting pieces while there is room. */
    void takeWaiting() {
        for (ReadExchange next = lanes.nextWaiting(outcomes); next != null; next = lanes.nextWaiting(outcomes)) {
            next.lane().session().send(next);
        }
        if (lanes.isStranded()) {
            reopen();
        }
    }

    /** Looks again in a while whether the server is slow, if more than one request waits for it. */
    private void watchGrowth() {
        long delay = lanes.growthDelay();
        if (delay >= 0) {
            clock.after(delay, this::grow);
        }
    }

    private void grow() {
        int more = lanes.wanted(System.nanoTime());
        for (int i = 0; i < more; i++) {
            if (!clock.tryRun(this::addLane)) {
                laneOpened(null);
            }
        }
        watchGrowth();
    }

    private void addLane() {
        Session session = null;
        Lane lane = null;
        try {
            OpenFile opened = lanes.opened();
            session = claim(opened);
            lane = session == null ? null : opened.on(session, path, settings);
        } catch (IOException e) {
            Log.LOG.debug("no further session for {}", path, e);
        }
        laneOpened(lane);
        if (session != null) {
            lanes.unclaim(session);
        }
    }

    /** Another session, for nobody else who is adding a lane at the moment. */
    private @Nullable Session claim(OpenFile opened) throws IOException {
        for (int attempts = settings.mostSessions(); attempts > 0; attempts--) {
            Session other = opened.another(pool, lanes.sessions(), settings.mostSessions());
            if (other == null || lanes.claim(other)) {
                return other;
            }
        }
        return null;
    }

    private void laneOpened(@Nullable Lane lane) {
        if (!lanes.add(lane) && lane != null) {
            lane.session().closeHandle(lane.handle(), settings.requestTimeout().toNanos());
        }
        takeWaiting();
        watchGrowth();
    }

    /** Runs the recovery where blocking is allowed. */
    private void reopen() {
        FileRecovery recovery = new FileRecovery(path, settings, router, lanes, this);
        if (!clock.tryRun(recovery)) {
            clock.after(RETRY_NANOS, () -> {
                if (!clock.tryRun(recovery)) {
                    recovery.giveUp(new IOException("too many files to recover at once, " + path + " among them"));
                }
            });
        }
    }

    /** Closes the handles without waiting; what is under way fails. */
    void close() {
        LaneSet.Remains remains = lanes.close();
        if (remains == null) {
            return;
        }
        IOException why = new IOException(path + " was closed");
        remains.pieces().forEach(each -> each.fail(why));
        for (Lane each : remains.lanes()) {
            if (each.session().isAlive()) {
                each.session()
                        .closeHandle(each.handle(), settings.requestTimeout().toNanos());
            }
        }
    }
}
