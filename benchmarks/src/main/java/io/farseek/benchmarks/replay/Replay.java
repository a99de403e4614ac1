package io.farseek.benchmarks.replay;

import io.farseek.benchmarks.tool.CommandLine;
import io.farseek.readahead.ByteRange;
import io.farseek.readahead.ObjectIdentity;
import io.farseek.readahead.ReadAhead;
import io.farseek.readahead.ReadAheadRuntime;
import io.farseek.readahead.ReadAheadSettings;
import io.farseek.readahead.Recorder;
import io.farseek.readahead.RuntimeSettings;
import io.farseek.readahead.SimulatedNetwork;
import io.farseek.readahead.Trace;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;

/** The {@code farseek replay} tool: runs a trace through the real read-ahead over a simulated network. */
public final class Replay {
    private static final int REQUESTS_IN_FLIGHT = 64;

    private final ReplayOptions options;
    private final Trace trace;
    private final PrintStream out;

    private Replay(ReplayOptions options, List<ByteRange> reads, PrintStream out) {
        long reach = reads.stream().mapToLong(ByteRange::end).max().orElseThrow();
        if (options.objectBytes() > 0 && reach > options.objectBytes()) {
            throw new IllegalArgumentException(
                    "the trace reads up to byte " + reach + ", past the object's " + options.objectBytes());
        }
        this.options = options;
        this.trace = new Trace(String.valueOf(options.trace()), Math.max(reach, options.objectBytes()), reads);
        this.out = out;
    }

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    /** Exit code 0 when it ran, 2 when it was asked for something it cannot do, 1 when the trace cannot be read. */
    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.isEmpty() || CommandLine.asksForHelp(arguments)) {
            out.print(ReplayOptions.USAGE);
            return arguments.isEmpty() ? 2 : 0;
        }
        try {
            ReplayOptions options = ReplayOptions.parse(arguments);
            if (options.trace() == null) {
                new PatternTable(options, out).print();
            } else {
                new Replay(options, TraceFile.read(options.trace()), out).print();
            }
            return 0;
        } catch (IllegalArgumentException e) {
            err.print("farseek replay: " + e.getMessage() + System.lineSeparator() + ReplayOptions.USAGE);
            return 2;
        } catch (NoSuchFileException e) {
            err.println("farseek replay: there is no file " + e.getFile());
            return 1;
        } catch (IOException e) {
            err.print("farseek replay: " + e.getMessage());
            return 1;
        }
    }

    private void print() throws IOException {
        out.printf(
                Locale.ROOT,
                "%d reads, %.1f MB of an object of %.1f MB; %.0f ms to the first byte, %.0f MB/s a connection%n%n",
                trace.reads().size(),
                trace.usefulBytes() / 1e6,
                trace.objectLength() / 1e6,
                options.network().latencySeconds() * 1e3,
                options.network().bytesPerSecond() / 1e6);
        out.printf("%-34s %9s %9s %10s %14s%n", "", "seconds", "requests", "MB moved", "moved / useful");
        Trace.Cost plain = options.oneByOne(trace);
        row("one request a read", plain);
        SimulatedNetwork network = options.newNetwork();
        row("read-ahead", readAhead(network, false));
        row("read-ahead, told all in advance", readAhead(options.newNetwork(), true));
        row("one vectored read", vectored());
        if (options.listing()) {
            out.printf("%n%10s %-9s %14s %12s%n", "at second", "cause", "offset", "length");
            for (SimulatedNetwork.Request each : network.log()) {
                out.printf(
                        Locale.ROOT,
                        "%10.4f %-9s %14d %12d%n",
                        each.sentSeconds(),
                        each.cause(),
                        each.range().start(),
                        each.range().length());
            }
        }
    }

    private void row(String name, Trace.Cost cost) {
        out.printf(
                Locale.ROOT,
                "%-34s %9.3f %9d %10.1f %14.1f%n",
                name,
                cost.seconds(),
                cost.requests(),
                cost.requestedBytes() / 1e6,
                cost.amplification());
    }

    private Trace.Cost readAhead(SimulatedNetwork network, boolean hinted) throws IOException {
        try (ReadAhead file = open(network)) {
            if (hinted) {
                file.willNeed(trace.reads());
            }
            for (ByteRange each : trace.reads()) {
                file.readFully(each.start(), ByteBuffer.allocate((int) each.length()));
                network.pass(options.thinkSeconds());
            }
            return new Trace.Cost(
                    network.seconds(), network.log().size(), network.requestedBytes(), trace.usefulBytes());
        }
    }

    private Trace.Cost vectored() throws IOException {
        SimulatedNetwork network = options.newNetwork();
        try (ReadAhead file = open(network)) {
            return trace.replayVectored(network, file);
        }
    }

    private ReadAhead open(SimulatedNetwork network) {
        ReadAheadRuntime runtime = network.runtime(new RuntimeSettings(options.poolBytes(), REQUESTS_IN_FLIGHT, true));
        return ReadAhead.open(
                network.object(trace.objectLength()),
                new ObjectIdentity("simulated", trace.name(), "1"),
                ReadAheadSettings.DEFAULT.withPattern(options.pattern()),
                runtime,
                new Recorder());
    }
}
