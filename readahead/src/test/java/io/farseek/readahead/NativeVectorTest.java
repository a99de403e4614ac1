package io.farseek.readahead;

import static io.farseek.readahead.Trace.KIB;
import static io.farseek.readahead.Trace.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A store that takes many ranges in one request: what goes into one, and what counts as one. Answers come when the test says so. */
class NativeVectorTest {
    private static final long LENGTH = 1024 * MIB;

    private final HandStore store = new HandStore(LENGTH, new Capabilities(1024, 2 * MIB, 8 * MIB, false));
    private final AtomicLong nowNanos = new AtomicLong();
    private final Recorder recorder = new Recorder();
    private final ReadAheadRuntime runtime = new ReadAheadRuntime(
            new RuntimeSettings(256 * MIB, 16, true),
            nowNanos::get,
            (block, seen, nanos) -> block.awaitFilled(seen, nanos),
            Runnable::run,
            (nanos, action) -> () -> {});
    private final ReadAhead file =
            ReadAhead.open(store, new ObjectIdentity("e", "o", "v"), ReadAheadSettings.DEFAULT, runtime, recorder);

    private static List<ByteRange> every(long step, long length, int count) {
        List<ByteRange> ranges = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ranges.add(ByteRange.of(i * step, length));
        }
        return ranges;
    }

    private static void check(List<ByteRange> ranges, List<CompletableFuture<ByteBuffer>> futures) throws Exception {
        for (int i = 0; i < ranges.size(); i++) {
            ByteBuffer bytes = futures.get(i).get();
            assertThat(bytes.remaining()).isEqualTo((int) ranges.get(i).length());
            assertThat(bytes.get(0))
                    .isEqualTo(SimulatedNetwork.byteAt(ranges.get(i).start()));
            assertThat(bytes.get(bytes.limit() - 1))
                    .isEqualTo(SimulatedNetwork.byteAt(ranges.get(i).end() - 1));
        }
    }

    @Test
    void aThousandRangesAreOneRequestForExactlyTheirBytes() throws Exception {
        List<ByteRange> ranges = every(256 * KIB, 16 * KIB, 1000);
        List<CompletableFuture<ByteBuffer>> futures = file.readVectored(ranges, ByteBuffer::allocate);
        assertThat(store.vectors()).containsExactly(ranges);
        assertThat(runtime.scheduler().inFlight()).isOne();
        store.answerAll();
        check(ranges, futures);
        assertThat(runtime.scheduler().inFlight()).isZero();
        assertThat(recorder.count(Count.REQUESTS_GET)).isOne();
        assertThat(recorder.count(Count.BYTES_FETCHED)).isEqualTo(1000 * 16 * KIB);
    }

    @Test
    void moreRangesThanOneVectorTakesAreSeveral() throws Exception {
        List<ByteRange> ranges = every(64 * KIB, 4 * KIB, 1500);
        List<CompletableFuture<ByteBuffer>> futures = file.readVectored(ranges, ByteBuffer::allocate);
        assertThat(store.vectors().stream().map(List::size)).containsExactly(1024, 476);
        store.answerAll();
        check(ranges, futures);
    }

    @Test
    void gapsThatCostLessThanARangeAreReadThroughAndOthersAreNot() {
        file.readVectored(
                List.of(ByteRange.of(0, 1000), ByteRange.of(9000, 1000), ByteRange.of(40_000, 1000)),
                ByteBuffer::allocate);
        assertThat(store.vectors()).containsExactly(List.of(new ByteRange(0, 10_000), new ByteRange(40_000, 41_000)));
    }

    @Test
    void whatIsTooLongForAVectorIsAskedForInRequestsOfItsOwn() throws Exception {
        List<ByteRange> ranges =
                List.of(ByteRange.of(0, 16 * KIB), ByteRange.of(64 * MIB, 3 * MIB), ByteRange.of(128 * MIB, 16 * KIB));
        List<CompletableFuture<ByteBuffer>> futures = file.readVectored(ranges, ByteBuffer::allocate);
        assertThat(store.vectors()).containsExactly(List.of(ranges.get(0), ranges.get(2)));
        store.answerAll();
        check(ranges, futures);
    }

    @Test
    void oneRangeThatFailsFailsAloneAndTheOthersArrive() throws Exception {
        List<ByteRange> ranges = every(MIB, 16 * KIB, 3);
        List<CompletableFuture<ByteBuffer>> futures = file.readVectored(ranges, ByteBuffer::allocate);
        store.asked(1).fail(new PermanentIOException("disk error under the second"));
        store.asked(0).answer();
        store.asked(2).answer();
        assertThatThrownBy(() -> futures.get(1).get())
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("disk error under the second");
        check(List.of(ranges.get(0), ranges.get(2)), List.of(futures.get(0), futures.get(2)));
        assertThat(runtime.scheduler().inFlight()).isZero();
    }

    @Test
    void rangesFetchedAlreadyAreNotAskedForAgain() throws Exception {
        List<ByteRange> ranges = every(MIB, 16 * KIB, 4);
        file.readVectored(ranges.subList(0, 2), ByteBuffer::allocate);
        store.answerAll();
        List<CompletableFuture<ByteBuffer>> futures = file.readVectored(ranges, ByteBuffer::allocate);
        assertThat(store.vectors().get(1)).isEqualTo(ranges.subList(2, 4));
        store.answerAll();
        check(ranges, futures);
    }

    @Test
    void closingCancelsEveryRangeOfAVector() throws Exception {
        file.readVectored(every(MIB, 16 * KIB, 3), ByteBuffer::allocate);
        file.close();
        for (int i = 0; i < 3; i++) {
            assertThat(store.asked(i).cancelled()).isTrue();
        }
    }

    private static final class PermanentIOException extends IOException implements PermanentFailure {
        PermanentIOException(String message) {
            super(message);
        }
    }
}
