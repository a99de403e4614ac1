package io.farseek.xrootd.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.readahead.ByteRange;
import io.farseek.xrootd.server.XrootdServer;
import io.farseek.xrootd.wire.Endpoint;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real server that is killed and started again, or stopped for a while, under reads and writes. */
@Timeout(180)
class FailingServerTest {
    private Path home;
    private int port;
    private byte[] bytes;

    @BeforeEach
    void prepare() throws IOException {
        XrootdServer.require("xrootd");
        home = Files.createTempDirectory("xrd-failing");
        port = XrootdServer.freePort();
        bytes = new byte[24 << 20];
        new Random(8).nextBytes(bytes);
    }

    @AfterEach
    void clean() throws IOException {
        if (home != null) {
            XrootdServer.delete(home);
        }
    }

    private XrootdServer server() throws IOException {
        return XrootdServer.at(home, "data").on(port).start();
    }

    private XrdClient client(Duration request, Duration recovery) {
        return new XrdClient(
                new Endpoint("localhost", port, false),
                ClientSettings.DEFAULT.withTimeouts(Duration.ofSeconds(5), request, recovery),
                List.of());
    }

    @Test
    void readsGoOnWhenTheServerIsKilledAndComesBack() throws IOException {
        XrootdServer first = server();
        Files.write(first.file("/store/f"), bytes);
        try (XrdClient client = client(Duration.ofSeconds(20), Duration.ofSeconds(60));
                RemoteFile file = client.openForReading(XrdPath.of("/store/f"))) {
            ByteRange head = new ByteRange(0, 100_000);
            CollectingSink.read(file, head).assertHolds(bytes, head);
            first.signal("STOP");
            List<ByteRange> ranges = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                ranges.add(ByteRange.of((long) i << 20, 1 << 20));
            }
            List<CollectingSink> sinks = new ArrayList<>();
            for (ByteRange each : ranges) {
                sinks.add(CollectingSink.read(file, each));
            }
            first.kill();
            try (XrootdServer second = server()) {
                for (int i = 0; i < sinks.size(); i++) {
                    sinks.get(i).assertHolds(bytes, ranges.get(i));
                }
                assertThat(second.pid()).isNotEqualTo(first.pid());
            }
        }
    }

    @Test
    void writesGoOnWhenTheServerIsKilledAndComesBack() throws IOException {
        XrootdServer first = server();
        XrdPath path = XrdPath.of("/store/written");
        try (XrdClient client = client(Duration.ofSeconds(20), Duration.ofSeconds(60))) {
            RemoteOutput out = client.create(path, 0644, true, false);
            out.write(bytes, 0, 10 << 20);
            first.signal("STOP");
            out.write(bytes, 10 << 20, 4 << 20);
            first.kill();
            try (XrootdServer second = server()) {
                out.write(bytes, 14 << 20, 10 << 20);
                out.close();
                assertThat(Files.readAllBytes(second.file("/store/written"))).isEqualTo(bytes);
            }
        }
    }

    @Test
    @Timeout(60)
    void aStoppedServerFailsReadsInTimeAndServesAgainLater() throws IOException {
        try (XrootdServer server = server();
                XrdClient client = client(Duration.ofSeconds(2), Duration.ofSeconds(4))) {
            Files.write(server.file("/store/f"), bytes);
            try (RemoteFile file = client.openForReading(XrdPath.of("/store/f"))) {
                server.signal("STOP");
                CollectingSink sink = CollectingSink.read(file, new ByteRange(0, 100));
                assertThatThrownBy(sink::await).isInstanceOf(SocketTimeoutException.class);
                assertThatThrownBy(() -> client.stat(XrdPath.of("/store/f"))).isInstanceOf(IOException.class);
                server.signal("CONT");
            }
            assertThat(client.stat(XrdPath.of("/store/f")).size()).isEqualTo(bytes.length);
        }
    }

    @Test
    @Timeout(60)
    void aStoppedServerFailsWritesInTimeAndTakesThemAgainLater() throws IOException {
        try (XrootdServer server = server();
                XrdClient client = client(Duration.ofSeconds(2), Duration.ofSeconds(4))) {
            RemoteOutput out = client.create(XrdPath.of("/store/stopped"), 0644, true, false);
            out.write(bytes, 0, 1 << 20);
            out.flush();
            server.signal("STOP");
            assertThatThrownBy(() -> {
                        out.write(bytes, 1 << 20, 8 << 20);
                        out.flush();
                    })
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContainingAll("/store/stopped", "localhost:" + port);
            assertThatThrownBy(out::close).isInstanceOf(IOException.class);
            server.signal("CONT");
            try (RemoteOutput again = client.create(XrdPath.of("/store/stopped"), 0644, true, false)) {
                again.write(bytes, 0, bytes.length);
            }
            assertThat(Files.readAllBytes(server.file("/store/stopped"))).isEqualTo(bytes);
        }
    }

    @Test
    @Timeout(90)
    void writesGoOnWhenAServerWasStoppedForLongerThanARequestMayTake() throws Exception {
        ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
        try (XrootdServer server = server();
                XrdClient client = client(Duration.ofSeconds(1), Duration.ofSeconds(60))) {
            RemoteOutput out = client.create(XrdPath.of("/store/paused"), 0644, true, false);
            out.write(bytes, 0, 5 << 20);
            server.signal("STOP");
            ScheduledFuture<Boolean> goesOn = later.schedule(
                    () -> {
                        server.signal("CONT");
                        return true;
                    },
                    3,
                    TimeUnit.SECONDS);
            out.write(bytes, 5 << 20, bytes.length - (5 << 20));
            out.close();
            assertThat(goesOn.get(20, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readAllBytes(server.file("/store/paused"))).isEqualTo(bytes);
        } finally {
            later.shutdownNow();
        }
    }
}
