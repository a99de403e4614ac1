package io.farseek.xrootd.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.readahead.ByteRange;
import io.farseek.xrootd.server.XrootdCluster;
import io.farseek.xrootd.server.XrootdServer;
import io.farseek.xrootd.wire.DirEntry;
import io.farseek.xrootd.wire.Endpoint;
import io.farseek.xrootd.wire.ErrorCode;
import io.farseek.xrootd.wire.ServerErrorException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two data servers behind a manager: files are found, listed, read and written through it, and outlive one of the servers. */
@Timeout(180)
class ClusterTest {
    private static final long START_SECONDS = 60;

    private final byte[] bytes = new byte[8 << 20];
    private Path home;
    private XrootdCluster cluster;
    private XrdClient client;

    @BeforeEach
    void start() throws IOException {
        XrootdServer.require("xrootd", "cmsd");
        new Random(4).nextBytes(bytes);
        home = Files.createTempDirectory("xrd-cluster");
        cluster = XrootdCluster.start(home);
        for (int server = 1; server <= 2; server++) {
            Files.write(cluster.file(server, "/store/both"), bytes);
            // Replicas of different times are different files to a reader that moves from one to the other.
            Files.setLastModifiedTime(
                    cluster.file(server, "/store/both"), FileTime.from(Instant.EPOCH.plusSeconds(1_000_000_000)));
            Files.writeString(cluster.file(server, "/store/only" + server), "on " + server);
        }
        awaitPort();
        client = new XrdClient(
                new Endpoint("localhost", cluster.managerPort(), false),
                ClientSettings.DEFAULT.withTimeouts(
                        Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(60)),
                List.of());
        awaitServers();
    }

    @AfterEach
    void stop() throws IOException {
        if (client != null) {
            client.close();
        }
        if (cluster != null) {
            cluster.close();
            XrootdServer.delete(home);
        }
    }

    private void awaitPort() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("localhost", cluster.managerPort()), 1000);
                return;
            } catch (IOException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        }
    }

    /** The manager knows a data server once it names it for a file. */
    private void awaitServers() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        int found = 0;
        while (found < 2) {
            try {
                found = client.locate(XrdPath.of("/store/both"), true).size();
            } catch (IOException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
            }
            assertThat(System.nanoTime() - deadline)
                    .as("time over for both servers to join, " + found + " have")
                    .isNegative();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    @Test
    void aListingHoldsEveryServersNamesOnce() throws IOException {
        assertThat(client.list(XrdPath.of("/store")))
                .extracting(DirEntry::name)
                .containsExactlyInAnyOrder("both", "only1", "only2");
        for (int server = 1; server <= 2; server++) {
            try (RemoteFile file = client.openForReading(XrdPath.of("/store/only" + server))) {
                assertThat(file.server().port()).isEqualTo(cluster.dataPort(server));
            }
        }
    }

    @Test
    void whatIsWrittenThroughTheManagerIsReadThroughIt() throws IOException {
        XrdPath path = XrdPath.of("/store/written");
        try (RemoteOutput out = client.create(path, 0644, true, false)) {
            out.write(bytes, 0, bytes.length);
        }
        try (RemoteFile file = client.openForReading(path)) {
            ByteRange all = new ByteRange(0, bytes.length);
            CollectingSink.read(file, all).assertHolds(bytes, all);
        }
    }

    @Test
    void allReplicasAreRenamedAndRemoved() throws IOException {
        makeWritable();
        client.mv(XrdPath.of("/store/both"), XrdPath.of("/store/moved"), false);
        for (int server = 1; server <= 2; server++) {
            assertThat(cluster.file(server, "/store/both")).doesNotExist();
            assertThat(cluster.file(server, "/store/moved")).hasBinaryContent(bytes);
        }
        client.rm(XrdPath.of("/store/moved"));
        assertThat(cluster.file(1, "/store/moved")).doesNotExist();
        assertThat(cluster.file(2, "/store/moved")).doesNotExist();
        assertThatThrownBy(() -> client.rm(XrdPath.of("/store/moved")))
                .isInstanceOfSatisfying(
                        ServerErrorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
                .hasMessageContaining("/store/moved");
    }

    /** As a job's commit renames: what its tasks wrote lies wherever the manager found room for it. */
    @Test
    void aDirectoryIsRenamedWithWhatEveryServerHasOfIt() throws IOException {
        for (int server = 1; server <= 2; server++) {
            Files.createDirectories(cluster.file(server, "/store/job/attempt"));
            Files.writeString(cluster.file(server, "/store/job/attempt/part" + server), "by " + server);
        }
        Files.createDirectories(cluster.file(2, "/store/job/attempt/only2"));
        makeWritable();
        client.mv(XrdPath.of("/store/job/attempt"), XrdPath.of("/store/job/done"), true);
        assertThat(client.list(XrdPath.of("/store/job")))
                .extracting(DirEntry::name)
                .containsExactly("done");
        assertThat(client.list(XrdPath.of("/store/job/done")))
                .extracting(DirEntry::name)
                .containsExactlyInAnyOrder("part1", "part2", "only2");
        client.mv(XrdPath.of("/store/job/done/only2"), XrdPath.of("/store/job/alone"), true);
        assertThat(cluster.file(2, "/store/job/alone")).isDirectory();
        client.rmdir(XrdPath.of("/store/job/alone"));
        assertThat(cluster.file(2, "/store/job/alone")).doesNotExist();
    }

    /** The servers run as another user. */
    private void makeWritable() throws IOException {
        XrootdServer.run(Map.of(), "chmod", "-R", "a+rwX", home.toString());
    }

    @Test
    void readsGoOnOnTheOtherReplicaWhenAServerDies() throws IOException {
        try (RemoteFile file = client.openForReading(XrdPath.of("/store/both"))) {
            ByteRange head = new ByteRange(0, 100_000);
            CollectingSink.read(file, head).assertHolds(bytes, head);
            int first = file.server().port() == cluster.dataPort(1) ? 1 : 2;
            cluster.kill(first);
            ByteRange rest = new ByteRange(100_000, bytes.length);
            CollectingSink.read(file, rest).assertHolds(bytes, rest);
            assertThat(file.server().port()).isEqualTo(cluster.dataPort(3 - first));
        }
    }
}
