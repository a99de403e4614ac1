package io.farseek.benchmarks.replay;

import io.farseek.benchmarks.tool.CommandLine;
import io.farseek.readahead.ReadPattern;
import io.farseek.readahead.SimulatedNetwork;
import io.farseek.readahead.Trace;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What to replay on which network.
 *
 * @param objectBytes length of the object, 0 for as long as the trace reaches
 * @param trace the file of reads; null for the usual patterns
 * @param others bodies that others move all the time
 * @param poolBytes budget of the block pool
 * @param listing whether every request is printed
 */
record ReplayOptions(
        @Nullable Path trace,
        SimulatedNetwork.Model network,
        int others,
        long objectBytes,
        long poolBytes,
        ReadPattern pattern,
        double thinkSeconds,
        boolean listing) {
    static final String USAGE = CommandLine.help("replay");

    static ReplayOptions parse(List<String> arguments) {
        @Nullable Path trace = null;
        double latency = 0.020;
        double bandwidth = 60e6;
        double total = Double.MAX_VALUE;
        double connect = 0;
        double think = 0;
        long object = 0;
        long pool = 256 << 20;
        int others = 0;
        ReadPattern pattern = ReadPattern.ADAPTIVE;
        boolean listing = false;
        boolean patterns = false;
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String argument = rest.next();
            switch (argument) {
                case "--latency" -> latency = positive(argument, Quantity.seconds(value(argument, rest)));
                case "--bandwidth" -> bandwidth = positive(argument, Quantity.bytes(value(argument, rest)));
                case "--total" -> total = positive(argument, Quantity.bytes(value(argument, rest)));
                case "--connect" -> connect = Quantity.seconds(value(argument, rest));
                case "--think" -> think = Quantity.seconds(value(argument, rest));
                case "--object" -> object = (long) Quantity.bytes(value(argument, rest));
                case "--pool" -> pool = (long) Quantity.bytes(value(argument, rest));
                case "--others" -> others = Integer.parseInt(value(argument, rest));
                case "--pattern" ->
                    pattern = ReadPattern.valueOf(
                            value(argument, rest).toUpperCase(Locale.ROOT).replace('-', '_'));
                case "--requests" -> listing = true;
                case "--patterns" -> patterns = true;
                default -> {
                    if (argument.startsWith("--") || trace != null) {
                        throw new IllegalArgumentException("unknown argument " + argument);
                    }
                    trace = Path.of(argument);
                }
            }
        }
        if ((trace == null) != patterns) {
            throw new IllegalArgumentException(patterns ? "--patterns brings its own traces" : "no trace given");
        }
        return new ReplayOptions(
                trace,
                new SimulatedNetwork.Model(latency, connect, bandwidth, total),
                others,
                object,
                pool,
                pattern,
                think,
                listing);
    }

    SimulatedNetwork newNetwork() {
        SimulatedNetwork simulated = new SimulatedNetwork(network);
        simulated.others(others);
        return simulated;
    }

    /** One request a read, each waited for before the next. */
    Trace.Cost oneByOne(Trace reads) {
        double rate = Math.min(network.bytesPerSecond(), network.totalBytesPerSecond() / (1 + others));
        double seconds = reads.reads().size() * (network.latencySeconds() + thinkSeconds)
                + network.connectSeconds()
                + reads.usefulBytes() / rate;
        return new Trace.Cost(seconds, reads.reads().size(), reads.usefulBytes(), reads.usefulBytes());
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.next();
    }

    private static double positive(String option, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(option + " must be more than 0");
        }
        return value;
    }
}
