package io.farseek.benchmarks.jmh;

import io.farseek.fs.stream.ReadAheadInputStream;
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
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Hadoop's input stream over a pool that holds the whole object: nanoseconds of one core for each MiB, so that 500,000 are 2.1 GB a second,
 * and for each byte read alone.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StreamBenchmark {
    private static final int OBJECT_BYTES = 32 << 20;
    private static final int MEBIBYTES = OBJECT_BYTES >> 20;
    private static final int SINGLE_BYTES = 1 << 20;

    private final ReadAheadRuntime runtime = new ReadAheadRuntime(new RuntimeSettings(256 << 20, 16, false));
    private final ReadAhead file = ReadAhead.open(
            new Zeros(OBJECT_BYTES),
            new ObjectIdentity("memory", "stream", "1"),
            ReadAheadSettings.DEFAULT,
            runtime,
            new Recorder());
    private final ReadAheadInputStream in = new ReadAheadInputStream("memory:stream", file, new Recorder(), null);
    private final byte[] small = new byte[8 << 10];
    private final byte[] large = new byte[128 << 10];

    @Setup
    public void fill() throws IOException {
        file.readFully(0, ByteBuffer.allocate(OBJECT_BYTES));
    }

    @TearDown
    public void close() throws IOException {
        in.close();
        runtime.close();
    }

    /** Per MiB, in reads of 8 KiB. */
    @Benchmark
    @OperationsPerInvocation(MEBIBYTES)
    public long mebibyteInSmallReads() throws IOException {
        return readAll(small);
    }

    /** Per MiB, in reads of 128 KiB. */
    @Benchmark
    @OperationsPerInvocation(MEBIBYTES)
    public long mebibyteInLargeReads() throws IOException {
        return readAll(large);
    }

    /** Per byte, each by a call of its own. */
    @Benchmark
    @OperationsPerInvocation(SINGLE_BYTES)
    public long singleByte() throws IOException {
        in.seek(0);
        long sum = 0;
        for (int i = 0; i < SINGLE_BYTES; i++) {
            sum += in.read();
        }
        return sum;
    }

    private long readAll(byte[] buffer) throws IOException {
        in.seek(0);
        long sum = 0;
        for (int count = in.read(buffer, 0, buffer.length); count > 0; count = in.read(buffer, 0, buffer.length)) {
            sum += count;
        }
        return sum;
    }
}
