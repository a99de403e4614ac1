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
        underWay.add(exchange);
        bytes += exchange.piece().bytes();
        vectors += exchange.piece().isVector() ? 1 : 0;
    }

    /** False when it had ended before. */
    boolean ended(ReadExchange exchange) {
        if (!underWay.remove(exchange)) {
            return false;
        }
        bytes -= exchange.piece().bytes();
        vectors -= exchange.piece().isVector() ? 1 : 0;
        return true;
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

    /** When the oldest request under way left; {@link Long#MAX_VALUE} without one. */
    long oldestNanos() {
        for (ReadExchange each : underWay) {
            return each.sentNanos();
        }
        return Long.MAX_VALUE;
    }

    Set<ReadExchange> underWay() {
        return underWay;
    }
}
