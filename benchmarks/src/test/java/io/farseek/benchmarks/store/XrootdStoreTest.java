package io.farseek.benchmarks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.farseek.readahead.ByteRange;
import io.farseek.readahead.RangeSink;
import io.farseek.readahead.ReadCause;
import io.farseek.readahead.SinkRange;
import io.farseek.xrootd.session.ClientSettings;
import io.farseek.xrootd.session.RemoteFile;
import io.farseek.xrootd.session.XrdClient;
import io.farseek.xrootd.session.XrdPath;
import io.farseek.xrootd.wire.Endpoint;
import io.farseek.xrootd.wire.Protocol;
import io.farseek.xrootd.wire.Requests;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class XrootdStoreTest {
    private final byte[] content = new byte[300_000];

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        new SplittableRandom(1).nextBytes(content);
        Files.createDirectories(folder.resolve("bucket"));
        Files.write(folder.resolve("bucket/object"), content);
    }

    private static XrdClient client(XrootdStore store) {
        return new XrdClient(
                new Endpoint("127.0.0.1", store.endpoint().getPort(), false), ClientSettings.DEFAULT, List.of());
    }

    /** Keeps what it is given. */
    private static final class Kept implements RangeSink {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CompletableFuture<byte[]> whole = new CompletableFuture<>();

        @Override
        public void onBytes(ByteBuffer given) {
            byte[] copy = new byte[given.remaining()];
            given.get(copy);
            bytes.writeBytes(copy);
        }

        @Override
        public void onComplete() {
            whole.complete(bytes.toByteArray());
        }

        @Override
        public void onFailure(IOException failure) {
            whole.completeExceptionally(failure);
        }

        byte[] bytes() throws Exception {
            return whole.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void givesRangesAndVectorsAndKeepsALog() throws Exception {
        try (XrootdStore store = XrootdStore.start(folder, StoreLimits.NONE);
                XrdClient client = client(store)) {
            assertThat(client.stat(XrdPath.of("/bucket/object")).size()).isEqualTo(content.length);
            try (RemoteFile file = client.openForReading(XrdPath.of("/bucket/object"))) {
                assertThat(file.length()).isEqualTo(content.length);
                Kept one = new Kept();
                file.read(new ByteRange(5, 250_005), ReadCause.DEMAND, one);
                assertThat(one.bytes()).isEqualTo(Arrays.copyOfRange(content, 5, 250_005));

                List<SinkRange> ranges = new ArrayList<>();
                List<Kept> sinks = new ArrayList<>();
                for (int at : new int[] {200_000, 7, 299_000}) {
                    Kept sink = new Kept();
                    sinks.add(sink);
                    ranges.add(new SinkRange(ByteRange.of(at, 1000), sink));
                }
                file.readAll(ranges, ReadCause.DEMAND);
                for (int i = 0; i < ranges.size(); i++) {
                    int at = (int) ranges.get(i).range().start();
                    assertThat(sinks.get(i).bytes()).isEqualTo(Arrays.copyOfRange(content, at, at + 1000));
                }
            }
            assertThat(store.log().settled(Duration.ofSeconds(10))).isTrue();
            assertThat(store.traffic().gets()).isEqualTo(2);
            assertThat(store.traffic().bytesSent()).isEqualTo(253_000);
            assertThat(store.log().since(0).stream()
                            .filter(each -> each.method().equals("kXR_read")
                                    || each.method().equals("kXR_readv")))
                    .extracting(LoggedRequest::target, LoggedRequest::range, LoggedRequest::received)
                    .containsExactly(
                            tuple("/bucket/object", "bytes=5-250004", 250_000L),
                            tuple("/bucket/object", "3 segments", 3_000L));
        }
    }

    @Test
    void whatIsNotThereIsNotFoundAndNothingOutsideTheFolderIsThere() throws Exception {
        try (XrootdStore store = XrootdStore.start(folder.resolve("bucket"), StoreLimits.NONE);
                XrdClient client = client(store)) {
            Files.writeString(folder.resolve("secret"), "x");
            for (String each : new String[] {"/absent", "/../secret"}) {
                assertThatThrownBy(() -> client.stat(XrdPath.of(each))).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void everyAnswerWaitsForItsLatency() throws Exception {
        StoreLimits slow = new StoreLimits(Duration.ofMillis(30), 0, 0, 0);
        try (XrootdStore store = XrootdStore.start(folder, slow);
                XrdClient client = client(store)) {
            client.openForReading(XrdPath.of("/bucket/object")).close();
            assertThat(store.log().settled(Duration.ofSeconds(10))).isTrue();
            assertThat(store.log().since(0))
                    .filteredOn(each -> each.method().equals("kXR_open"))
                    .hasSize(1)
                    .allSatisfy(each -> assertThat(each.firstByteNanos()).isGreaterThanOrEqualTo(30_000_000));
        }
    }

    /** Byte by byte: a client would wait a second and ask again. */
    @Test
    void requestsAboveTheRateAreToldToWait() throws Exception {
        StoreLimits few = new StoreLimits(FirstByte.fixed(Duration.ZERO), Duration.ZERO, 0, 0, 10, true, 0, 0);
        try (XrootdStore store = XrootdStore.start(folder, few);
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), store.endpoint().getPort())) {
            socket.getOutputStream().write(Requests.handshake());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            in.skipNBytes(Protocol.REPLY_HEADER_BYTES + 8);
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                byte[] path = "/bucket/object".getBytes(StandardCharsets.US_ASCII);
                socket.getOutputStream()
                        .write(ByteBuffer.allocate(Protocol.HEADER_BYTES + path.length)
                                .putShort(0, (short) i)
                                .putShort(2, (short) Protocol.STAT)
                                .putInt(20, path.length)
                                .put(Protocol.HEADER_BYTES, path)
                                .array());
                assertThat(in.readShort()).isEqualTo((short) i);
                statuses.add((int) in.readShort());
                in.skipNBytes(in.readInt());
            }
            assertThat(statuses).contains(Protocol.OK, Protocol.WAIT).containsOnly(Protocol.OK, Protocol.WAIT);
        }
    }
}
