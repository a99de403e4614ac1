package io.farseek.benchmarks.jmh;

import io.farseek.readahead.ObjectIdentity;
import io.farseek.readahead.ReadAhead;
import io.farseek.readahead.ReadAheadRuntime;
import io.farseek.readahead.ReadAheadSettings;
import io.farseek.readahead.Recorder;
import io.farseek.readahead.RuntimeSettings;
import io.farseek.readahead.SimulatedNetwork;
import io.farseek.readahead.Trace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reads of a new file on a simulated network, whose waits take no time: what is left is the processor's part of planning, fetching, filling
 * blocks and copying, the simulation's own included.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SimulatedStoreBenchmark {
    private static final long OBJECT_BYTES = 64 << 20;
    private static final RuntimeSettings RUNTIME = new RuntimeSettings(128 << 20, 16, false);

    private final Trace random = Trace.random(OBJECT_BYTES, 16 << 10, 100, 5);
    private final ByteBuffer target = ByteBuffer.allocate(1 << 20);

    /** One range of 1 MiB in the middle of a file just opened. */
    @Benchmark
    public int range() throws IOException {
        SimulatedNetwork network = network();
        ReadAheadRuntime runtime = network.runtime(RUNTIME);
        try (ReadAhead file = open(network, runtime)) {
            file.readFully(OBJECT_BYTES / 2, target.clear());
            return target.position();
        }
    }

    /** One vectored read of 100 ranges of 16 KiB. */
    @Benchmark
    public int vectored() throws IOException {
        SimulatedNetwork network = network();
        ReadAheadRuntime runtime = network.runtime(RUNTIME);
        try (ReadAhead file = open(network, runtime)) {
            return random.replayVectored(network, file).requests();
        }
    }

    /** The same 100 ranges, one read after the other. */
    @Benchmark
    public int oneByOne() throws IOException {
        SimulatedNetwork network = network();
        ReadAheadRuntime runtime = network.runtime(RUNTIME);
        try (ReadAhead file = open(network, runtime)) {
            return random.replay(network, file).requests();
        }
    }

    private static SimulatedNetwork network() {
        return new SimulatedNetwork(SimulatedNetwork.Model.of(0.02, 60e6));
    }

    private static ReadAhead open(SimulatedNetwork network, ReadAheadRuntime runtime) {
        return ReadAhead.open(
                network.object(OBJECT_BYTES),
                new ObjectIdentity("simulated", "object", "1"),
                ReadAheadSettings.DEFAULT,
                runtime,
                new Recorder());
    }
}
