package io.farseek.benchmarks.replay;

import io.farseek.readahead.ByteRange;
import io.farseek.readahead.ObjectIdentity;
import io.farseek.readahead.ReadAhead;
import io.farseek.readahead.ReadAheadSettings;
import io.farseek.readahead.Recorder;
import io.farseek.readahead.RuntimeSettings;
import io.farseek.readahead.SimulatedNetwork;
import io.farseek.readahead.Trace;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** What the usual patterns of reads cost on one network: the table to look at before and after a change to the planner. */
final class PatternTable {
    private static final long OBJECT_BYTES = 256 << 20;
    private static final int KIB = 1 << 10;
    private static final int REQUESTS_IN_FLIGHT = 64;
    private static final long SEED = 1;

    private final ReplayOptions options;
    private final PrintStream out;

    PatternTable(ReplayOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    static List<Trace> patterns() {
        return List.of(
                Trace.sequential(OBJECT_BYTES, 1024 * KIB),
                Trace.sequential(OBJECT_BYTES, 64 * KIB),
                Trace.random(OBJECT_BYTES, 16 * KIB, 499, SEED),
                Trace.random(OBJECT_BYTES, 16 * KIB, 200, SEED),
                Trace.skips(OBJECT_BYTES, 32 * KIB, 482, SEED),
                Trace.steps("100 forward skips", OBJECT_BYTES, 0, 64 * KIB, 16 * KIB, 100),
                Trace.steps("100 backward seeks", OBJECT_BYTES, OBJECT_BYTES / 2, -64L * KIB, 16 * KIB, 100),
                Trace.steps("400 backward reads", OBJECT_BYTES, OBJECT_BYTES / 2, -64L * KIB, 64 * KIB, 400),
                Trace.pingPong(OBJECT_BYTES, 10 << 20, 200 << 20, 16 * KIB, 100),
                Trace.baskets(OBJECT_BYTES, 61, 5, 64 * KIB, true, SEED),
                Trace.baskets(OBJECT_BYTES, 61, 5, 64 * KIB, false, SEED),
                Trace.columnChunks(OBJECT_BYTES, 32, 1900 * KIB));
    }

    void print() throws IOException {
        out.printf(
                Locale.ROOT,
                "256 MiB object, %.0f ms to the first byte, %.0f MB/s a connection%n%n",
                options.network().latencySeconds() * 1e3,
                options.network().bytesPerSecond() / 1e6);
        out.println(
                "| pattern | reads | one by one, s | read-ahead, s | requests | moved / useful | vectored, s | requests |");
        out.println("|---|---|---|---|---|---|---|---|");
        for (Trace each : patterns()) {
            Trace.Cost plain = options.oneByOne(each);
            SimulatedNetwork network = options.newNetwork();
            Trace.Cost ahead = each.replay(network, open(each, network));
            SimulatedNetwork another = options.newNetwork();
            Trace.Cost vectored = each.replayVectored(another, open(each, another));
            out.printf(
                    Locale.ROOT,
                    "| %s, %d KiB | %d | %.2f | %.2f | %d | %.1f | %.2f | %d |%n",
                    each.name(),
                    typicalLength(each) / KIB,
                    each.reads().size(),
                    plain.seconds(),
                    ahead.seconds(),
                    ahead.requests(),
                    ahead.amplification(),
                    vectored.seconds(),
                    vectored.requests());
        }
    }

    private static long typicalLength(Trace trace) {
        return trace.reads().stream()
                .mapToLong(ByteRange::length)
                .sorted()
                .skip(trace.reads().size() / 2)
                .findFirst()
                .orElseThrow();
    }

    private ReadAhead open(Trace trace, SimulatedNetwork network) {
        return ReadAhead.open(
                network.object(trace.objectLength()),
                new ObjectIdentity("simulated", trace.name(), "1"),
                ReadAheadSettings.DEFAULT.withPattern(options.pattern()),
                network.runtime(new RuntimeSettings(options.poolBytes(), REQUESTS_IN_FLIGHT, true)),
                new Recorder());
    }
}
