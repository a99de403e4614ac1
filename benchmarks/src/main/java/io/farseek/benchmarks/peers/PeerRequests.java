package io.farseek.benchmarks.peers;

import io.farseek.benchmarks.store.LoggedRequest;
import io.farseek.benchmarks.store.SimulatedStore;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Writes every request that the store served for a row to {@code requests.csv}, milliseconds since the row began. One thread. */
final class PeerRequests implements AutoCloseable {
    private static final Duration SETTLING = Duration.ofSeconds(10);

    private final SimulatedStore store;
    private final Writer file;
    private long from;
    private long beganNanos;

    PeerRequests(SimulatedStore store, Path folder) throws IOException {
        this.store = store;
        this.file = Files.newBufferedWriter(folder.resolve("requests.csv"), StandardCharsets.UTF_8);
        file.write("peer,row,run,start_ms,method,target,range,status,bytes,first_byte_ms,total_ms\n");
    }

    /** What comes from now on is the next row's. */
    void begin() {
        from = store.log().count();
        beganNanos = System.nanoTime();
    }

    /** Writes what came since {@link #begin}; waits for requests that are under way, at most ten seconds. */
    void end(Peer peer, Row row, int run) throws IOException {
        try {
            store.log().settled(SETTLING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the store's log settled", e);
        }
        for (LoggedRequest each : store.log().since(from)) {
            file.write(String.format(
                    Locale.ROOT,
                    "%s,%s,%d,%.3f,%s,%s,%s,%d,%d,%.3f,%.3f%n",
                    peer.id(),
                    row.cell(),
                    run,
                    (each.startNanos() - beganNanos) / 1e6,
                    each.method(),
                    each.target().replace(',', ';'),
                    each.range().replace(',', ';'),
                    each.status(),
                    each.received(),
                    each.firstByteNanos() / 1e6,
                    each.totalNanos() / 1e6));
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
