package io.farseek.xrootd.session;

import java.util.LinkedHashSet;
import java.util.Set;

/** One session on which a file is open, and what is under way there. Guarded by the file's lock. */
final class Lane {
    private final Session session;
    private final int handle;
    private final Set<ReadExchange> underWay = new LinkedHashSet<>();
    private long bytes;
    private int vectors;
    private long busySinceNanos;
    private long endedNanos;
    private long endedBytes;
    private long allEndedBytes;
    private long answeredAtEnd;

    Lane(Session session, int handle) {
        this.session = session;
        this.handle = handle;
    }

    Session session() {
        return session;
    }

    int handle() {
        return handle;
    }

    void began(ReadExchange exchange) {
        if (underWay.isEmpty()) {
            busySinceNanos = System.nanoTime();
            endedBytes = 0;
        }
        underWay.add(exchange);
        bytes += exchange.piece().bytes();
        vectors += exchange.piece().isVector() ? 1 : 0;
    }

    /**
     * The exchange is over; false when it was before.
     *
     * @param answered bytes that all lanes of the file have brought by now
     */
    boolean ended(ReadExchange exchange, long answered) {
        if (!underWay.remove(exchange)) {
            return false;
        }
        answeredAtEnd = answered;
        endedNanos = System.nanoTime();
        endedBytes += exchange.received();
        allEndedBytes += exchange.received();
        bytes -= exchange.piece().bytes();
        vectors -= exchange.piece().isVector() ? 1 : 0;
        return true;
    }

    /** Bytes asked for and not arrived. */
    long bytes() {
        return bytes;
    }

    /** Bytes asked for and not arrived, a little more for each request so that many short ones weigh too. */
    long load() {
        return bytes + 4096L * underWay.size();
    }

    int count() {
        return underWay.size();
    }

    int vectors() {
        return vectors;
    }

    /** How long nothing has come although the server works this lane's requests off one by one; 0 when nothing is under way. */
    long silentNanos(long nowNanos) {
        for (ReadExchange oldest : underWay) {
            return nowNanos - Math.max(oldest.lastHeardNanos(), endedNanos);
        }
        return 0;
    }

    /** How long the oldest request has been under way; 0 without one. */
    long oldestNanos(long nowNanos) {
        for (ReadExchange oldest : underWay) {
            return nowNanos - oldest.sentNanos();
        }
        return 0;
    }

    /** When its last answer had come; 0 when none has. */
    long lastEndedNanos() {
        return endedNanos;
    }

    /** Bytes that all lanes of the file had brought when its last answer had come. */
    long answeredAtEnd() {
        return answeredAtEnd;
    }

    /** Bytes that have come of the answer under way, if it was asked for no earlier than when all lanes had brought {@code answered}. */
    long arrivingSince(long answered) {
        for (ReadExchange oldest : underWay) {
            return oldest.answeredBefore() >= answered ? oldest.received() : 0;
        }
        return 0;
    }

    /** Bytes a second since the lane was last idle. */
    double rate(long nowNanos) {
        long arrived = endedBytes;
        for (ReadExchange oldest : underWay) {
            arrived += oldest.received();
            break;
        }
        return arrived * 1e9 / Math.max(1, nowNanos - busySinceNanos);
    }

    /** Bytes that have come since the lane was opened. */
    long arrivedBytes() {
        long arrived = allEndedBytes;
        for (ReadExchange each : underWay) {
            arrived += each.received();
        }
        return arrived;
    }

    Set<ReadExchange> underWay() {
        return underWay;
    }
}
