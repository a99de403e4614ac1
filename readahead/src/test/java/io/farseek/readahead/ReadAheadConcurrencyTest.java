package io.farseek.readahead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens when several things happen at once, stepped by hand: the store answers when the test says so. */
class ReadAheadConcurrencyTest {
    private static final long LENGTH = 100 << 20;
    private static final ObjectIdentity SHARED = new ObjectIdentity("e", "o", "v");
    private static final ObjectIdentity PRIVATE = new ObjectIdentity("e", "o", "");

    private final HandStore store = new HandStore(LENGTH);
    private final Semaphore waiting = new Semaphore(0);
    private final AtomicLong nowNanos = new AtomicLong();
    private final List<Runnable> alarms = new ArrayList<>();
    private final List<Runnable> completions = new ArrayList<>();
    private final Recorder recorder = new Recorder();
    private final ReadAheadRuntime runtime = runtime(new RuntimeSettings(64 << 20, 16, true));

    private ReadAheadRuntime runtime(RuntimeSettings settings) {
        return new ReadAheadRuntime(
                settings,
                nowNanos::get,
                (block, seen, nanos) -> {
                    waiting.release();
                    return block.awaitFilled(seen, nanos);
                },
                completions::add,
                (nanos, action) -> {
                    alarms.add(action);
                    return () -> alarms.remove(action);
                });
    }

    private ReadAhead open(ObjectIdentity identity) {
        return ReadAhead.open(
                store, identity, ReadAheadSettings.DEFAULT.withPattern(ReadPattern.RANDOM), runtime, recorder);
    }

    /** A read in a thread of its own, begun and waiting when this returns. */
    private FutureTask<ByteBuffer> reading(ReadAhead file, long position, int length) throws InterruptedException {
        FutureTask<ByteBuffer> task = start(() -> {
            ByteBuffer target = ByteBuffer.allocate(length);
            file.readFully(position, target);
            return target.flip();
        });
        assertThat(waiting.tryAcquire(10, TimeUnit.SECONDS))
                .as("the reader waits")
                .isTrue();
        return task;
    }

    private Thread latestReader;

    private FutureTask<ByteBuffer> start(Callable<ByteBuffer> read) {
        FutureTask<ByteBuffer> task = new FutureTask<>(read);
        latestReader = new Thread(task, "reader");
        latestReader.setDaemon(true);
        latestReader.start();
        return task;
    }

    private static ByteBuffer result(FutureTask<ByteBuffer> task) throws Exception {
        return task.get(10, TimeUnit.SECONDS);
    }

    private static Throwable failure(FutureTask<ByteBuffer> task) throws Exception {
        try {
            task.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return e.getCause();
        }
        throw new AssertionError("the read did not fail");
    }

    @Test
    void twoReadersOfTheSameBytesShareOneRequest() throws Exception {
        ReadAhead one = open(SHARED);
        ReadAhead other = open(SHARED);
        FutureTask<ByteBuffer> first = reading(one, 5_000_000, 1000);
        FutureTask<ByteBuffer> second = reading(other, 5_000_000, 1000);
        store.asked(0).answer();
        Trace.check(ByteRange.of(5_000_000, 1000), result(first));
        Trace.check(ByteRange.of(5_000_000, 1000), result(second));
        assertThat(store.count()).isEqualTo(1);
    }

    @Test
    void aReaderThatWaitsForOneRequestSaysSoAndOthersDoNot() throws Exception {
        ReadAhead file = open(SHARED);
        FutureTask<ByteBuffer> one = reading(file, 5_000_000, 1000);
        assertThat(store.awaited()).containsExactly(ByteRange.of(5_000_000, 1000));
        FutureTask<ByteBuffer> other = reading(file, 50_000_000, 1000);
        assertThat(store.awaited()).hasSize(2);
        var several = file.readVectored(
                List.of(ByteRange.of(20_000_000, 10), ByteRange.of(90_000_000, 10)), ByteBuffer::allocate);
        assertThat(store.awaited()).hasSize(2);
        store.asked(0).answer();
        store.asked(1).answer();
        Trace.check(ByteRange.of(5_000_000, 1000), result(one));
        Trace.check(ByteRange.of(50_000_000, 1000), result(other));
        assertThat(several.get(0)).isNotDone();
    }

    @Test
    void aStoreThatRefusesAtOnceIsQuoted() throws IOException {
        ReadAhead file = open(SHARED);
        store.refuse(new FileNotFoundException("gone"));
        assertThatThrownBy(() -> file.readFully(5_000_000, ByteBuffer.allocate(1000)))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("gone");
        assertThat(store.count()).isLessThanOrEqualTo(2);
    }

    @Test
    @Timeout(60)
    void piecesOfOneReadDoNotEachWakeItsReader() throws Exception {
        ReadAhead file = open(SHARED);
        FutureTask<ByteBuffer> read = reading(file, 5_000_000, 100_000);
        for (int i = 0; i < 10; i++) {
            store.asked(0).deliver(9_999);
            while (latestReader.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
        }
        assertThat(waiting.availablePermits()).isZero();
        store.asked(0).answer();
        Trace.check(ByteRange.of(5_000_000, 100_000), result(read));
        assertThat(waiting.availablePermits()).isZero();
    }

    @Test
    void bytesWakeTheReaderAsTheyArrive() throws Exception {
        ReadAhead file = open(SHARED);
        var whole = file.readVectored(List.of(ByteRange.of(5_000_000, 200_000)), ByteBuffer::allocate);
        FutureTask<ByteBuffer> reader = reading(file, 5_000_000, 1000);
        store.asked(0).deliver(1000);
        Trace.check(ByteRange.of(5_000_000, 1000), result(reader));
        assertThat(whole.get(0)).isNotDone();
    }

    @Test
    void aReaderThatOthersWaitForMayFailAndTheyAskForThemselves() throws Exception {
        ReadAhead one = open(SHARED);
        ReadAhead other = open(SHARED);
        FutureTask<ByteBuffer> first = reading(one, 5_000_000, 1000);
        FutureTask<ByteBuffer> second = reading(other, 5_000_000, 1000);
        store.asked(0).fail(new IOException("store says no"));
        assertThat(failure(first)).hasMessage("store says no");
        store.asked(1).answer();
        Trace.check(ByteRange.of(5_000_000, 1000), result(second));
    }

    @Test
    void closingWhileAReadWaitsFailsItAtOnceAndLeavesNothing() throws Exception {
        ReadAhead file = open(PRIVATE);
        FutureTask<ByteBuffer> reader = reading(file, 5_000_000, 1000);
        HandStore.Asked request = store.asked(0);
        file.close();
        assertThat(failure(reader)).isInstanceOf(IOException.class).hasMessageContaining("closed");
        assertThat(request.cancelled()).isTrue();
        assertThat(store.closed()).isTrue();
        assertThat(runtime.requestsInFlight()).as("until the store lets go").isEqualTo(1);
        request.deliver(10);
        request.fail(new CancelledReadException("as asked"));
        assertThat(runtime.requestsInFlight()).isZero();
        assertThat(runtime.heldBytes()).isZero();
        assertThatThrownBy(() -> file.read(0, ByteBuffer.allocate(1))).hasMessageContaining("closed");
    }

    @Test
    void anInterruptEndsTheWaitAndKeepsTheFlag() throws Exception {
        ReadAhead file = open(SHARED);
        boolean[] flag = new boolean[1];
        FutureTask<ByteBuffer> reader = start(() -> {
            try {
                file.readFully(5_000_000, ByteBuffer.allocate(1000));
                return ByteBuffer.allocate(0);
            } finally {
                flag[0] = Thread.currentThread().isInterrupted();
            }
        });
        assertThat(waiting.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        latestReader.interrupt();
        assertThat(failure(reader)).isInstanceOf(InterruptedIOException.class).hasMessageContaining("5000000");
        assertThat(flag[0]).isTrue();
        // What was on its way still comes, and serves the next reader.
        store.asked(0).answer();
        ByteBuffer again = ByteBuffer.allocate(1000);
        file.readFully(5_000_000, again);
        Trace.check(ByteRange.of(5_000_000, 1000), again.flip());
        assertThat(store.count()).isEqualTo(1);
    }

    @Test
    void aRequestThatWasGivenUpNeverWritesIntoWhatAReaderGets() throws Exception {
        ReadAhead file = ReadAhead.open(
                store,
                SHARED,
                ReadAheadSettings.DEFAULT.withPattern(ReadPattern.RANDOM),
                runtime(new RuntimeSettings(64 << 20, 16, false)),
                recorder);
        ReadAheadRuntime stalling = runtime(new RuntimeSettings(64 << 20, 16, false));
        ReadAhead stalled = ReadAhead.open(
                store, SHARED, ReadAheadSettings.DEFAULT.withPattern(ReadPattern.RANDOM), stalling, recorder);
        FutureTask<ByteBuffer> reader = reading(stalled, 5_000_000, 1000);
        HandStore.Asked late = store.asked(0);
        late.deliver(100);
        nowNanos.addAndGet(Duration.ofMinutes(3).toNanos());
        stalling.endStalled();
        assertThat(failure(reader))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessageContaining("[5000000, 5001000)");
        assertThat(late.cancelled()).isTrue();

        FutureTask<ByteBuffer> next = reading(stalled, 5_000_000, 1000);
        HandStore.Asked fresh = store.asked(1);
        fresh.deliver(500);
        late.deliverGarbage(900);
        late.complete();
        fresh.deliver(500);
        fresh.complete();
        Trace.check(ByteRange.of(5_000_000, 1000), result(next));
        file.close();
    }

    @Test
    void aFailedPrefetchNeverFailsARead() throws Exception {
        ReadAhead file = open(SHARED);
        file.willNeed(List.of(ByteRange.of(5_000_000, 1000)));
        FutureTask<ByteBuffer> reader = reading(file, 5_000_000, 1000);
        HandStore.Asked hint = store.asked(0);
        assertThat(hint.cause).isEqualTo(ReadCause.HINT);
        hint.fail(new IOException("speculation failed"));
        HandStore.Asked demand = store.asked(1);
        assertThat(demand.cause).isEqualTo(ReadCause.DEMAND);
        demand.answer();
        Trace.check(ByteRange.of(5_000_000, 1000), result(reader));
    }

    @Test
    void whatAReaderWaitsForGoesBeforeWhatIsOnlyLikely() throws Exception {
        ReadAheadRuntime narrow = runtime(new RuntimeSettings(64 << 20, 2, false));
        ReadAhead file = ReadAhead.open(
                store, SHARED, ReadAheadSettings.DEFAULT.withPattern(ReadPattern.RANDOM), narrow, recorder);
        List<ByteRange> likely = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            likely.add(ByteRange.of(10_000_000L + i * 10_000_000L, 1000));
        }
        file.willNeed(likely);
        assertThat(store.count()).as("a place stays free for demand").isEqualTo(1);
        FutureTask<ByteBuffer> reader = reading(file, 5_000_000, 1000);
        assertThat(store.asked(1).range).isEqualTo(ByteRange.of(5_000_000, 1000));
        FutureTask<ByteBuffer> hurried = reading(file, 50_000_000, 1000);
        store.asked(1).answer();
        assertThat(store.asked(2).range).as("waited for now, so first").isEqualTo(ByteRange.of(50_000_000, 1000));
        store.answerAll();
        result(reader);
        result(hurried);
    }

    @Test
    void aBrokenBodyIsContinuedFromTheByteItBrokeAt() throws Exception {
        ReadAhead file = open(SHARED);
        FutureTask<ByteBuffer> reader = reading(file, 5_000_000, 1000);
        store.asked(0).deliver(300);
        store.asked(0).fail(new IOException("connection reset"));
        HandStore.Asked rest = store.asked(1);
        assertThat(rest.range).isEqualTo(new ByteRange(5_000_300, 5_001_000));
        assertThat(rest.cause).isEqualTo(ReadCause.RESUME);
        rest.answer();
        Trace.check(ByteRange.of(5_000_000, 1000), result(reader));
    }

    @Test
    void aBodyThatBreaksForGoodIsNotResumed() throws Exception {
        ReadAhead file = open(SHARED);
        FutureTask<ByteBuffer> reader = reading(file, 5_000_000, 1000);
        store.asked(0).deliver(300);
        store.asked(0).fail(new FileNotFoundException("gone meanwhile"));
        assertThat(failure(reader)).isInstanceOf(FileNotFoundException.class);
        assertThat(store.count()).isEqualTo(1);
    }

    @Test
    void aBodyThatEndsEarlyAsIfCompleteIsAFailure() throws Exception {
        ReadAhead file = open(SHARED);
        FutureTask<ByteBuffer> reader = reading(file, 5_000_000, 1000);
        store.asked(0).complete();
        assertThat(failure(reader)).hasMessageContaining("before its last byte");
    }

    @Test
    void aLateFirstByteIsAskedForAgainAndTheFirstAnswerWins() throws Exception {
        ReadAhead file = open(SHARED);
        for (int i = 0; i < 30; i++) {
            runtime.cost("e").onFirstByte(10_000_000, 10_000_000);
        }
        FutureTask<ByteBuffer> reader = reading(file, 5_000_000, 1000);
        assertThat(alarms).hasSize(1);
        alarms.get(0).run();
        HandStore.Asked second = store.asked(1);
        assertThat(second.cause).isEqualTo(ReadCause.HEDGE);
        second.deliver(400);
        assertThat(store.asked(0).cancelled()).isTrue();
        store.asked(0).deliverGarbage(700);
        store.asked(0).fail(new CancelledReadException("as asked"));
        second.deliver(600);
        second.complete();
        Trace.check(ByteRange.of(5_000_000, 1000), result(reader));
        assertThat(recorder.count(Count.HEDGE_SENT)).isEqualTo(1);
        assertThat(recorder.count(Count.HEDGE_WON)).isEqualTo(1);
    }

    @Test
    void whenTheFirstFailsTheSecondStillWins() throws Exception {
        ReadAhead file = open(SHARED);
        for (int i = 0; i < 30; i++) {
            runtime.cost("e").onFirstByte(10_000_000, 10_000_000);
        }
        FutureTask<ByteBuffer> reader = reading(file, 5_000_000, 1000);
        alarms.get(0).run();
        store.asked(1);
        store.asked(0).fail(new IOException("reset"));
        store.asked(1).answer();
        Trace.check(ByteRange.of(5_000_000, 1000), result(reader));
    }

    @Test
    void secondRequestsAreAShareOfTheFirstOnes() {
        HedgeBudget budget = new HedgeBudget();
        int sent = 0;
        for (int i = 0; i < 1000; i++) {
            budget.onRequest();
            if (budget.take()) {
                sent++;
            }
        }
        assertThat(sent).isBetween(40, 55);
    }

    @Test
    void futuresAreNotCompletedOnTheThreadThatDeliversBytes() throws Exception {
        ReadAhead file = open(SHARED);
        List<CompletableFuture<ByteBuffer>> futures =
                file.readVectored(List.of(ByteRange.of(100, 50), ByteRange.of(120, 10)), ByteBuffer::allocate);
        store.answerAll();
        assertThat(futures).noneMatch(CompletableFuture::isDone);
        completions.forEach(Runnable::run);
        Trace.check(ByteRange.of(100, 50), futures.get(0).get());
        Trace.check(ByteRange.of(120, 10), futures.get(1).get());
    }

    @Test
    void whatWasFetchedAheadAndNotReadIsNotDroppedForMoreOfIt() throws Exception {
        ReadAheadRuntime small = runtime(new RuntimeSettings(1 << 20, 16, false));
        ReadAhead file = ReadAhead.open(
                store, SHARED, ReadAheadSettings.DEFAULT.withPattern(ReadPattern.RANDOM), small, recorder);
        file.willNeed(List.of(ByteRange.of(0, 1 << 20)));
        store.answerAll();
        file.willNeed(List.of(ByteRange.of(50 << 20, 1 << 20)));
        assertThat(store.count()).as("refused").isEqualTo(1);
        ByteBuffer target = ByteBuffer.allocate(1 << 20);
        file.readFully(0, target);
        Trace.check(new ByteRange(0, 1 << 20), target.flip());
        assertThat(store.count()).as("read from the pool").isEqualTo(1);
    }

    @Test
    void aReadAtTheEndIsShortAndPastItIsTheEnd() throws Exception {
        ReadAhead file = open(SHARED);
        FutureTask<ByteBuffer> tail = start(() -> {
            ByteBuffer target = ByteBuffer.allocate(100);
            file.read(LENGTH - 10, target);
            return target.flip();
        });
        assertThat(waiting.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        store.answerAll();
        assertThat(result(tail).remaining()).isEqualTo(10);
        assertThat(file.read(LENGTH, ByteBuffer.allocate(1))).isEqualTo(-1);
        assertThat(file.read(LENGTH + 5, ByteBuffer.allocate(1))).isEqualTo(-1);
        assertThat(file.read(5, ByteBuffer.allocate(0))).isZero();
    }
}
