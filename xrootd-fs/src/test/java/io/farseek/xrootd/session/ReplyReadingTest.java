package io.farseek.xrootd.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.farseek.readahead.ByteRange;
import io.farseek.readahead.Cancellable;
import io.farseek.readahead.RangeSink;
import io.farseek.readahead.ReadCause;
import io.farseek.xrootd.server.ScriptedServer;
import io.farseek.xrootd.server.ScriptedServer.Received;
import io.farseek.xrootd.wire.Endpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Callers that look for their replies themselves, the connection's own thread, and the two taking turns: every reply finds its way. */
@Timeout(60)
class ReplyReadingTest {
    private static final int OPEN = 3010;
    private static final int READ = 3013;
    private static final int STAT = 3017;
    private static final byte[] BYTES = new byte[100_000];

    static {
        new Random(9).nextBytes(BYTES);
    }

    /** A path's length is the number it ends with. */
    private static void answer(Received request) throws IOException {
        switch (request.code()) {
            case OPEN -> request.wire().opened(request.streamId(), BYTES.length);
            case READ -> {
                int start = (int) request.body().getLong(4);
                int length = request.body().getInt(12);
                request.wire().frame(request.streamId(), 0, Arrays.copyOfRange(BYTES, start, start + length));
            }
            case STAT -> {
                String number = request.text().substring(request.text().lastIndexOf('/') + 1);
                byte[] stat = ("1 " + number + " 16 1\0").getBytes(StandardCharsets.US_ASCII);
                request.wire().frame(request.streamId(), 0, stat);
            }
            default -> request.wire().frame(request.streamId(), 0, new byte[0]);
        }
    }

    private static XrdClient client(ScriptedServer server) {
        return new XrdClient(
                new Endpoint("localhost", server.port(), false), ClientSettings.DEFAULT.withSessions(1, 1), List.of());
    }

    @Test
    void callsAlone() throws IOException {
        try (ScriptedServer server = ScriptedServer.start(ReplyReadingTest::answer);
                XrdClient client = client(server)) {
            for (int i = 0; i < 2000; i++) {
                assertThat(client.stat(XrdPath.of("/" + i)).size()).isEqualTo(i);
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void callsAndReadsOfManyThreadsOnOneConnection() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try (ScriptedServer server = ScriptedServer.start(ReplyReadingTest::answer);
                XrdClient client = client(server);
                RemoteFile file = client.openForReading(XrdPath.of("/f"))) {
            List<Future<Boolean>> done = new ArrayList<>();
            for (int thread = 0; thread < 6; thread++) {
                int seed = thread;
                done.add(threads.submit(() -> mixed(client, file, new Random(seed))));
            }
            for (Future<Boolean> each : done) {
                assertThat(each.get(50, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(server.connections()).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    private static boolean mixed(XrdClient client, RemoteFile file, Random random) throws IOException {
        for (int i = 0; i < 700; i++) {
            if (random.nextInt(3) > 0) {
                int length = random.nextInt(1_000_000);
                assertThat(client.stat(XrdPath.of("/" + length)).size()).isEqualTo(length);
            } else {
                ByteRange range = ByteRange.of(random.nextInt(90_000), 1 + random.nextInt(9_000));
                CollectingSink sink = random.nextBoolean()
                        ? CollectingSink.readAwaited(file, range)
                        : CollectingSink.read(file, range);
                sink.assertHolds(BYTES, range);
            }
        }
        return true;
    }

    @Test
    void awaitedReadsAlone() throws IOException {
        try (ScriptedServer server = ScriptedServer.start(ReplyReadingTest::answer);
                XrdClient client = client(server);
                RemoteFile file = client.openForReading(XrdPath.of("/f"))) {
            for (int i = 0; i < 2000; i++) {
                ByteRange range = ByteRange.of(i, 1 + i * 7);
                CollectingSink.readAwaited(file, range).assertHolds(BYTES, range);
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aReadAskedForWhileBytesAreDeliveredDoesNotReadInTheMiddleOfTheirFrame() throws Exception {
        chain(true);
    }

    @Test
    void whatIsAskedForWhileBytesAreDeliveredIsSentByWhoeverReads() throws Exception {
        chain(false);
    }

    private static void chain(boolean awaited) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger deepest = new AtomicInteger();
        try (ScriptedServer server = ScriptedServer.start(ReplyReadingTest::answer);
                XrdClient client = client(server);
                RemoteFile file = client.openForReading(XrdPath.of("/f"))) {
            new Chain(file, awaited, over, deepest).ask();
            assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(deepest).hasValue(1);
        }
    }

    /** Reads that are each asked for by the sink of the one before, some with their last byte, some in its midst. */
    private static final class Chain implements RangeSink {
        private final RemoteFile file;
        private final boolean awaited;
        private final CountDownLatch over;
        private final AtomicInteger deepest;
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger delivering = new AtomicInteger();

        Chain(RemoteFile file, boolean awaited, CountDownLatch over, AtomicInteger deepest) {
            this.file = file;
            this.awaited = awaited;
            this.over = over;
            this.deepest = deepest;
        }

        void ask() {
            if (asked.incrementAndGet() <= 500) {
                ByteRange range = ByteRange.of(0, 90_000);
                Cancellable ignored = awaited
                        ? file.readAwaited(range, ReadCause.DEMAND, this)
                        : file.read(range, ReadCause.DEMAND, this);
            } else {
                over.countDown();
            }
        }

        @Override
        public void onBytes(ByteBuffer bytes) {
            deepest.accumulateAndGet(delivering.incrementAndGet(), Math::max);
            if (asked.get() % 2 == 0) {
                ask();
            }
            delivering.decrementAndGet();
        }

        @Override
        public void onComplete() {
            ask();
        }

        @Override
        public void onFailure(IOException failure) {
            // What is still under way when the test is over fails with the closing of the file.
            assertThat(over.getCount()).as("failed: " + failure).isZero();
        }
    }

    @Test
    void aReplyInPiecesIsReadToItsEnd() throws IOException {
        try (ScriptedServer server = ScriptedServer.startInChunks(3, ReplyReadingTest::answer);
                XrdClient client = client(server)) {
            for (int i = 0; i < 300; i++) {
                assertThat(client.stat(XrdPath.of("/" + i)).size()).isEqualTo(i);
            }
        }
    }
}
