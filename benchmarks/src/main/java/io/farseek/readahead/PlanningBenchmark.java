package io.farseek.readahead;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
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
 * Decisions without I/O: making requests of 300 ranges, and what the planner does on one read. In the package of what it measures, which is
 * not public.
 */
@NullMarked
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PlanningBenchmark {
    private static final int PARALLEL = 8;
    private static final long OBJECT_BYTES = 1L << 32;
    private static final int READ_BYTES = 16 << 10;

    private final CostEstimate cost = new CostEstimate(0.02, 60e6, 500e6, true);
    private final List<ByteRange> baskets = baskets();
    private final BlockView nothing = new Held(false);
    private final BlockView everything = new Held(true);
    private final ReadPlanner planner = new AdaptivePlanner(ReadAheadSettings.DEFAULT, Capabilities.PLAIN, PARALLEL);
    private final SplittableRandom random = new SplittableRandom(7);
    private long position;

    /** 300 baskets of a cluster become requests. */
    @Benchmark
    public Object coalesce() {
        return Coalescer.requests(baskets, cost, PARALLEL);
    }

    /** The next read of a run whose bytes are there. */
    @Benchmark
    public Object nextOfRun() {
        position = (position + READ_BYTES) % (OBJECT_BYTES - READ_BYTES);
        return planner.onRead(position, READ_BYTES, everything, cost);
    }

    /** A read anywhere whose bytes are missing. */
    @Benchmark
    public Object missAnywhere() {
        Plan plan = planner.onRead(random.nextLong(OBJECT_BYTES - READ_BYTES), READ_BYTES, nothing, cost);
        for (Plan.Request each : plan.requests()) {
            planner.onSettled(each.range().length(), true);
        }
        return plan;
    }

    private static List<ByteRange> baskets() {
        SplittableRandom random = new SplittableRandom(1);
        List<ByteRange> ranges = new ArrayList<>();
        long at = 1 << 20;
        for (int i = 0; i < 300; i++) {
            long end = at + 8_000 + random.nextInt(16_000);
            ranges.add(new ByteRange(at, end));
            at = end + random.nextInt(400_000);
        }
        return ranges;
    }

    /** All of the object, or nothing of it. */
    private record Held(boolean all) implements BlockView {
        @Override
        public long length() {
            return OBJECT_BYTES;
        }

        @Override
        public long coveredUntil(long from, long limit) {
            return all ? limit : from;
        }

        @Override
        public long coveredFrom(long from, long limit) {
            return all ? limit : from;
        }

        @Override
        public long nextCovered(long from) {
            return all ? from : Long.MAX_VALUE;
        }

        @Override
        public long roomAhead() {
            return 256 << 20;
        }
    }
}
