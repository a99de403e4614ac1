package io.farseek.xrootd.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.farseek.readahead.ByteRange;
import io.farseek.readahead.Cancellable;
import io.farseek.readahead.Capabilities;
import io.farseek.readahead.RangeReader;
import io.farseek.readahead.RangeSink;
import io.farseek.readahead.ReadCause;
import io.farseek.readahead.SinkRange;
import io.farseek.xrootd.wire.Endpoint;
import io.farseek.xrootd.wire.ErrorCode;
import io.farseek.xrootd.wire.Protocol;
import io.farseek.xrootd.wire.Requests.Segment;
import io.farseek.xrootd.wire.ServerErrorException;
import io.farseek.xrootd.wire.StatInfo;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file open for reading on one or more sessions (lanes). One lane answers its requests one after another, so a server that is slow to
 * answer gets more lanes while requests wait, up to the settings' limits; a fast one never does. When a lane is lost, what was under way on
 * it goes on over another, from the byte it had come to; when the last one is lost, the file is opened anew where it is found, and must be
 * the same.
 */
public final class RemoteFile implements RangeReader {
    private static final Logger LOG = LoggerFactory.getLogger("farseek.xrootd");
    private static final int MOST_REQUEST_BYTES = 64 << 20;
    private static final int MOST_SEGMENTS = 1024;
    private static final int MOST_SEGMENT_BYTES = 2097136;
    private static final int MOST_ATTEMPTS = 5;
    /** Reads at most this long say something of the server's disk rather than of the network's width. */
    private static final int SHORT_READ_BYTES = 256 << 10;

    private static final long NEAR_NANOS = TimeUnit.MILLISECONDS.toNanos(3);
    private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    /** A server near by that is silent for that long waits for a disk. */
    private static final long SILENT_NANOS = TimeUnit.MILLISECONDS.toNanos(3);
    /** Above this a lane is as fast as the machine; more of them would only be in each other's way. */
    private static final double FAST_BYTES_A_SECOND = 500e6;

    private static final int NEAR_VECTORS_A_LANE = 2;
    /** Vector requests waiting from which on further lanes pay for themselves even on a fast server. */
    private static final int MANY_VECTORS = 4;

    private final XrdPath path;
    private final ClientSettings settings;
    private final SessionPool pool;
    private final Router router;
    private final Clock clock;
    private final StatInfo stat;
    private final Outcomes outcomes = new Outcomes();
    private final Object lock = new Object();

    @GuardedBy("lock") private OpenFile opened;

    @GuardedBy("lock") private final List<Lane> lanes = new ArrayList<>();

    @GuardedBy("lock") private final Deque<Piece> waiting = new ArrayDeque<>();

    @GuardedBy("lock") private final Set<String> failedServers = new HashSet<>();

    @GuardedBy("lock") private int lanesOpening;

    @GuardedBy("lock") private boolean noMoreLanes;

    @GuardedBy("lock") private boolean reopening;

    @GuardedBy("lock") private boolean growthWatched;

    @GuardedBy("lock") private boolean closed;

    private volatile boolean pages;
    private volatile boolean vectors = true;

    private RemoteFile(
            XrdPath path, ClientSettings settings, SessionPool pool, Router router, Clock clock, OpenFile opened) {
        this.path = path;
        this.settings = settings;
        this.pool = pool;
        this.router = router;
        this.clock = clock;
        this.opened = opened;
        this.stat = opened.stat();
        this.pages = wantsPages(opened.session());
        lanes.add(new Lane(opened.session(), opened.handle()));
    }

    static RemoteFile open(XrdPath path, ClientSettings settings, SessionPool pool, Router router, Clock clock)
            throws IOException {
        OpenFile opened = OpenFile.first(path, router);
        if (settings.pageChecksums() == ClientSettings.PageChecksums.REQUIRED
                && !opened.session().server().hasPages()) {
            opened.session()
                    .closeHandle(opened.handle(), settings.requestTimeout().toNanos());
            throw new IOException(opened.session().endpoint().address() + " cannot send page checksums, which the"
                    + " configuration requires to read " + path);
        }
        return new RemoteFile(path, settings, pool, router, clock, opened);
    }

    private boolean wantsPages(Session session) {
        return switch (settings.pageChecksums()) {
            case OFF -> false;
            case AUTO -> session.server().hasPages() && !session.isEncrypted();
            case REQUIRED -> true;
        };
    }

    /** What the server said of the file when it was opened. */
    public StatInfo stat() {
        return stat;
    }

    /** The data server the file is open on. */
    public Endpoint server() {
        synchronized (lock) {
            return opened.session().endpoint();
        }
    }

    /** Sessions the file is open on at present. */
    public int sessions() {
        synchronized (lock) {
            return lanes.size();
        }
    }

    @Override
    public long length() {
        return stat.size();
    }

    @Override
    public Capabilities capabilities() {
        return pages || !vectors
                ? new Capabilities(1, Long.MAX_VALUE, MOST_REQUEST_BYTES, false)
                : new Capabilities(MOST_SEGMENTS, MOST_SEGMENT_BYTES, MOST_REQUEST_BYTES, false);
    }

    @Override
    public Cancellable read(ByteRange range, ReadCause cause, RangeSink sink) {
        Part part = new Part(range, sink);
        submit(Piece.plain(part));
        return part;
    }

    @Override
    public List<Cancellable> readAll(List<SinkRange> ranges, ReadCause cause) {
        List<Cancellable> requests = new ArrayList<>(ranges.size());
        List<Part> small = new ArrayList<>(ranges.size());
        for (SinkRange each : ranges) {
            Part part = new Part(each.range(), each.sink());
            requests.add(part);
            if (ranges.size() == 1 || pages || !vectors || each.range().length() > MOST_SEGMENT_BYTES) {
                submit(Piece.plain(part));
            } else {
                small.add(part);
            }
        }
        small.sort(Comparator.comparingLong(Part::position).thenComparingLong(Part::end));
        int size = partsAPiece(small.size());
        for (int from = 0; from < small.size(); from += size) {
            submit(Piece.vector(small.subList(from, Math.min(small.size(), from + size))));
        }
        if (isCrowded()) {
            grow();
        }
        return requests;
    }

    /**
     * How many parts go into one request. Near the server, few, so that lanes opened meanwhile find work left to take; far away, as many as
     * the server takes, since there the round trip is what costs.
     */
    private int partsAPiece(int parts) {
        synchronized (lock) {
            if (isNear()) {
                return Math.max(16, Math.min(64, parts / 16));
            }
            int share = (parts + Math.max(1, lanes.size()) - 1) / Math.max(1, lanes.size());
            return Math.max(1, Math.min(MOST_SEGMENTS, Math.max(64, share)));
        }
    }

    @GuardedBy("lock") private boolean isNear() {
        return opened.session().roundTripNanos() < NEAR_NANOS;
    }

    private void submit(Piece piece) {
        if (piece.isDone()) {
            return;
        }
        ReadExchange exchange = null;
        Lane lane = null;
        boolean reopen = false;
        synchronized (lock) {
            if (!closed) {
                lanes.removeIf(each -> !each.session().isAlive() && each.count() == 0);
                lane = laneFor(piece);
                if (lane == null) {
                    waiting.add(piece);
                    reopen = lanes.isEmpty() && !reopening;
                    reopening |= reopen;
                } else {
                    exchange = exchange(lane, piece);
                    lane.began(exchange);
                }
            }
        }
        if (exchange != null && lane != null) {
            lane.session().send(exchange);
        } else if (reopen) {
            reopen();
        } else if (isClosed()) {
            piece.fail(new IOException(path + " is closed"));
            return;
        }
        watchGrowth();
    }

    private boolean isCrowded() {
        synchronized (lock) {
            return lanes.size() + lanesOpening < settings.sessions() && waitingVectors() >= MANY_VECTORS;
        }
    }

    private boolean isClosed() {
        synchronized (lock) {
            return closed;
        }
    }

    @GuardedBy("lock") private @Nullable Lane laneFor(Piece piece) {
        Lane best = null;
        for (Lane each : lanes) {
            if (each.session().isAlive()
                    && (best == null || each.load() < best.load())
                    && !(piece.isVector() && isNear() && each.vectors() >= NEAR_VECTORS_A_LANE)) {
                best = each;
            }
        }
        return best;
    }

    private ReadExchange exchange(Lane lane, Piece piece) {
        long patience = settings.requestTimeout().toNanos();
        if (piece.isVector()) {
            List<Segment> segments = piece.segments(MOST_SEGMENT_BYTES);
            return new VectorRead(patience, lane, piece, outcomes, segments);
        }
        return pages
                ? new PageRead(patience, lane, piece, outcomes, MOST_REQUEST_BYTES)
                : new PlainRead(patience, lane, piece, outcomes, MOST_REQUEST_BYTES);
    }

    /** Looks again in a while whether the server is slow, if more than one request waits for it. */
    private void watchGrowth() {
        long delay;
        synchronized (lock) {
            int underWay = 0;
            for (Lane each : lanes) {
                underWay += each.count();
            }
            if (growthWatched
                    || noMoreLanes
                    || closed
                    || underWay + waiting.size() < 2
                    || lanes.size() + lanesOpening >= settings.mostSessions()) {
                return;
            }
            growthWatched = true;
            delay = slowNanos();
        }
        clock.after(delay, this::grow);
    }

    @GuardedBy("lock") private long slowNanos() {
        return SLOW_NANOS + 3 * opened.session().roundTripNanos();
    }

    @GuardedBy("lock") private boolean isSlow(Lane lane, long nowNanos) {
        long roundTrip = opened.session().roundTripNanos();
        return lane.silentNanos(nowNanos) > SILENT_NANOS + 2 * roundTrip
                || (lane.oldestNanos(nowNanos) > slowNanos() && lane.rate(nowNanos) < FAST_BYTES_A_SECOND);
    }

    @GuardedBy("lock") private int waitingVectors() {
        int vectors = 0;
        for (Piece each : waiting) {
            vectors += each.isVector() ? 1 : 0;
        }
        return vectors;
    }

    private void grow() {
        int more = 0;
        synchronized (lock) {
            growthWatched = false;
            long now = System.nanoTime();
            boolean crowd = waitingVectors() >= MANY_VECTORS;
            boolean slow = false;
            boolean shortReads = !waiting.isEmpty();
            int underWay = waiting.size();
            for (Lane each : lanes) {
                underWay += each.count();
                slow |= isSlow(each, now);
                shortReads |= each.count() > 0 && each.load() / each.count() <= SHORT_READ_BYTES;
            }
            if ((slow || crowd) && !closed && !reopening) {
                int most = slow && shortReads ? settings.mostSessions() : settings.sessions();
                more = Math.max(0, Math.min(most - lanes.size() - lanesOpening, underWay - lanes.size()));
                lanesOpening += more;
            }
        }
        for (int i = 0; i < more; i++) {
            if (!clock.tryRun(this::addLane)) {
                laneOpened(null);
            }
        }
        watchGrowth();
    }

    private void addLane() {
        OpenFile from;
        List<Session> taken = new ArrayList<>();
        synchronized (lock) {
            from = opened;
            lanes.forEach(each -> taken.add(each.session()));
        }
        Lane lane = null;
        try {
            lane = from.onAnother(path, pool, settings, taken, settings.mostSessions());
        } catch (IOException e) {
            LOG.debug("no further session for {}", path, e);
        }
        laneOpened(lane);
    }

    private void laneOpened(@Nullable Lane lane) {
        boolean unwanted = false;
        synchronized (lock) {
            lanesOpening--;
            if (lane == null) {
                noMoreLanes |= lanesOpening == 0;
            } else {
                unwanted = closed;
                for (Lane each : lanes) {
                    unwanted |= each.session() == lane.session();
                }
                if (!unwanted) {
                    lanes.add(lane);
                }
            }
        }
        if (lane != null && unwanted) {
            lane.session().closeHandle(lane.handle(), settings.requestTimeout().toNanos());
        }
        takeWaiting();
    }

    /** Sends waiting pieces while there is room. */
    private void takeWaiting() {
        while (true) {
            Lane lane;
            ReadExchange exchange;
            synchronized (lock) {
                Piece piece = waiting.peek();
                while (piece != null && piece.isDone()) {
                    waiting.remove();
                    piece = waiting.peek();
                }
                lane = piece == null || closed ? null : laneFor(piece);
                if (lane == null || piece == null) {
                    return;
                }
                waiting.remove();
                exchange = exchange(lane, piece);
                lane.began(exchange);
            }
            lane.session().send(exchange);
        }
    }

    /** Runs the recovery where blocking is allowed. */
    private void reopen() {
        Recovery recovery = new Recovery();
        if (!clock.tryRun(recovery)) {
            clock.after(SLOW_NANOS, () -> {
                if (!clock.tryRun(recovery)) {
                    recovery.giveUp(new IOException("too many files to recover at once, " + path + " among them"));
                }
            });
        }
    }

    /** Closes the handles without waiting; what is under way fails. */
    @Override
    public void close() {
        List<Lane> open;
        List<Piece> left;
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            open = List.copyOf(lanes);
            left = List.copyOf(waiting);
            for (Lane each : lanes) {
                left = concat(left, each);
            }
            lanes.clear();
            waiting.clear();
        }
        IOException why = new IOException(path + " was closed");
        left.forEach(each -> each.fail(why));
        for (Lane each : open) {
            if (each.session().isAlive()) {
                each.session()
                        .closeHandle(each.handle(), settings.requestTimeout().toNanos());
            }
        }
    }

    private static List<Piece> concat(List<Piece> pieces, Lane lane) {
        List<Piece> all = new ArrayList<>(pieces);
        lane.underWay().forEach(each -> all.add(each.piece()));
        return all;
    }

    /** What becomes of requests. Runs in the threads that read connections, or in whichever ended one. */
    private final class Outcomes implements ReadExchange.Outcome {
        @Override
        public void arrived(Lane lane, ReadExchange exchange) {
            Piece piece = exchange.piece();
            over(lane, exchange);
            if (!piece.isDone()) {
                if (exchange.isDamaged()) {
                    damaged(lane, piece);
                } else if (exchange.received() > 0) {
                    submit(piece);
                } else {
                    piece.fail(new EOFException(
                            path + " on " + lane.session().endpoint().address() + " ended before its length of "
                                    + length() + ": was it truncated?"));
                }
            }
            takeWaiting();
        }

        private void damaged(Lane lane, Piece piece) {
            if (piece.failedAttempt() < MOST_ATTEMPTS) {
                LOG.warn(
                        "a page of {} from {} had a wrong checksum; asking again",
                        path,
                        lane.session().endpoint());
                submit(piece);
            } else {
                piece.fail(new DamagedDataException("pages of " + path + " from "
                        + lane.session().endpoint().address() + " at "
                        + piece.parts().get(0).position() + " have a wrong checksum every time"));
            }
        }

        @Override
        public void refused(Lane lane, ReadExchange exchange, Reply reply) {
            over(lane, exchange);
            Piece piece = exchange.piece();
            switch (reply.status()) {
                case Protocol.WAIT ->
                    clock.after(TimeUnit.SECONDS.toNanos(Math.min(reply.waitSeconds(), 3600)), () -> submit(piece));
                case Protocol.ERROR ->
                    error(
                            lane,
                            piece,
                            reply.error(
                                    exchange.request() + " " + path,
                                    lane.session().endpoint().address()));
                default -> {
                    drop(lane);
                    again(
                            piece,
                            new IOException(
                                    exchange.request() + " " + path + " was answered with status " + reply.status()));
                }
            }
            takeWaiting();
        }

        private void error(Lane lane, Piece piece, ServerErrorException e) {
            switch (e.code()) {
                case ErrorCode.UNSUPPORTED, ErrorCode.INVALID_REQUEST, ErrorCode.ARG_TOO_LONG -> {
                    if (piece.isVector()) {
                        vectors = false;
                        piece.parts().stream()
                                .filter(each -> !each.isDone())
                                .forEach(each -> submit(Piece.plain(each)));
                    } else if (pages && settings.pageChecksums() == ClientSettings.PageChecksums.AUTO) {
                        pages = false;
                        submit(piece);
                    } else {
                        piece.fail(e);
                    }
                }
                case ErrorCode.FILE_NOT_OPEN, ErrorCode.SERVER_ERROR, ErrorCode.IO_ERROR -> {
                    drop(lane);
                    again(piece, e);
                }
                case ErrorCode.NO_MEMORY, ErrorCode.OVERLOADED, ErrorCode.IN_PROGRESS -> {
                    if (piece.failedAttempt() < MOST_ATTEMPTS) {
                        clock.after(TimeUnit.MILLISECONDS.toNanos(200), () -> submit(piece));
                    } else {
                        piece.fail(e);
                    }
                }
                default -> piece.fail(e);
            }
        }

        @Override
        public void lost(Lane lane, ReadExchange exchange, IOException cause) {
            over(lane, exchange);
            if (cause instanceof SocketTimeoutException) {
                // The server is stuck for everybody on this session. What else is under way there moves on too.
                lane.session().close(lane.session().endpoint().address() + " did not answer in time");
            }
            drop(lane);
            again(exchange.piece(), cause);
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
                submit(piece);
            }
        }

        private void over(Lane lane, ReadExchange exchange) {
            synchronized (lock) {
                lane.ended(exchange);
            }
        }

        private void drop(Lane lane) {
            synchronized (lock) {
                if (lanes.remove(lane)) {
                    failedServers.add(lane.session().endpoint().host());
                    lane.session().fileClosed();
                }
            }
        }
    }

    /** Opens the file anew after the last lane was lost, as long as the recovery timeout allows. */
    private final class Recovery implements Runnable {
        private final long deadlineNanos =
                System.nanoTime() + settings.recoveryTimeout().toNanos();

        @Override
        public void run() {
            long pauseMillis = 50;
            while (!isClosed()) {
                try {
                    recovered(attempt());
                    return;
                } catch (ServerErrorException | FileChangedException e) {
                    if (isFinal(e) || past()) {
                        giveUp(e);
                        return;
                    }
                    LOG.debug("{} not yet to be had again", path, e);
                } catch (IOException e) {
                    if (past()) {
                        giveUp(ServerFailure.describe("recovering " + path, e));
                        return;
                    }
                    LOG.debug("{} not yet to be had again", path, e);
                }
                try {
                    Router.sleep(TimeUnit.MILLISECONDS.toNanos(pauseMillis), "recovery");
                } catch (IOException e) {
                    giveUp(e);
                    return;
                }
                pauseMillis = Math.min(2000, pauseMillis * 2);
            }
            giveUp(new IOException(path + " was closed"));
        }

        private boolean past() {
            return System.nanoTime() - deadlineNanos > 0;
        }

        private boolean isFinal(IOException e) {
            if (!(e instanceof ServerErrorException refusal)) {
                return true;
            }
            synchronized (lock) {
                // A manager whose server has just gone says "not found" until it is back.
                return !(opened.managed() && refusal.code() == ErrorCode.NOT_FOUND);
            }
        }

        private OpenFile attempt() throws IOException {
            Set<String> avoid;
            synchronized (lock) {
                avoid = opened.managed() ? Set.copyOf(failedServers) : Set.of();
                failedServers.clear();
            }
            OpenFile again = OpenFile.again(path, router, avoid, Math.max(1, deadlineNanos - System.nanoTime()));
            if (again.stat().size() != stat.size() || again.stat().modifiedSeconds() != stat.modifiedSeconds()) {
                again.session()
                        .closeHandle(again.handle(), settings.requestTimeout().toNanos());
                throw new FileChangedException(path + " changed while it was being read: opened with length "
                        + stat.size() + ", now " + again.stat().size() + " on "
                        + again.session().endpoint().address());
            }
            return again;
        }

        private void recovered(OpenFile again) {
            boolean unwanted;
            synchronized (lock) {
                reopening = false;
                unwanted = closed;
                if (!closed) {
                    opened = again;
                    noMoreLanes = false;
                    lanes.add(new Lane(again.session(), again.handle()));
                }
            }
            if (unwanted) {
                again.session()
                        .closeHandle(again.handle(), settings.requestTimeout().toNanos());
            }
            takeWaiting();
        }

        void giveUp(IOException why) {
            List<Piece> left;
            synchronized (lock) {
                reopening = false;
                left = List.copyOf(waiting);
                waiting.clear();
            }
            left.forEach(each -> each.fail(why));
        }
    }
}
