package io.farseek.xrootd.session;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How many lanes a file should have, and how much goes into one vector request, from how fast its server answers. Guarded by the monitor of
 * the {@link LaneSet} it belongs to, which says what there is.
 */
final class LaneGrowth {
    /** Reads at most this long say something of the server's disk rather than of the network's width. */
    private static final int SHORT_READ_BYTES = 256 << 10;

    private static final long NEAR_NANOS = TimeUnit.MILLISECONDS.toNanos(3);
    private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    /** A server near by that is silent for that long waits for a disk. */
    private static final long SILENT_NANOS = TimeUnit.MILLISECONDS.toNanos(3);
    /** Above this a lane is as fast as the machine; more of them would only be in each other's way. */
    private static final double FAST_BYTES_A_SECOND = 500e6;

    private static final int NEAR_VECTORS_A_LANE = 2;
    /** The same where ranges came from memory the last time: enough that neither end ever waits for the other. */
    private static final int FAST_VECTORS_A_LANE = 32;
    /** Vector requests waiting from which on further lanes pay for themselves, unless ranges came from memory the last time. */
    private static final int MANY_VECTORS = 4;
    /** Ranges in one of a long vector's requests while nothing is known of a server near by: a disk is shared among as many lanes as may be. */
    private static final int NEAR_RANGES = 64;
    /**
     * Bytes in one where ranges came from memory the last time: so much stays in a processor's cache between the server's reading and its sending,
     * and the first of them come while the later ones are being read.
     */
    private static final int FAST_BYTES = 2 << 20;

    /** Long reads that a lane is given while further lanes may come: enough to keep a quick server busy, and little enough that they find work left. */
    private static final long LANE_BYTES = 8 << 20;

    /** So many times as much where the server is not slow, for then no further lanes come. */
    private static final int FAIR_SHARES = 4;

    private final ClientSettings settings;
    private final LaneRates rates = new LaneRates();
    private final ServerPace pace = new ServerPace();
    private int opening;
    private boolean noMore;
    private boolean watched;
    private boolean vectorsFast;
    private long answeredBytes;

    LaneGrowth(ClientSettings settings) {
        this.settings = settings;
    }

    private static boolean isNear(long roundTripNanos) {
        return roundTripNanos < NEAR_NANOS;
    }

    /** Whether a lane may be given one more request like {@code piece}. What it was given it has to answer in order, though other lanes fall idle. */
    boolean hasRoom(Lane lane, Piece piece, int lanes, long roundTripNanos) {
        if (piece.isVector()) {
            return !isNear(roundTripNanos)
                    || lane.vectors() < (vectorsFast ? FAST_VECTORS_A_LANE : NEAR_VECTORS_A_LANE);
        }
        long most = Math.max(LANE_BYTES, (long) (FAST_BYTES_A_SECOND * roundTripNanos / 1e9));
        return !isLong(piece)
                || lane.load() < (pace.isFair() ? FAIR_SHARES * most : most)
                || (opening == 0 && (noMore || lanes >= settings.mostSessions()));
    }

    /**
     * Whether a lane that has room is to take {@code piece} though others have less to do: a server near by that is quick of late sends as fast as
     * this machine takes, and every lane more is one more thread at both ends that has to be woken.
     */
    boolean suffices(Lane lane, Piece piece, long roundTripNanos) {
        return isNear(roundTripNanos) && pace.isQuick() && lane.bytes() + piece.bytes() <= LANE_BYTES;
    }

    private static boolean isLong(Piece piece) {
        return !piece.isVector() && piece.bytes() > SHORT_READ_BYTES;
    }

    /**
     * How many of {@code parts}, {@code bytes} together, go into one request. Near the server, few, so that lanes opened meanwhile find work left to take; far away,
     * as many as the server takes, since there the round trip is what costs.
     */
    int partsAPiece(int parts, long bytes, int most, int lanes, long roundTripNanos) {
        if (isNear(roundTripNanos)) {
            long ranges = NEAR_RANGES;
            if (vectorsFast) {
                ranges = Math.max(ranges, FAST_BYTES * (long) parts / Math.max(1, bytes));
            }
            return (int) Math.min(most, Math.max(16, Math.min(ranges, parts * ranges / 1024)));
        }
        int share = (parts + Math.max(1, lanes) - 1) / Math.max(1, lanes);
        return Math.max(1, Math.min(most, Math.max(64, share)));
    }

    /** Bytes that all lanes have brought. */
    long answeredBytes() {
        return answeredBytes;
    }

    /** Learns from a request that has been answered; before its lane hears of it. */
    void ended(ReadExchange exchange, List<Lane> lanes, long roundTripNanos, long nowNanos) {
        if (!exchange.wasSent() || exchange.received() == 0) {
            return;
        }
        // The server works the requests of a session off one after another.
        long began =
                Math.max(exchange.sentNanos() + roundTripNanos, exchange.lane().lastEndedNanos());
        long took = Math.max(1, nowNanos - began);
        // What the other lanes brought meanwhile had to come past the same processors.
        answeredBytes += exchange.received();
        long before = Math.max(exchange.answeredBefore(), exchange.lane().answeredAtEnd());
        long together = answeredBytes - before;
        for (Lane each : lanes) {
            together += each == exchange.lane() ? 0 : each.arrivingSince(before);
        }
        pace.answered(together, took);
        if (exchange.piece().isVector()) {
            vectorsFast = together * 1e9 / took > FAST_BYTES_A_SECOND;
        }
    }

    /** Whether so much waits that more lanes are worth their price before anything is known of the server. */
    boolean isCrowded(List<Lane> lanes, Collection<Piece> waiting, long roundTripNanos) {
        int there = lanes.size() + opening;
        return !noMore
                && there < settings.sessions()
                && (manyVectors(waiting) || there < vectorLanes(lanes, roundTripNanos));
    }

    /**
     * How many lanes keep what is under way in vectors below what a lane is given where ranges come from memory: as fast as one thread of the server
     * puts them together is all that a session brings.
     */
    private int vectorLanes(List<Lane> lanes, long roundTripNanos) {
        long bytes = 0;
        for (Lane each : lanes) {
            bytes += each.vectors() > 0 ? each.bytes() : 0;
        }
        return vectorsFast && isNear(roundTripNanos)
                ? (int) Math.min(settings.sessions(), (bytes + LANE_BYTES - 1) / LANE_BYTES)
                : 0;
    }

    /** When to look next whether more lanes are wanted, in nanoseconds from now; negative when somebody does already, or nothing waits. */
    long delay(List<Lane> lanes, Collection<Piece> waiting, long roundTripNanos) {
        int underWay = waiting.size();
        for (Lane each : lanes) {
            underWay += each.count();
        }
        if (watched || noMore || underWay < 2 || lanes.size() + opening >= settings.mostSessions()) {
            return -1;
        }
        watched = true;
        return slowNanos(roundTripNanos);
    }

    /** Lanes wanted more than there are; they count as being opened from now on. */
    int wanted(List<Lane> lanes, Collection<Piece> waiting, long roundTripNanos, long nowNanos) {
        boolean slow = false;
        long silent = 0;
        boolean shortReads = false;
        boolean busy = true;
        long bytes = 0;
        int underWay = waiting.size();
        for (Piece each : waiting) {
            shortReads |= !isLong(each);
        }
        for (Lane each : lanes) {
            underWay += each.count();
            busy &= each.count() > 0;
            bytes += each.arrivedBytes();
            slow |= isSlow(each, roundTripNanos, nowNanos);
            silent = Math.max(silent, each.silentNanos(nowNanos) - 2 * roundTripNanos);
            shortReads |= each.count() > 0 && each.load() / each.count() <= SHORT_READ_BYTES;
        }
        rates.look(lanes.size(), busy, bytes, nowNanos);
        slow &= pace.isSlow(silent > SILENT_NANOS ? silent : 0);
        int most = vectorLanes(lanes, roundTripNanos);
        if (slow || manyVectors(waiting)) {
            most = slow && shortReads ? settings.mostSessions() : longLanes(lanes.size());
        }
        int more = Math.max(0, Math.min(most - lanes.size() - opening, underWay - lanes.size()));
        opening += more;
        return more;
    }

    /**
     * How many lanes long reads are worth: the usual ones, and twice as many as there are whenever these carry as much each as one alone did,
     * for then it is the single connection that is narrow, not the server or the way to it.
     */
    private int longLanes(int lanes) {
        boolean more = lanes >= settings.sessions() && opening == 0 && rates.hold(lanes);
        return Math.max(settings.sessions(), Math.min(settings.mostSessions(), more ? 2 * lanes : lanes));
    }

    /** Somebody has looked: the next to have reads under way says when to look again. */
    void looked() {
        watched = false;
    }

    /** The opening of a lane is over. */
    void opened(boolean found) {
        opening--;
        noMore |= !found && opening == 0;
    }

    /** The file is open anew, maybe on another server. */
    void beginAnew() {
        noMore = false;
        vectorsFast = false;
        rates.beginAnew();
        pace.beginAnew();
    }

    private static long slowNanos(long roundTripNanos) {
        return SLOW_NANOS + 3 * roundTripNanos;
    }

    private static boolean isSlow(Lane lane, long roundTripNanos, long nowNanos) {
        return lane.silentNanos(nowNanos) > SILENT_NANOS + 2 * roundTripNanos
                || (lane.oldestNanos(nowNanos) > slowNanos(roundTripNanos)
                        && lane.rate(nowNanos) < FAST_BYTES_A_SECOND);
    }

    private boolean manyVectors(Collection<Piece> waiting) {
        int vectors = 0;
        for (Piece each : waiting) {
            vectors += each.isVector() ? 1 : 0;
        }
        return vectors >= MANY_VECTORS && !vectorsFast;
    }
}
