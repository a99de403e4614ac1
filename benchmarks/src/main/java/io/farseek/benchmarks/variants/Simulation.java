package io.farseek.benchmarks.variants;

import io.farseek.readahead.ByteRange;
import io.farseek.readahead.ObjectIdentity;
import io.farseek.readahead.RangeReader;
import io.farseek.readahead.ReadAhead;
import io.farseek.readahead.ReadAheadSettings;
import io.farseek.readahead.Recorder;
import io.farseek.readahead.RuntimeSettings;
import io.farseek.readahead.SimulatedNetwork;
import io.farseek.readahead.SimulatedReaders;
import io.farseek.readahead.Trace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads a trace in a situation, through the real read-ahead and then with one request a read. Every byte is compared. */
final class Simulation {
    private static final int REQUESTS_IN_FLIGHT = 64;

    private final Situation situation;
    private final Trace trace;

    private Simulation(Situation situation, Trace trace) {
        this.situation = situation;
        this.trace = trace;
    }

    static Outcome run(Situation situation, Trace trace) throws IOException {
        return new Simulation(situation, trace).run();
    }

    /**
     * The latencies of single reads where one first byte in a hundred takes {@code slowSeconds}, hedged or not: reads so far apart that
     * nothing is worth fetching ahead.
     */
    static Tail tail(boolean hedging, int reads, double slowSeconds) throws IOException {
        SimulatedNetwork network = new SimulatedNetwork(Situation.USUAL.network());
        network.slowTail(0.01, slowSeconds);
        SimulatedReaders readers = new SimulatedReaders(
                network, new RuntimeSettings(Situation.USUAL_POOL_BYTES, REQUESTS_IN_FLIGHT, hedging));
        Trace apart = Trace.random(1L << 44, 16 << 10, reads, 1);
        List<Double> latencies = new ArrayList<>();
        readers.add(() -> {
            try (ReadAhead file = open(network, readers, "apart", apart.objectLength())) {
                for (ByteRange each : apart.reads()) {
                    double began = network.seconds();
                    read(file, each);
                    latencies.add(network.seconds() - began);
                }
            }
        });
        readers.run();
        Collections.sort(latencies);
        return new Tail(
                latencies.get(reads / 2),
                latencies.get((int) (reads * 0.99)),
                latencies.get((int) (reads * 0.999)),
                network.log().size());
    }

    /** Seconds of single reads, and the requests that all of them took. */
    record Tail(double median, double p99, double p999, int requests) {}

    private Outcome run() throws IOException {
        SimulatedNetwork network = new SimulatedNetwork(situation.network());
        SimulatedReaders readers = readers(network);
        for (int i = 0; i < situation.readers(); i++) {
            List<ByteRange> reads = readsOf(i);
            String name = situation.oneFile() ? "shared" : "of reader " + i;
            readers.add(() -> {
                try (ReadAhead file = open(network, readers, name, trace.objectLength())) {
                    for (ByteRange each : reads) {
                        read(file, each);
                        readers.think(situation.thinkSeconds());
                    }
                }
            });
        }
        readers.run();
        return new Outcome(
                network.seconds(),
                plainSeconds(),
                network.log().size(),
                network.requestedBytes(),
                trace.usefulBytes() * (situation.oneFile() ? 1 : situation.readers()),
                readers.mostHeldBytes());
    }

    private double plainSeconds() throws IOException {
        SimulatedNetwork network = new SimulatedNetwork(situation.network());
        SimulatedReaders readers = readers(network);
        for (int i = 0; i < situation.readers(); i++) {
            List<ByteRange> reads = readsOf(i);
            RangeReader object = network.object(trace.objectLength());
            readers.add(() -> {
                for (ByteRange each : reads) {
                    readers.request(object, each);
                    readers.think(situation.thinkSeconds());
                }
            });
        }
        readers.run();
        return network.seconds();
    }

    private SimulatedReaders readers(SimulatedNetwork network) {
        return new SimulatedReaders(network, new RuntimeSettings(situation.poolBytes(), REQUESTS_IN_FLIGHT, true));
    }

    /** All of them, or the reader's part where several read one file. */
    private List<ByteRange> readsOf(int reader) {
        List<ByteRange> all = trace.reads();
        if (!situation.oneFile()) {
            return all;
        }
        return all.subList(all.size() * reader / situation.readers(), all.size() * (reader + 1) / situation.readers());
    }

    private static ReadAhead open(SimulatedNetwork network, SimulatedReaders readers, String name, long length) {
        return ReadAhead.open(
                network.object(length),
                new ObjectIdentity("simulated", name, "1"),
                ReadAheadSettings.DEFAULT,
                readers.runtime(),
                new Recorder());
    }

    private static void read(ReadAhead file, ByteRange range) throws IOException {
        ByteBuffer target = ByteBuffer.allocate((int) range.length());
        file.readFully(range.start(), target);
        Trace.check(range, target.flip());
    }
}
