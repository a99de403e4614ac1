package io.farseek.benchmarks.jmh;

import io.farseek.readahead.ObjectIdentity;
import io.farseek.readahead.ReadAhead;
import io.farseek.readahead.ReadAheadRuntime;
import io.farseek.readahead.ReadAheadSettings;
import io.farseek.readahead.Recorder;
import io.farseek.readahead.RuntimeSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A read that finds its bytes in the pool: planning, look-up and copy. Divide the length by the time for bytes a second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PoolBenchmark {
    private static final int OBJECT_BYTES = 32 << 20;

    @Param({"64", "16384", "1048576"})
    public int length;

    private final ReadAheadRuntime runtime = new ReadAheadRuntime(new RuntimeSettings(256 << 20, 16, false));
    private final ReadAhead file = ReadAhead.open(
            new Zeros(OBJECT_BYTES),
            new ObjectIdentity("memory", "zeros", "1"),
            ReadAheadSettings.DEFAULT,
            runtime,
            new Recorder());
    private ByteBuffer target = ByteBuffer.allocate(0);
    private long position;

    @Setup
    public void fill() throws IOException {
        target = ByteBuffer.allocate(length);
        file.readFully(0, ByteBuffer.allocate(OBJECT_BYTES));
    }

    @TearDown
    public void close() {
        file.close();
        runtime.close();
    }

    @Benchmark
    public int sequential() throws IOException {
        position = position + 2L * length > OBJECT_BYTES ? 0 : position + length;
        return file.read(position, target.clear());
    }

    @Benchmark
    public int hopping() throws IOException {
        position = (position + 7_654_321L) % (OBJECT_BYTES - length);
        return file.read(position, target.clear());
    }
}
