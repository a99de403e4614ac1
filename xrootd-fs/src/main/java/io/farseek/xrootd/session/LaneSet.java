package io.farseek.xrootd.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of one file, what is under way on them and what waits for one. Its monitor is held for a few instructions at a time; no method
 * sends, waits or calls anybody back.
 */
final class LaneSet {
    /** What to do with a piece: send the exchange, if there is one; otherwise it waits, or is to fail. */
    record Placement(@Nullable ReadExchange exchange, boolean reopen, boolean closed) {}

    /** What is left when the file is closed. */
    record Remains(List<Lane> lanes, List<Piece> pieces) {
        Remains {
            lanes = List.copyOf(lanes);
            pieces = List.copyOf(pieces);
        }
    }

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

    private final ClientSettings settings;
    private final ReadRequests requests;

    @GuardedBy("this") private OpenFile opened;

    @GuardedBy("this") private final List<Lane> lanes = new ArrayList<>();

    @GuardedBy("this") private final Deque<Piece> waiting = new ArrayDeque<>();

    @GuardedBy("this") private final Set<String> failedServers = new HashSet<>();

    @GuardedBy("this") private int lanesOpening;

    @GuardedBy("this") private boolean noMoreLanes;

    @GuardedBy("this") private boolean reopening;

    @GuardedBy("this") private boolean growthWatched;

    @GuardedBy("this") private boolean closed;

    LaneSet(OpenFile opened, ClientSettings settings, ReadRequests requests) {
        this.opened = opened;
        this.settings = settings;
        this.requests = requests;
        lanes.add(new Lane(opened.session(), opened.handle()));
    }

    synchronized OpenFile opened() {
        return opened;
    }

    synchronized int size() {
        return lanes.size();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Finds the piece a lane, or lets it wait. */
    synchronized Placement place(Piece piece, ReadExchange.Outcome outcome) {
        if (closed) {
            return new Placement(null, false, true);
        }
        lanes.removeIf(each -> !each.session().isAlive() && each.count() == 0);
        Lane lane = laneFor(piece);
        if (lane != null) {
            return new Placement(begin(lane, piece, outcome), false, false);
        }
        waiting.add(piece);
        boolean reopen = lanes.isEmpty() && !reopening;
        reopening |= reopen;
        return new Placement(null, reopen, false);
    }

    /** The next waiting piece that finds a lane. */
    synchronized @Nullable ReadExchange nextWaiting(ReadExchange.Outcome outcome) {
        Piece piece = waiting.peek();
        while (piece != null && piece.isDone()) {
            waiting.remove();
            piece = waiting.peek();
        }
        Lane lane = piece == null || closed ? null : laneFor(piece);
        if (lane == null || piece == null) {
            return null;
        }
        waiting.remove();
        return begin(lane, piece, outcome);
    }

    @GuardedBy("this") private ReadExchange begin(Lane lane, Piece piece, ReadExchange.Outcome outcome) {
        ReadExchange exchange = requests.make(lane, piece, outcome);
        lane.began(exchange);
        return exchange;
    }

    @GuardedBy("this") private @Nullable Lane laneFor(Piece piece) {
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

    @GuardedBy("this") private boolean isNear() {
        return opened.session().roundTripNanos() < NEAR_NANOS;
    }

    /**
     * How many parts go into one request. Near the server, few, so that lanes opened meanwhile find work left to take; far away, as many as
     * the server takes, since there the round trip is what costs.
     */
    synchronized int partsAPiece(int parts, int most) {
        if (isNear()) {
            return Math.min(most, Math.max(16, Math.min(64, parts / 16)));
        }
        int share = (parts + Math.max(1, lanes.size()) - 1) / Math.max(1, lanes.size());
        return Math.max(1, Math.min(most, Math.max(64, share)));
    }

    // ---- how many lanes

    /** Whether so much waits that more lanes are worth their price before anything is known of the server. */
    synchronized boolean isCrowded() {
        return lanes.size() + lanesOpening < settings.sessions() && waitingVectors() >= MANY_VECTORS;
    }

    /** When to look next whether more lanes are wanted, in nanoseconds from now; negative when somebody does already, or nothing waits. */
    synchronized long growthDelay() {
        int underWay = waiting.size();
        for (Lane each : lanes) {
            underWay += each.count();
        }
        if (growthWatched
                || noMoreLanes
                || closed
                || underWay < 2
                || lanes.size() + lanesOpening >= settings.mostSessions()) {
            return -1;
        }
        growthWatched = true;
        return slowNanos();
    }

    /** Lanes wanted more than there are; they count as being opened from now on. */
    synchronized int wanted(long nowNanos) {
        growthWatched = false;
        boolean crowd = waitingVectors() >= MANY_VECTORS;
        boolean slow = false;
        boolean shortReads = !waiting.isEmpty();
        int underWay = waiting.size();
        for (Lane each : lanes) {
            underWay += each.count();
            slow |= isSlow(each, nowNanos);
            shortReads |= each.count() > 0 && each.load() / each.count() <= SHORT_READ_BYTES;
        }
        if (!(slow || crowd) || closed || reopening) {
            return 0;
        }
        int most = slow && shortReads ? settings.mostSessions() : settings.sessions();
        int more = Math.max(0, Math.min(most - lanes.size() - lanesOpening, underWay - lanes.size()));
        lanesOpening += more;
        return more;
    }

    @GuardedBy("this") private long slowNanos() {
        return SLOW_NANOS + 3 * opened.session().roundTripNanos();
    }

    @GuardedBy("this") private boolean isSlow(Lane lane, long nowNanos) {
        long roundTrip = opened.session().roundTripNanos();
        return lane.silentNanos(nowNanos) > SILENT_NANOS + 2 * roundTrip
                || (lane.oldestNanos(nowNanos) > slowNanos() && lane.rate(nowNanos) < FAST_BYTES_A_SECOND);
    }

    @GuardedBy("this") private int waitingVectors() {
        int vectors = 0;
        for (Piece each : waiting) {
            vectors += each.isVector() ? 1 : 0;
        }
        return vectors;
    }

    /** Sessions that carry the file already. */
    synchronized List<Session> sessions() {
        return lanes.stream().map(Lane::session).toList();
    }

    /** Ends the opening of a lane, which may have come to nothing. False when the lane is of no use. */
    synchronized boolean add(@Nullable Lane lane) {
        lanesOpening--;
        if (lane == null) {
            noMoreLanes |= lanesOpening == 0;
            return true;
        }
        for (Lane each : lanes) {
            if (each.session() == lane.session()) {
                return false;
            }
        }
        if (!closed) {
            lanes.add(lane);
        }
        return !closed;
    }

    // ---- what becomes of lanes

    synchronized void ended(ReadExchange exchange) {
        exchange.lane().ended(exchange);
    }

    /** Gives a lane up; its server is avoided when the file is opened anew. */
    synchronized void drop(Lane lane) {
        if (lanes.remove(lane)) {
            failedServers.add(lane.session().endpoint().host());
            lane.session().fileClosed();
        }
    }

    /** Hosts not to be named by the manager for the next attempt; each is avoided once. */
    synchronized Set<String> takeFailedServers() {
        Set<String> avoid = opened.managed() ? Set.copyOf(failedServers) : Set.of();
        failedServers.clear();
        return avoid;
    }

    /** Ends the reopening. False when the file has been closed meanwhile. */
    synchronized boolean reopened(OpenFile again) {
        reopening = false;
        if (!closed) {
            opened = again;
            noMoreLanes = false;
            lanes.add(new Lane(again.session(), again.handle()));
        }
        return !closed;
    }

    /** Ends the reopening in vain: the pieces that waited for it. */
    synchronized List<Piece> notReopened() {
        reopening = false;
        List<Piece> left = List.copyOf(waiting);
        waiting.clear();
        return left;
    }

    /** Closes for good; null when that was done before. */
    synchronized @Nullable Remains close() {
        if (closed) {
            return null;
        }
        closed = true;
        List<Piece> pieces = new ArrayList<>(waiting);
        for (Lane each : lanes) {
            each.underWay().forEach(exchange -> pieces.add(exchange.piece()));
        }
        Remains remains = new Remains(lanes, pieces);
        lanes.clear();
        waiting.clear();
        return remains;
    }
}
