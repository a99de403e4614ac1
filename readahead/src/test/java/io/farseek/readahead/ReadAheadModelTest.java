package io.farseek.readahead;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;

/** Any sequence of reads of any kind, over a store that fails now and then, gives the object's bytes or an exception, never others. */
class ReadAheadModelTest {
    /** Fails some requests before their first byte, breaks some bodies, ends some early as if all were well. */
    private static final class Faulty implements RangeReader {
        private final RangeReader store;
        private final SimulatedNetwork network;
        private final Random random;
        private final int faultsPerThousand;
        private int faults;

        Faulty(RangeReader store, SimulatedNetwork network, Random random, int faultsPerThousand) {
            this.store = store;
            this.network = network;
            this.random = random;
            this.faultsPerThousand = faultsPerThousand;
        }

        @Override
        public long length() {
            return store.length();
        }

        @Override
        public Cancellable read(ByteRange range, ReadCause cause, RangeSink sink) {
            if (random.nextInt(1000) >= faultsPerThousand) {
                return store.read(range, cause, sink);
            }
            faults++;
            if (random.nextInt(3) == 0) {
                network.fail(sink, new IOException("refused " + range), 0.01);
                return Cancellable.NONE;
            }
            ByteRange part = new ByteRange(
                    range.start(), range.start() + 1 + (long) (random.nextDouble() * (range.length() - 1)));
            boolean honest = random.nextBoolean();
            return store.read(part, cause, new RangeSink() {
                @Override
                public void onBytes(ByteBuffer bytes) {
                    sink.onBytes(bytes);
                }

                @Override
                public @Nullable ByteBuffer room() {
                    return sink.room();
                }

                @Override
                public void onFilled(int count) {
                    sink.onFilled(count);
                }

                @Override
                public void onComplete() {
                    if (honest && part.length() < range.length()) {
                        sink.onFailure(new IOException("body broke after " + part));
                    } else {
                        sink.onComplete();
                    }
                }

                @Override
                public void onFailure(IOException failure) {
                    sink.onFailure(failure);
                }
            });
        }

        @Override
        public void close() {
            store.close();
        }
    }

    @Property(tries = 150)
    void everyReadGivesTheObjectsBytesOrFails(
            @ForAll long seed,
            @ForAll @LongRange(min = 1, max = 40_000_000) long length,
            @ForAll @IntRange(min = 0, max = 120) int faultsPerThousand,
            @ForAll @IntRange(min = 0, max = 24) int poolMegabytes)
            throws IOException {
        Random random = new Random(seed);
        SimulatedNetwork network = new SimulatedNetwork(SimulatedNetwork.Model.of(0.020, 80e6));
        ReadAheadRuntime runtime =
                network.runtime(new RuntimeSettings((long) poolMegabytes << 20, 1 + random.nextInt(32), true));
        ObjectIdentity identity = new ObjectIdentity("e", "o", random.nextBoolean() ? "v" : "");
        Recorder recorder = new Recorder();
        Faulty store = new Faulty(network.object(length), network, random, faultsPerThousand);
        List<ReadAhead> files = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(2); i++) {
            ReadPattern pattern = List.of(ReadPattern.values()).get(random.nextInt(ReadPattern.values().length));
            files.add(
                    ReadAhead.open(store, identity, ReadAheadSettings.DEFAULT.withPattern(pattern), runtime, recorder));
        }
        long position = 0;
        int failures = 0;
        for (int step = 0; step < 60; step++) {
            ReadAhead file = files.get(random.nextInt(files.size()));
            position = nextPosition(random, position, length);
            try {
                position += switch (random.nextInt(8)) {
                    case 0 -> vectored(network, file, random, length);
                    case 1 -> hinted(file, random, length);
                    case 2 -> unbuffered(file, random);
                    default -> read(file, position, 1 + random.nextInt(1 << random.nextInt(21)), length);
                };
            } catch (IOException e) {
                failures++;
            }
        }
        assertThat(failures).isLessThanOrEqualTo(store.faults);
        files.forEach(ReadAhead::close);
        network.drain();
        assertThat(runtime.requestsInFlight()).isZero();
        assertThat(recorder.level(Level.IN_FLIGHT)).isZero();
        if (identity.version().isEmpty()) {
            assertThat(runtime.heldBytes()).isZero();
            assertThat(recorder.level(Level.BUFFER_BYTES)).isZero();
        }
        assertThat(runtime.pool().unreadBytes().get()).isGreaterThanOrEqualTo(0);
        assertThat(runtime.pool().arrays().bytes())
                .isLessThanOrEqualTo(Math.max(runtime.settings().poolBytes(), runtime.heldBytes()));
    }

    private static long nextPosition(Random random, long position, long length) {
        return switch (random.nextInt(5)) {
            case 0 -> (long) (random.nextDouble() * length);
            case 1 -> Math.max(0, position - random.nextInt(300_000));
            case 2 -> Math.min(length - 1, position + random.nextInt(300_000));
            case 3 -> length - 1 - (long) (random.nextDouble() * Math.min(length, 1000));
            default -> Math.min(position, length - 1);
        };
    }

    private static int read(ReadAhead file, long position, int size, long length) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(size);
        int got = file.read(position, target);
        assertThat(got).isPositive().isEqualTo(target.position()).isLessThanOrEqualTo((int)
                Math.min(size, length - position));
        Trace.check(ByteRange.of(position, got), target.flip());
        return got;
    }

    private static int vectored(SimulatedNetwork network, ReadAhead file, Random random, long length)
            throws IOException {
        List<ByteRange> ranges = ranges(random, length);
        List<CompletableFuture<ByteBuffer>> futures = file.readVectored(ranges, ByteBuffer::allocate);
        network.drain();
        IOException failure = null;
        for (int i = 0; i < ranges.size(); i++) {
            assertThat(futures.get(i)).isDone();
            if (futures.get(i).isCompletedExceptionally()) {
                failure = new IOException("a range failed");
            } else {
                Trace.check(ranges.get(i), futures.get(i).join());
            }
        }
        if (failure != null) {
            throw failure;
        }
        return 0;
    }

    private static int hinted(ReadAhead file, Random random, long length) {
        file.willNeed(ranges(random, length));
        return 0;
    }

    private static int unbuffered(ReadAhead file, Random random) {
        if (random.nextInt(4) == 0) {
            file.unbuffer();
        }
        return 0;
    }

    private static List<ByteRange> ranges(Random random, long length) {
        List<ByteRange> ranges = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(12); i++) {
            long start = (long) (random.nextDouble() * length);
            ranges.add(new ByteRange(start, Math.min(length, start + random.nextInt(200_000))));
        }
        return ranges;
    }
}
