package io.farseek.fs.http;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.farseek.readahead.Recorder;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One transport for all file systems with the same settings and recorder, so that buckets of one store share connections and addresses. Closed
 * with the last lease.
 */
public final class SharedTransports {
    @GuardedBy("SharedTransports.class") private static final Map<Key, Shared> OPEN = new HashMap<>();

    private SharedTransports() {}

    // The recorder has no equality of its own: the same one, that is.
    private record Key(HttpSettings settings, Recorder recorder) {}

    private static final class Shared {
        private final HttpTransport transport;
        private int leases;

        Shared(HttpTransport transport) {
            this.transport = transport;
        }
    }

    /** A share in a transport, given back once. Whoever holds it closes it, from any thread. */
    public static final class Lease implements AutoCloseable {
        private final Key key;
        private final HttpTransport transport;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Lease(Key key, HttpTransport transport) {
            this.key = key;
            this.transport = transport;
        }

        /** Usable until this lease is closed. */
        public HttpTransport transport() {
            return transport;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true) && release(key)) {
                transport.close();
            }
        }
    }

    /**
     * A share in the transport that has these settings and tells this recorder, opened if nobody holds one. Reads at most the trust store, and
     * nothing from the network.
     *
     * @throws IOException when the trust store cannot be read
     */
    public static synchronized Lease lease(HttpSettings settings, Recorder recorder) throws IOException {
        Key key = new Key(settings, recorder);
        Shared shared = OPEN.get(key);
        if (shared == null) {
            shared = new Shared(HttpTransport.open(settings, recorder));
            OPEN.put(key, shared);
        }
        shared.leases++;
        return new Lease(key, shared.transport);
    }

    /** Whether that was the last lease. */
    private static synchronized boolean release(Key key) {
        Shared shared = OPEN.get(key);
        if (shared == null || --shared.leases > 0) {
            return false;
        }
        OPEN.remove(key);
        return true;
    }
}
