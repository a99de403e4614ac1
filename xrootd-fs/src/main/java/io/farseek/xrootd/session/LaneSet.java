package io.farseek.xrootd.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

    private final ReadRequests requests;

    @GuardedBy("this") private final LaneGrowth growth;

    @GuardedBy("this") private OpenFile opened;

    @GuardedBy("this") private final List<Lane> lanes = new ArrayList<>();

    @GuardedBy("this") private final Deque<Piece> waiting = new ArrayDeque<>();

    @GuardedBy("this") private final Set<String> failedServers = new HashSet<>();

    /** On which the file is being opened. */
    @GuardedBy("this") private final Set<Session> claimed = new HashSet<>();

    @GuardedBy("this") private boolean reopening;

    @GuardedBy("this") private boolean closed;

    LaneSet(OpenFile opened, ClientSettings settings, ReadRequests requests) {
        this.opened = opened;
        this.growth = new LaneGrowth(settings);
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

    /** Whether pieces wait although no lane is left that could take them: whoever asks has to reopen the file then. */
    synchronized boolean isStranded() {
        lanes.removeIf(each -> !each.session().isAlive() && each.count() == 0);
        boolean stranded = !closed && !reopening && lanes.isEmpty() && !waiting.isEmpty();
        reopening |= stranded;
        return stranded;
    }

    @GuardedBy("this") private ReadExchange begin(Lane lane, Piece piece, ReadExchange.Outcome outcome) {
        ReadExchange exchange = requests.make(lane, piece, outcome);
        exchange.begin(growth.answeredBytes());
        lane.began(exchange);
        return exchange;
    }

    @GuardedBy("this") private @Nullable Lane laneFor(Piece piece) {
        Lane best = null;
        for (Lane each : lanes) {
            if (!each.session().isAlive() || !growth.hasRoom(each, piece, lanes.size(), roundTripNanos())) {
                continue;
            }
            if (growth.suffices(each, piece, roundTripNanos())) {
                return each;
            }
            if (best == null || each.load() < best.load()) {
                best = each;
            }
        }
        return best;
    }

    @GuardedBy("this") private long roundTripNanos() {
        return opened.session().roundTripNanos();
    }

    /** How many of {@code parts}, {@code bytes} together, go into one request of the {@code most} that the server takes. */
    synchronized int partsAPiece(int parts, long bytes, int most) {
        return growth.partsAPiece(parts, bytes, most, lanes.size(), roundTripNanos());
    }

    /** Whether so much waits that more lanes are worth their price before anything is known of the server. */
    synchronized boolean isCrowded() {
        return growth.isCrowded(lanes, waiting, roundTripNanos());
    }

    /** When to look next whether more lanes are wanted, in nanoseconds from now; negative when somebody does already, or nothing waits. */
    synchronized long growthDelay() {
        return closed ? -1 : growth.delay(lanes, waiting, roundTripNanos());
    }

    /** Lanes wanted more than there are; they count as being opened from now on. */
    synchronized int wanted(long nowNanos) {
        growth.looked();
        return closed || reopening ? 0 : growth.wanted(lanes, waiting, roundTripNanos(), nowNanos);
    }

    /** Sessions that carry the file already, or will once it is open there. */
    synchronized List<Session> sessions() {
        List<Session> all = new ArrayList<>(claimed);
        lanes.forEach(each -> all.add(each.session()));
        return all;
    }

    /** Takes a session for a lane that is to be added; false when it has one or is about to. To be followed by {@link #unclaim}. */
    synchronized boolean claim(Session session) {
        return !sessions().contains(session) && claimed.add(session);
    }

    /** The lane that the session was taken for is here, or will not come. */
    synchronized void unclaim(Session session) {
        claimed.remove(session);
    }

    /** Ends the opening of a lane, which may have come to nothing. False when the lane is of no use. */
    synchronized boolean add(@Nullable Lane lane) {
        growth.opened(lane != null);
        if (lane == null) {
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
        exchange.lane().session().answeredIn(exchange.answerNanos());
        growth.ended(exchange, lanes, roundTripNanos(), System.nanoTime());
        exchange.lane().ended(exchange, growth.answeredBytes());
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
            growth.beginAnew();
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
