package io.farseek.fs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.readahead.AnswerTime;
import io.farseek.readahead.ByteRange;
import io.farseek.readahead.Cancellable;
import io.farseek.readahead.CancelledReadException;
import io.farseek.readahead.Capabilities;
import io.farseek.readahead.RangeSink;
import io.farseek.readahead.ReadCause;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StreamingRangeReaderTest {
    private static final byte[] CONTENT = new byte[300_000];

    static {
        for (int i = 0; i < CONTENT.length; i++) {
            CONTENT[i] = (byte) (i * 31);
        }
    }

    /** Collects what it is given and counts how often it ended. */
    private static class Collecting implements RangeSink {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final AtomicInteger ends = new AtomicInteger();
        final CountDownLatch ended = new CountDownLatch(1);
        volatile IOException failure;
        volatile long answeredNanos = -1;

        @Override
        public void onAnswer(long waitedNanos) {
            answeredNanos = waitedNanos;
        }

        @Override
        public void onBytes(ByteBuffer given) {
            byte[] copy = new byte[given.remaining()];
            given.get(copy);
            bytes.writeBytes(copy);
        }

        @Override
        public void onComplete() {
            ends.incrementAndGet();
            ended.countDown();
        }

        @Override
        public void onFailure(IOException e) {
            failure = e;
            ends.incrementAndGet();
            ended.countDown();
        }

        void await() throws InterruptedException {
            assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(ends).hasValue(1);
        }
    }

    private static StreamingRangeReader reader(RangeSource source) {
        return new StreamingRangeReader(
                "test://object", CONTENT.length, Capabilities.PLAIN, source, StoreThreads.ranges());
    }

    private static InputStream body(ByteRange range) {
        return new ByteArrayInputStream(CONTENT, (int) range.start(), (int) range.length());
    }

    @Test
    void deliversExactlyTheRange() throws Exception {
        Collecting sink = new Collecting();
        AtomicBoolean closed = new AtomicBoolean();

        reader((range, cause) -> new java.io.FilterInputStream(body(range)) {
                    @Override
                    public void close() {
                        closed.set(true);
                    }
                })
                .read(new ByteRange(5, 200_005), ReadCause.DEMAND, sink);

        sink.await();
        assertThat(sink.failure).isNull();
        assertThat(sink.bytes.toByteArray()).isEqualTo(Arrays.copyOfRange(CONTENT, 5, 200_005));
        assertThat(closed).isTrue();
    }

    @Test
    void writesWhereTheSinkLendsRoomAndHandsOverTheRest() throws Exception {
        byte[] target = new byte[200_000];
        Collecting sink = new Collecting() {
            private int filled;
            private boolean lent;

            @Override
            public ByteBuffer room() {
                // Rooms of any size and place, and now and then none.
                lent = filled % 7 != 0;
                return lent ? ByteBuffer.wrap(target, filled, Math.min(70_001, target.length - filled)) : null;
            }

            @Override
            public void onBytes(ByteBuffer given) {
                assertThat(lent).isFalse();
                int count = given.remaining();
                given.get(target, filled, count);
                filled += count;
            }

            @Override
            public void onFilled(int count) {
                assertThat(lent).isTrue();
                filled += count;
            }

            @Override
            public void onComplete() {
                assertThat(filled).isEqualTo(target.length);
                super.onComplete();
            }
        };

        reader((range, cause) -> body(range)).read(new ByteRange(5, 200_005), ReadCause.DEMAND, sink);

        sink.await();
        assertThat(sink.failure).isNull();
        assertThat(target).isEqualTo(Arrays.copyOfRange(CONTENT, 5, 200_005));
    }

    @Test
    void tellsHowLongTheWireTookAndNotAnEarlierRequestOfTheSameThread() throws Exception {
        Collecting known = new Collecting();
        Collecting unknown = new Collecting();
        StreamingRangeReader onOneThread = new StreamingRangeReader(
                "test://object",
                CONTENT.length,
                Capabilities.PLAIN,
                (range, cause) -> {
                    if (range.start() == 0) {
                        AnswerTime.set(20_000_000);
                    }
                    return body(range);
                },
                Runnable::run);

        onOneThread.read(new ByteRange(0, 100), ReadCause.DEMAND, known);
        onOneThread.read(new ByteRange(100, 200), ReadCause.DEMAND, unknown);

        assertThat(known.answeredNanos).isEqualTo(20_000_000);
        assertThat(unknown.answeredNanos).isEqualTo(-1);
    }

    @Test
    void aShortBodyIsAFailureThatSaysHowShort() throws Exception {
        Collecting sink = new Collecting();

        reader((range, cause) -> new ByteArrayInputStream(CONTENT, 0, 70))
                .read(new ByteRange(0, 100), ReadCause.DEMAND, sink);

        sink.await();
        assertThat(sink.failure).isInstanceOf(EOFException.class).hasMessageContaining("70 of 100 bytes");
        assertThat(sink.bytes.size()).isEqualTo(70);
    }

    @Test
    void aBodyThatGoesOnIsAFailure() throws Exception {
        Collecting sink = new Collecting();

        reader((range, cause) -> new ByteArrayInputStream(CONTENT)).read(new ByteRange(0, 100), ReadCause.DEMAND, sink);

        sink.await();
        assertThat(sink.failure).hasMessageContaining("does not honour range requests");
    }

    @Test
    void aTrickleOfSingleBytesIsDeliveredWhole() throws Exception {
        Collecting sink = new Collecting();

        reader((range, cause) -> new java.io.FilterInputStream(body(range)) {
                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        return super.read(target, offset, Math.min(1, length));
                    }
                })
                .read(new ByteRange(0, 500), ReadCause.DEMAND, sink);

        sink.await();
        assertThat(sink.bytes.toByteArray()).isEqualTo(Arrays.copyOf(CONTENT, 500));
    }

    @Test
    void anErrorOfTheSourceIsAFailureToo() throws Exception {
        Collecting sink = new Collecting();

        reader((range, cause) -> {
                    throw new IllegalStateException("broken");
                })
                .read(new ByteRange(0, 1), ReadCause.DEMAND, sink);

        sink.await();
        assertThat(sink.failure).hasMessageContaining("broken").hasMessageContaining("test://object");
    }

    @Test
    void cancellingInterruptsARequestWithoutAnswer() throws Exception {
        Collecting sink = new Collecting();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);

        Cancellable request = reader((range, cause) -> {
                    asked.countDown();
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        throw new InterruptedIOException("interrupted");
                    }
                    return body(range);
                })
                .read(new ByteRange(0, 1), ReadCause.PREFETCH, sink);
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        request.cancel();
        request.cancel();

        sink.await();
        assertThat(sink.failure).isInstanceOf(CancelledReadException.class);
    }

    @Test
    void cancellingAbortsAHangingBody() throws Exception {
        Collecting sink = new Collecting();
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch aborted = new CountDownLatch(1);
        RangeSource source = new RangeSource() {
            @Override
            public InputStream open(ByteRange range, ReadCause cause) {
                return new InputStream() {
                    private boolean begun;

                    @Override
                    public int read() {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        if (!begun) {
                            begun = true;
                            return 10;
                        }
                        hanging.countDown();
                        try {
                            aborted.await();
                        } catch (InterruptedException e) {
                            throw new InterruptedIOException();
                        }
                        throw new IOException("socket closed");
                    }
                };
            }

            @Override
            public void abort(InputStream body) {
                aborted.countDown();
            }
        };

        Cancellable request = reader(source).read(new ByteRange(0, 100), ReadCause.DEMAND, sink);
        assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();
        request.cancel();

        sink.await();
        assertThat(sink.failure).isInstanceOf(CancelledReadException.class).hasRootCauseMessage("socket closed");
    }

    @Test
    void closingCancelsWhatIsUnderWayAndWhatIsAskedLater() throws Exception {
        Collecting before = new Collecting();
        Collecting after = new Collecting();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        StreamingRangeReader reader = reader((range, cause) -> {
            asked.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException("interrupted");
            }
            return body(range);
        });
        reader.read(new ByteRange(0, 1), ReadCause.DEMAND, before);
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

        reader.close();
        reader.read(new ByteRange(0, 1), ReadCause.DEMAND, after);

        before.await();
        after.await();
        assertThat(before.failure).isInstanceOf(CancelledReadException.class);
        assertThat(after.failure).isInstanceOf(CancelledReadException.class);
    }

    @Test
    void aFullPoolIsAFailureOfTheRangeNotOfTheCaller() throws Exception {
        Collecting sink = new Collecting();
        ExecutorService none = java.util.concurrent.Executors.newSingleThreadExecutor();
        none.shutdown();
        StreamingRangeReader reader = new StreamingRangeReader(
                "test://object", CONTENT.length, Capabilities.PLAIN, (range, cause) -> body(range), none);

        reader.read(new ByteRange(0, 1), ReadCause.DEMAND, sink);

        sink.await();
        assertThat(sink.failure).hasCauseInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void aRangeOutsideTheObjectIsTheCallersMistake() {
        assertThatThrownBy(() -> reader((range, cause) -> body(range))
                        .read(new ByteRange(0, CONTENT.length + 1), ReadCause.DEMAND, new Collecting()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
