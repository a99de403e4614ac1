package io.farseek.xrootd.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.farseek.xrootd.wire.BrokenProtocolException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which exchange a connection has under which stream id, until the server's last frame for it or the connection's end. Safe for use from many
 * threads at once; nothing is called under its lock.
 */
final class StreamIds {
    private static final int FIRST_SLOTS = 64;
    private static final int MOST_SLOTS = 1 << 14;

    private final String server;

    @GuardedBy("this") private @Nullable Exchange[] slots = new Exchange[FIRST_SLOTS];

    @GuardedBy("this") private int[] freeIds = new int[FIRST_SLOTS];

    @GuardedBy("this") private int freeCount;

    @GuardedBy("this") private @Nullable IOException dead;

    private volatile int taken;

    /**
     * @param server named in failures
     */
    StreamIds(String server) {
        this.server = server;
        synchronized (this) {
            for (int id = FIRST_SLOTS - 1; id >= 0; id--) {
                freeIds[freeCount++] = id;
            }
        }
    }

    /**
     * Finds the exchange an id.
     *
     * @throws TooManyRequestsException when all are taken
     * @throws IOException when the connection has ended
     */
    synchronized int take(Exchange exchange) throws IOException {
        if (dead != null) {
            throw new IOException("the connection to " + server + " is gone: " + dead.getMessage(), dead);
        }
        if (freeCount == 0) {
            addSlots();
        }
        int id = freeIds[--freeCount];
        slots[id] = exchange;
        taken = slots.length - freeCount;
        return id;
    }

    @GuardedBy("this") private void addSlots() throws IOException {
        int before = slots.length;
        if (before >= MOST_SLOTS) {
            throw new TooManyRequestsException(before + " requests under way on " + server);
        }
        slots = Arrays.copyOf(slots, before * 2);
        freeIds = new int[before * 2];
        for (int id = before * 2 - 1; id >= before; id--) {
            freeIds[freeCount++] = id;
        }
    }

    synchronized Exchange exchange(int streamId) throws BrokenProtocolException {
        Exchange exchange = streamId < slots.length ? slots[streamId] : null;
        if (exchange == null) {
            throw new BrokenProtocolException("a reply under stream id " + streamId + ", which is not in use");
        }
        return exchange;
    }

    synchronized void release(int streamId) {
        slots[streamId] = null;
        freeIds[freeCount++] = streamId;
        taken = slots.length - freeCount;
    }

    /** Ids taken, those of exchanges given up included. */
    int taken() {
        return taken;
    }

    synchronized List<Exchange> underWay() {
        List<Exchange> all = new ArrayList<>();
        for (Exchange each : slots) {
            if (each != null) {
                all.add(each);
            }
        }
        return all;
    }

    /** Gives no more ids away: what is under way, which fails with {@code cause}. Null when it had ended before. */
    synchronized @Nullable List<Exchange> end(IOException cause) {
        if (dead != null) {
            return null;
        }
        dead = cause;
        return underWay();
    }

    synchronized IOException causeOfDeath(IOException otherwise) {
        return dead != null ? dead : otherwise;
    }

    /** The connection works, but has no id to give. */
    static final class TooManyRequestsException extends IOException {
        TooManyRequestsException(String message) {
            super(message);
        }
    }
}
