package io.farseek.xrootd.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.readahead.ByteRange;
import io.farseek.readahead.Cancellable;
import io.farseek.readahead.CancelledReadException;
import io.farseek.readahead.RangeSink;
import io.farseek.readahead.ReadCause;
import io.farseek.readahead.SinkRange;
import io.farseek.xrootd.server.ScriptedServer;
import io.farseek.xrootd.server.ScriptedServer.Received;
import io.farseek.xrootd.wire.Endpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long replies are written where their readers want them, however they come and whatever becomes of them. */
@Timeout(60)
class LendingSinkTest {
    private static final XrdPath FILE = XrdPath.of("/store/f");
    private static final int OPEN = 3010;
    private static final int READ = 3013;
    private static final int READ_VECTOR = 3025;
    private static final int SO_FAR = 4000;
    private static final byte[] BYTES = new byte[1_200_000];

    static {
        new Random(7).nextBytes(BYTES);
    }

    /** How the segments of a vector read are answered. */
    private enum Order {
        ASKED,
        SHUFFLED
    }

    private static ClientSettings settings() {
        return ClientSettings.DEFAULT
                .withTimeouts(Duration.ofSeconds(3), Duration.ofMillis(1500), Duration.ofSeconds(6))
                .withSessions(1, 1);
    }

    private static XrdClient client(ScriptedServer server) {
        return new XrdClient(new Endpoint("localhost", server.port(), false), settings(), List.of());
    }

    private static void properly(Received request, Order order) throws IOException {
        switch (request.code()) {
            case OPEN -> request.wire().opened(request.streamId(), BYTES.length);
            case READ -> {
                byte[] data = asked(request);
                int some = data.length / 3;
                request.wire().frame(request.streamId(), SO_FAR, Arrays.copyOf(data, some));
                request.wire().frame(request.streamId(), 0, Arrays.copyOfRange(data, some, data.length));
            }
            case READ_VECTOR -> {
                byte[] data = segments(request, order);
                // In the middle of a lead or of a segment.
                int some = data.length / 2 - 3;
                request.wire().frame(request.streamId(), SO_FAR, Arrays.copyOf(data, some));
                request.wire().frame(request.streamId(), 0, Arrays.copyOfRange(data, some, data.length));
            }
            default -> request.wire().frame(request.streamId(), 0, new byte[0]);
        }
    }

    private static byte[] asked(Received request) {
        int offset = (int) request.body().getLong(4);
        return Arrays.copyOfRange(BYTES, offset, offset + request.body().getInt(12));
    }

    private static byte[] segments(Received request, Order order) {
        ByteBuffer asked = ByteBuffer.wrap(request.payload());
        List<byte[]> answers = new ArrayList<>();
        int sum = 0;
        while (asked.hasRemaining()) {
            int handle = asked.getInt();
            int length = asked.getInt();
            long offset = asked.getLong();
            answers.add(ByteBuffer.allocate(16 + length)
                    .putInt(handle)
                    .putInt(length)
                    .putLong(offset)
                    .put(BYTES, (int) offset, length)
                    .array());
            sum += 16 + length;
        }
        if (order == Order.SHUFFLED) {
            Collections.shuffle(answers, new Random(answers.size()));
        }
        ByteBuffer out = ByteBuffer.allocate(sum);
        answers.forEach(out::put);
        return out.array();
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 1000, 4099, 70_001, Integer.MAX_VALUE})
    void aLongReadIsWrittenIntoItsRooms(int chunk) throws IOException {
        try (ScriptedServer server = ScriptedServer.startInChunks(chunk, each -> properly(each, Order.ASKED));
                XrdClient client = client(server);
                RemoteFile file = client.openForReading(FILE)) {
            for (int most : new int[] {50_000, BYTES.length}) {
                LendingSink sink = new LendingSink(new ByteRange(77, 300_000), most);
                Cancellable ignored = file.read(sink.range, ReadCause.DEMAND, sink);
                sink.assertWhole();
                // What came together with a header was copied; nothing behind the first buffer full was.
                assertThat(sink.written).isGreaterThan(300_000 - 77 - (100 << 10));
            }
            LendingSink awaited = new LendingSink(new ByteRange(5, 400_000), 100_000);
            Cancellable ignored = file.readAwaited(awaited.range, ReadCause.DEMAND, awaited);
            awaited.assertWhole();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 1000, 4099, 70_001, Integer.MAX_VALUE})
    void theRangesOfAVectorAreWrittenIntoTheirRooms(int chunk) throws IOException {
        try (ScriptedServer server = ScriptedServer.startInChunks(chunk, each -> properly(each, Order.ASKED));
                XrdClient client = client(server);
                RemoteFile file = client.openForReading(FILE)) {
            List<LendingSink> sinks = readAll(file, ranges(21_000, 20_000));
            for (LendingSink each : sinks) {
                each.assertWhole();
            }
            assertThat(sinks.stream().mapToLong(each -> each.written).sum()).isGreaterThan(400_000);
        }
    }

    /** A server may answer in any order: what was written into the room of another range is handed to the one it belongs to. */
    @ParameterizedTest
    @ValueSource(ints = {1000, 4099, 70_001, Integer.MAX_VALUE})
    void segmentsInAnotherOrderFindTheirRangesAllTheSame(int chunk) throws IOException {
        try (ScriptedServer server = ScriptedServer.startInChunks(chunk, each -> properly(each, Order.SHUFFLED));
                XrdClient client = client(server);
                RemoteFile file = client.openForReading(FILE)) {
            for (LendingSink each : readAll(file, ranges(9000, 5000))) {
                each.assertWhole();
            }
        }
    }

    /** Neighbours are one segment, of which each gets its part; bytes that two ranges want are handed to both. */
    @Test
    void neighboursShareASegmentAndOverlapsAreCopied() throws IOException {
        try (ScriptedServer server = ScriptedServer.startInChunks(4099, each -> properly(each, Order.ASKED));
                XrdClient client = client(server);
                RemoteFile file = client.openForReading(FILE)) {
            List<LendingSink> neighbours = readAll(file, ranges(9000, 9000));
            for (LendingSink each : neighbours) {
                each.assertWhole();
            }
            assertThat(neighbours.stream().mapToLong(each -> each.written).sum())
                    .isGreaterThan(400_000);
            for (LendingSink each : readAll(file, ranges(9000, 9500))) {
                each.assertWhole();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 1000, 90_000, 199_999})
    void aConnectionDroppedInTheMiddleGoesOnWhereItBroke(int sent) throws IOException {
        try (ScriptedServer server = ScriptedServer.start(request -> {
                    if (request.code() == READ && request.connection() == 1) {
                        byte[] frame = ScriptedServer.Wire.bytes(
                                request.streamId(), 0, 200_000, Arrays.copyOf(BYTES, 200_000));
                        request.wire().raw(Arrays.copyOf(frame, sent));
                        request.wire().drop();
                    } else if (request.code() == READ_VECTOR && request.connection() == 2) {
                        byte[] segments = segments(request, Order.ASKED);
                        byte[] frame = ScriptedServer.Wire.bytes(request.streamId(), 0, segments.length, segments);
                        request.wire().raw(Arrays.copyOf(frame, Math.min(sent, frame.length - 1)));
                        request.wire().drop();
                    } else {
                        properly(request, Order.ASKED);
                    }
                });
                XrdClient client = client(server);
                RemoteFile file = client.openForReading(FILE)) {
            LendingSink sink = new LendingSink(new ByteRange(0, 200_000), 60_000);
            Cancellable ignored = file.read(sink.range, ReadCause.DEMAND, sink);
            sink.assertWhole();
            for (LendingSink each : readAll(file, ranges(9000, 5000))) {
                each.assertWhole();
            }
        }
    }

    /** A server that stops in the middle of a reply keeps no room: its reader ends at once, and may use its memory again. */
    @Test
    void aReadCancelledInTheMiddleOfItsReplyEndsAtOnce() throws Exception {
        CompletableFuture<Received> half = new CompletableFuture<>();
        try (ScriptedServer server = ScriptedServer.start(request -> {
                    if (request.code() == READ && request.body().getLong(4) == 0) {
                        byte[] frame = ScriptedServer.Wire.bytes(
                                request.streamId(), 0, 400_000, Arrays.copyOf(BYTES, 400_000));
                        request.wire().raw(Arrays.copyOf(frame, 200_000));
                        half.complete(request);
                    } else {
                        properly(request, Order.ASKED);
                    }
                });
                XrdClient client = client(server);
                RemoteFile file = client.openForReading(FILE)) {
            LendingSink sink = new LendingSink(new ByteRange(0, 400_000), BYTES.length);
            Cancellable read = file.read(sink.range, ReadCause.DEMAND, sink);
            Received request = half.get(30, TimeUnit.SECONDS);
            read.cancel();
            assertThatThrownBy(sink::await).isInstanceOf(CancelledReadException.class);
            long before = sink.written;
            request.wire().raw(Arrays.copyOfRange(BYTES, 200_000 - 8, 400_000));
            LendingSink next = new LendingSink(new ByteRange(9, 300_000), BYTES.length);
            Cancellable ignored = file.read(next.range, ReadCause.DEMAND, next);
            next.assertWhole();
            assertThat(sink.written).isEqualTo(before);
        }
    }

    /** A segment that nobody asked for ends the connection; what was written before stays, and the rest is asked for again. */
    @Test
    void aSegmentThatNobodyAskedForIsNotHandedOn() throws IOException {
        AtomicInteger vectors = new AtomicInteger();
        try (ScriptedServer server = ScriptedServer.start(request -> {
                    if (request.code() == READ_VECTOR && vectors.getAndIncrement() == 0) {
                        byte[] data = segments(request, Order.ASKED);
                        // The lead of the sixth segment, behind five of 16 + 5000 bytes each.
                        ByteBuffer.wrap(data).putLong(5 * 5016 + 8, 123);
                        request.wire().frame(request.streamId(), 0, data);
                    } else {
                        properly(request, Order.ASKED);
                    }
                });
                XrdClient client = client(server);
                RemoteFile file = client.openForReading(FILE)) {
            for (LendingSink each : readAll(file, ranges(9000, 5000))) {
                each.assertWhole();
            }
            assertThat(vectors.get()).isGreaterThan(1);
        }
    }

    /** A sink that fails when asked for room costs the connection, not the ranges that were asked before it. */
    @Test
    void aSinkThatFailsKeepsNobodyElsesRoom() throws IOException {
        AtomicBoolean failed = new AtomicBoolean();
        try (ScriptedServer server = ScriptedServer.start(each -> properly(each, Order.ASKED));
                XrdClient client = client(server);
                RemoteFile file = client.openForReading(FILE)) {
            List<LendingSink> sinks = new ArrayList<>();
            for (ByteRange each : ranges(21_000, 20_000)) {
                sinks.add(new LendingSink(each, 15_000) {
                    @Override
                    public ByteBuffer room() {
                        if (range.start() == 12 * 21_000 && failed.compareAndSet(false, true)) {
                            throw new IllegalStateException("no room");
                        }
                        return super.room();
                    }
                });
            }
            List<Cancellable> ignored = file.readAll(
                    sinks.stream().map(each -> new SinkRange(each.range, each)).toList(), ReadCause.DEMAND);
            for (LendingSink each : sinks) {
                each.assertWhole();
            }
            assertThat(failed).isTrue();
        }
    }

    /** Room for no byte is none: asked again and again, it would never be filled. */
    @Test
    void aSinkThatLendsEmptyRoomIsHandedItsBytes() throws IOException {
        AtomicInteger reads = new AtomicInteger();
        try (ScriptedServer server = ScriptedServer.start(each -> {
                    reads.addAndGet(each.code() == READ ? 1 : 0);
                    properly(each, Order.ASKED);
                });
                XrdClient client = client(server);
                RemoteFile file = client.openForReading(FILE)) {
            LendingSink sink = new LendingSink(new ByteRange(77, 300_000), 0);
            Cancellable ignored = file.read(sink.range, ReadCause.DEMAND, sink);
            sink.assertWhole();
            assertThat(sink.written).isZero();
            assertThat(reads).hasValue(1);
        }
    }

    private static List<ByteRange> ranges(int step, int length) {
        List<ByteRange> ranges = new ArrayList<>();
        for (int at = 0; at + length <= BYTES.length; at += step) {
            ranges.add(ByteRange.of(at, length));
        }
        return ranges;
    }

    private static List<LendingSink> readAll(RemoteFile file, List<ByteRange> ranges) {
        List<LendingSink> sinks =
                ranges.stream().map(each -> new LendingSink(each, 15_000)).toList();
        List<Cancellable> ignored = file.readAll(
                sinks.stream().map(each -> new SinkRange(each.range, each)).toList(), ReadCause.DEMAND);
        return sinks;
    }

    /** Lends direct memory, at most so much at a time. */
    private static class LendingSink implements RangeSink {
        final ByteRange range;
        private final int most;
        private final ByteBuffer memory;
        private final CompletableFuture<ByteBuffer> done = new CompletableFuture<>();
        private @Nullable ByteBuffer lent;
        private volatile long written;

        LendingSink(ByteRange range, int most) {
            this.range = range;
            this.most = most;
            this.memory = ByteBuffer.allocateDirect((int) range.length());
        }

        @Override
        public void onBytes(ByteBuffer bytes) {
            lent = null;
            assertThat(done).isNotDone();
            memory.put(bytes);
        }

        @Override
        public ByteBuffer room() {
            assertThat(done).isNotDone();
            ByteBuffer room = memory.slice(memory.position(), Math.min(most, memory.remaining()));
            lent = room;
            return room;
        }

        @Override
        public void onFilled(int count) {
            assertThat(lent).isNotNull();
            assertThat(count).isPositive();
            lent = null;
            memory.position(memory.position() + count);
            long before = written;
            written = before + count;
        }

        @Override
        public void onComplete() {
            assertThat(done.complete(memory.flip())).isTrue();
        }

        @Override
        public void onFailure(IOException failure) {
            assertThat(done.completeExceptionally(failure)).isTrue();
        }

        ByteBuffer await() throws IOException {
            try {
                return done.get(30, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
            } catch (InterruptedException | TimeoutException e) {
                throw new AssertionError("no end of the read", e);
            }
        }

        void assertWhole() throws IOException {
            ByteBuffer expected = ByteBuffer.wrap(BYTES, (int) range.start(), (int) range.length());
            assertThat(await().equals(expected)).as("bytes of " + range).isTrue();
        }
    }
}
