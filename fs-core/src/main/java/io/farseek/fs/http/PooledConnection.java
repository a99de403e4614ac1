package io.farseek.fs.http;

import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** A place in the pool, and the connection in it once it has been made. Used by one exchange at a time. */
final class PooledConnection {
    private final Route route;
    private final AtomicBoolean discarded = new AtomicBoolean();
    private volatile @Nullable ManagedHttpClientConnection connection;
    private volatile @Nullable InetAddress address;
    private volatile long bornNanos;

    // Read and written under the pool's lock.
    long idleSinceNanos;
    long idleUntilNanos;
    private boolean reused;

    PooledConnection(Route route) {
        this.route = route;
    }

    Route route() {
        return route;
    }

    void connected(ManagedHttpClientConnection made, InetAddress to, long now) {
        address = to;
        bornNanos = now;
        connection = made;
        if (discarded.get()) {
            made.close(CloseMode.IMMEDIATE);
        }
    }

    @Nullable ManagedHttpClientConnection connection() {
        return connection;
    }

    @Nullable InetAddress address() {
        return address;
    }

    long bornNanos() {
        return bornNanos;
    }

    boolean reused() {
        return reused;
    }

    void markReused() {
        reused = true;
    }

    /** Whether the peer has closed the connection, or sent what nobody asked for. Takes up to a millisecond. */
    boolean dead() {
        ManagedHttpClientConnection made = connection;
        try {
            return made == null || !made.isOpen() || made.isStale();
        } catch (IOException e) {
            return true;
        }
    }

    /** True for the first caller, who gives the place back. */
    boolean discard() {
        return discarded.compareAndSet(false, true);
    }

    void close() {
        ManagedHttpClientConnection made = connection;
        if (made != null) {
            made.close(CloseMode.IMMEDIATE);
        }
    }
}
