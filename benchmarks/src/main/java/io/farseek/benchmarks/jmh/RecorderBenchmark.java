package io.farseek.benchmarks.jmh;

import io.farseek.readahead.Count;
import io.farseek.readahead.Recorder;
import io.farseek.readahead.Timing;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** One record of a latency, one of a count; alone and with another thread at the same recorder. The bound is 50 ns. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RecorderBenchmark {
    private final Recorder recorder = new Recorder();
    private long nanos;

    @Benchmark
    public void time() {
        recorder.time(Timing.READ, nanos += 997);
    }

    @Benchmark
    public void count() {
        recorder.add(Count.BYTES_READ, 4096);
    }

    @Benchmark
    @Threads(2)
    public void timeFromTwoThreads() {
        recorder.time(Timing.READ, 20_000_000);
    }
}
