package io.farseek.xrootd.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.readahead.ByteRange;
import io.farseek.readahead.CancelledReadException;
import io.farseek.xrootd.server.ScriptedServer;
import io.farseek.xrootd.server.ScriptedServer.Received;
import io.farseek.xrootd.session.ClientSettings.PageChecksums;
import io.farseek.xrootd.wire.Endpoint;
import io.farseek.xrootd.wire.ServerErrorException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server may do wrong or late: no hang, no wrong byte. */
@Timeout(60)
class ScriptedServerTest {
    private static final XrdPath FILE = XrdPath.of("/store/f");
    private static final byte[] BYTES = new byte[40_000];

    static {
        new Random(6).nextBytes(BYTES);
    }

    private static ClientSettings settings() {
        return ClientSettings.DEFAULT.withTimeouts(
                Duration.ofSeconds(3), Duration.ofMillis(1500), Duration.ofSeconds(6));
    }

    private static XrdClient client(ScriptedServer server, ClientSettings settings) {
        return new XrdClient(new Endpoint("localhost", server.port(), false), settings, List.of());
    }

    /** Answers opens, reads, vector reads and page reads as a server should. */
    private static void properly(Received request) throws IOException {
        switch (request.code()) {
            case 3010 -> request.wire().opened(request.streamId(), BYTES.length);
            case 3013 -> {
                int offset = (int) request.body().getLong(4);
                int length = request.body().getInt(12);
                byte[] data = Arrays.copyOfRange(BYTES, offset, offset + length);
                int half = length / 2;
                request.wire().frame(request.streamId(), 4000, Arrays.copyOf(data, half));
                request.wire().frame(request.streamId(), 0, Arrays.copyOfRange(data, half, length));
            }
            case 3025 -> request.wire().frame(request.streamId(), 0, vector(request));
            case 3030 -> request.wire().raw(pages(request, -1));
            default -> request.wire().frame(request.streamId(), 0, new byte[0]);
        }
    }

    private static byte[] vector(Received request) {
        ByteBuffer asked = ByteBuffer.wrap(request.payload());
        ByteBuffer out = ByteBuffer.allocate(200_000);
        while (asked.hasRemaining()) {
            int handle = asked.getInt();
            int length = asked.getInt();
            long offset = asked.getLong();
            out.putInt(handle).putInt(length).putLong(offset).put(BYTES, (int) offset, length);
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    /** The reply to a page read; {@code badByte} of its data is flipped after the checksum was made. */
    private static byte[] pages(Received request, int badByte) {
        long offset = request.body().getLong(4);
        int length = request.body().getInt(12);
        ByteBuffer data = ByteBuffer.allocate(length + 8192);
        for (int done = 0; done < length; ) {
            int page = Math.min(length - done, 4096 - (int) ((offset + done) % 4096));
            CRC32C crc = new CRC32C();
            crc.update(BYTES, (int) offset + done, page);
            data.putInt((int) crc.getValue()).put(BYTES, (int) offset + done, page);
            done += page;
        }
        if (badByte >= 0) {
            data.put(badByte, (byte) ~data.get(badByte));
        }
        return status(request.streamId(), offset, Arrays.copyOf(data.array(), data.position()), 0);
    }

    private static byte[] status(int streamId, long offset, byte[] data, int crcError) {
        ByteBuffer rest = ByteBuffer.allocate(20);
        rest.putShort((short) streamId)
                .put((byte) 30)
                .put((byte) 0)
                .putInt(0)
                .putInt(data.length)
                .putLong(offset);
        CRC32C crc = new CRC32C();
        crc.update(rest.array());
        return ByteBuffer.allocate(8 + 24 + data.length)
                .putShort((short) streamId)
                .putShort((short) 4007)
                .putInt(24)
                .putInt((int) crc.getValue() + crcError)
                .put(rest.array())
                .put(data)
                .array();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 4099})
    void framesSplitAnywhereBringTheSameBytes(int chunk) throws IOException {
        try (ScriptedServer server = ScriptedServer.startInChunks(chunk, ScriptedServerTest::properly);
                XrdClient client = client(server, settings());
                XrdClient paged = client(server, settings().withPageChecksums(PageChecksums.REQUIRED))) {
            for (XrdClient each : List.of(client, paged)) {
                try (RemoteFile file = each.openForReading(FILE)) {
                    ByteRange middle = new ByteRange(4090, 9001);
                    CollectingSink.read(file, middle).assertHolds(BYTES, middle);
                    List<ByteRange> many = List.of(
                            new ByteRange(5, 6),
                            new ByteRange(100, 2000),
                            new ByteRange(1500, 2500),
                            new ByteRange(100, 2000));
                    List<CollectingSink> sinks = CollectingSink.readAll(file, many);
                    for (int i = 0; i < many.size(); i++) {
                        sinks.get(i).assertHolds(BYTES, many.get(i));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 1000, 4999})
    void aConnectionDroppedInMidFrameIsReplayedFromWhereItBroke(int sent) throws IOException {
        List<Long> offsets = new CopyOnWriteArrayList<>();
        try (ScriptedServer server = ScriptedServer.start(request -> {
                    if (request.code() == 3013) {
                        offsets.add(request.body().getLong(4));
                        if (request.connection() == 1) {
                            byte[] frame =
                                    ScriptedServer.Wire.bytes(request.streamId(), 0, 5000, Arrays.copyOf(BYTES, 5000));
                            request.wire().raw(Arrays.copyOf(frame, sent));
                            request.wire().drop();
                            return;
                        }
                    }
                    properly(request);
                });
                XrdClient client = client(server, settings());
                RemoteFile file = client.openForReading(FILE)) {
            ByteRange range = new ByteRange(0, 5000);
            CollectingSink.read(file, range).assertHolds(BYTES, range);
            assertThat(offsets).containsExactly(0L, (long) Math.max(0, sent - 8));
        }
    }

    @Test
    void aWrongPageIsAskedForAgainAndNeverHandedOn() throws IOException {
        AtomicInteger reads = new AtomicInteger();
        try (ScriptedServer server = ScriptedServer.start(request -> {
                    if (request.code() == 3030 && reads.incrementAndGet() <= 2) {
                        request.wire().raw(pages(request, 4_500));
                    } else {
                        properly(request);
                    }
                });
                XrdClient client = client(server, settings().withPageChecksums(PageChecksums.REQUIRED));
                RemoteFile file = client.openForReading(FILE)) {
            ByteRange range = new ByteRange(0, 20_000);
            CollectingSink.read(file, range).assertHolds(BYTES, range);
            assertThat(reads).hasValue(3);
        }
    }

    @Test
    void pagesThatStayWrongFail() throws IOException {
        try (ScriptedServer server = ScriptedServer.start(request -> {
                    if (request.code() == 3030) {
                        request.wire().raw(pages(request, 50));
                    } else {
                        properly(request);
                    }
                });
                XrdClient client = client(server, settings().withPageChecksums(PageChecksums.REQUIRED));
                RemoteFile file = client.openForReading(FILE)) {
            CollectingSink sink = CollectingSink.read(file, new ByteRange(0, 20_000));
            assertThatThrownBy(sink::await).isInstanceOf(DamagedDataException.class);
            assertThat(sink.bytesSoFar()).isZero();
        }
    }

    @Test
    void aStatusFrameWithAWrongChecksumEndsTheConnectionOnly() throws IOException {
        try (ScriptedServer server = ScriptedServer.start(request -> {
                    if (request.code() == 3030 && request.connection() == 1) {
                        request.wire().raw(status(request.streamId(), 0, new byte[0], 1));
                    } else {
                        properly(request);
                    }
                });
                XrdClient client = client(server, settings().withPageChecksums(PageChecksums.REQUIRED));
                RemoteFile file = client.openForReading(FILE)) {
            ByteRange range = new ByteRange(0, 20_000);
            CollectingSink.read(file, range).assertHolds(BYTES, range);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    @Timeout(30)
    void waitsAreSatOutAndDeferredAnswersAwaited() throws IOException {
        AtomicInteger stats = new AtomicInteger();
        try (ScriptedServer server = ScriptedServer.start(request -> {
                    if (stats.incrementAndGet() == 1) {
                        request.wire().numberAndText(request.streamId(), 4005, 1, "busy");
                        return;
                    }
                    request.wire().numberAndText(request.streamId(), 4006, 600, "scheduled");
                    byte[] text = "1 42 16 1000\0".getBytes(StandardCharsets.US_ASCII);
                    ByteBuffer deferred = ByteBuffer.allocate(16 + text.length);
                    deferred.putInt(5008)
                            .putInt(0)
                            .putShort((short) request.streamId())
                            .putShort((short) 0);
                    deferred.putInt(text.length).put(text);
                    request.wire().frame(0, 4001, deferred.array());
                });
                XrdClient client = client(server, settings())) {
            long began = System.nanoTime();
            assertThat(client.stat(FILE).size()).isEqualTo(42);
            // No sooner than asked; how much later is the machine's affair.
            assertThat(System.nanoTime() - began).isGreaterThan(900_000_000L);
        }
    }

    @Test
    void endlessWaitsEndWithTheRecoveryTimeout() throws IOException {
        try (ScriptedServer server = ScriptedServer.start(
                        request -> request.wire().numberAndText(request.streamId(), 4005, 2, "busy"));
                XrdClient client = client(server, settings())) {
            assertThatThrownBy(() -> client.stat(FILE))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContainingAll("/store/f", "localhost:" + server.port());
        }
    }

    @Test
    void redirectsCarryTheirOpaqueTextAndLoopsEnd() throws IOException {
        List<String> asked = new CopyOnWriteArrayList<>();
        try (ScriptedServer target = ScriptedServer.start(request -> {
                    asked.add(request.text());
                    properly(request);
                });
                ScriptedServer manager = ScriptedServer.startManager(request -> request.wire()
                        .numberAndText(request.streamId(), 4004, target.port(), "localhost?cap.sym=abc&cap.msg=x"));
                XrdClient client = client(manager, settings());
                RemoteFile file = client.openForReading(new XrdPath("/store/f", "authz=tok"))) {
            ByteRange range = new ByteRange(0, 100);
            CollectingSink.read(file, range).assertHolds(BYTES, range);
            assertThat(asked.get(0)).isEqualTo("/store/f?authz=tok&cap.sym=abc&cap.msg=x");
        }
        AtomicInteger hops = new AtomicInteger();
        AtomicInteger port = new AtomicInteger();
        try (ScriptedServer loop = ScriptedServer.startManager(request -> {
                    hops.incrementAndGet();
                    request.wire().numberAndText(request.streamId(), 4004, port.get(), "localhost");
                });
                XrdClient client = client(loop, settings())) {
            port.set(loop.port());
            assertThatThrownBy(() -> client.stat(FILE)).hasMessageContaining("loop");
            assertThat(hops).hasValue(17);
        }
    }

    @Test
    void aServerThatFailsIsNamedToTheManagerAsTried() throws IOException {
        List<String> asked = new CopyOnWriteArrayList<>();
        try (ScriptedServer bad =
                        ScriptedServer.start(request -> request.wire().error(request.streamId(), 3007, "disk broken"));
                ScriptedServer good = ScriptedServer.start(ScriptedServerTest::properly);
                ScriptedServer manager = ScriptedServer.startManager(request -> {
                    asked.add(request.text());
                    int port = asked.size() == 1 ? bad.port() : good.port();
                    request.wire().numberAndText(request.streamId(), 4004, port, "localhost");
                });
                XrdClient client = client(manager, settings());
                RemoteFile file = client.openForReading(FILE)) {
            assertThat(file.server().port()).isEqualTo(good.port());
            assertThat(asked).containsExactly("/store/f", "/store/f?tried=localhost&triedrc=ioerr");
        }
    }

    @Test
    @Timeout(30)
    void aStalledServerTimesOutAndItsLateAnswerHarmsNobody() throws IOException {
        List<Received> late = new CopyOnWriteArrayList<>();
        try (ScriptedServer server = ScriptedServer.start(request -> {
                    if (request.text().endsWith("/slow")) {
                        late.add(request);
                        return;
                    }
                    for (Received each : late) {
                        each.wire().frame(each.streamId(), 0, "1 13 16 1\0".getBytes(StandardCharsets.US_ASCII));
                    }
                    late.clear();
                    request.wire().frame(request.streamId(), 0, "1 42 16 1\0".getBytes(StandardCharsets.US_ASCII));
                });
                XrdClient client = client(server, settings())) {
            assertThatThrownBy(() -> client.stat(XrdPath.of("/slow")))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContainingAll("/slow", "localhost:" + server.port());
            for (int i = 0; i < 10; i++) {
                assertThat(client.stat(XrdPath.of("/quick")).size()).isEqualTo(42);
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    @Timeout(30)
    void aStalledReadFailsWithinTheRecoveryTimeout() throws IOException {
        try (ScriptedServer server = ScriptedServer.start(request -> {
                    if (request.code() != 3013) {
                        properly(request);
                    }
                });
                XrdClient client = client(server, settings());
                RemoteFile file = client.openForReading(FILE)) {
            CollectingSink sink = CollectingSink.read(file, new ByteRange(0, 10));
            assertThatThrownBy(sink::await)
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining("/store/f");
        }
    }

    @Test
    void unknownStreamIdsAndHostileLengthsEndTheConnection() throws IOException {
        List<byte[]> hostile = new ArrayList<>();
        hostile.add(ScriptedServer.Wire.bytes(999, 0, 0, new byte[0]));
        hostile.add(ScriptedServer.Wire.bytes(3, 4003, Integer.MAX_VALUE, new byte[4]));
        hostile.add(ScriptedServer.Wire.bytes(3, 0, -1, new byte[4]));
        hostile.add(ScriptedServer.Wire.bytes(3, 0, Integer.MAX_VALUE, new byte[4]));
        hostile.add(ScriptedServer.Wire.bytes(3, 4004, 0x7f000000, new byte[4]));
        hostile.add(ScriptedServer.Wire.bytes(3, 12345, 4, new byte[4]));
        for (byte[] each : hostile) {
            try (ScriptedServer server = ScriptedServer.start(request -> {
                        if (request.code() == 3013 && request.connection() == 1) {
                            request.wire().raw(each);
                        } else {
                            properly(request);
                        }
                    });
                    XrdClient client = client(server, settings());
                    RemoteFile file = client.openForReading(FILE)) {
                ByteRange range = new ByteRange(0, 1000);
                CollectingSink.read(file, range).assertHolds(BYTES, range);
                assertThat(server.connections()).isGreaterThanOrEqualTo(2);
            }
        }
    }

    @Test
    void cancelledReadsEndOnceAndTheConnectionLivesOn() throws IOException {
        try (ScriptedServer server = ScriptedServer.start(request -> {
                    if (request.code() == 3013 && request.body().getLong(4) == 77) {
                        return;
                    }
                    properly(request);
                });
                XrdClient client = client(server, settings());
                RemoteFile file = client.openForReading(FILE)) {
            CollectingSink sink = CollectingSink.read(file, new ByteRange(77, 78));
            sink.cancel();
            assertThatThrownBy(sink::await).isInstanceOf(CancelledReadException.class);
            ByteRange range = new ByteRange(0, 1000);
            CollectingSink.read(file, range).assertHolds(BYTES, range);
        }
    }

    @Test
    void aWriterThatLostItsSessionEndsItOnTheServerBeforeItOpensTheFileAgain() throws IOException {
        List<Integer> later = new CopyOnWriteArrayList<>();
        try (ScriptedServer server = ScriptedServer.start(request -> {
                    if (request.connection() > 1) {
                        later.add(request.code());
                    }
                    if (request.code() == 3023) {
                        assertThat(request.body().remaining()).isEqualTo(16);
                        request.wire().error(request.streamId(), 3011, "no such session");
                    } else if (request.code() == 3019 && request.connection() == 1) {
                        request.wire().drop();
                    } else {
                        properly(request);
                    }
                });
                XrdClient client = client(server, settings())) {
            RemoteOutput out = client.create(FILE, 0644, true, false);
            out.write(BYTES, 0, 1000);
            out.close();
            assertThat(later).containsExactly(3023, 3010, 3019, 3003);
        }
    }

    @Test
    void whatChangesSomethingIsNotSentTwice() throws IOException {
        AtomicInteger removals = new AtomicInteger();
        try (ScriptedServer server = ScriptedServer.start(request -> {
                    if (request.code() == 3014) {
                        removals.incrementAndGet();
                        request.wire().drop();
                    } else {
                        properly(request);
                    }
                });
                XrdClient client = client(server, settings())) {
            assertThatThrownBy(() -> client.rm(FILE))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("may or may not");
            assertThat(removals).hasValue(1);
            assertThatThrownBy(() -> client.stat(XrdPath.of("/x"))).isNotInstanceOf(ServerErrorException.class);
        }
    }
}
