package io.farseek.xrootd.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.readahead.ByteRange;
import io.farseek.xrootd.server.DamagingProxy;
import io.farseek.xrootd.server.XrootdServer;
import io.farseek.xrootd.session.ClientSettings.PageChecksums;
import io.farseek.xrootd.wire.DirEntry;
import io.farseek.xrootd.wire.Endpoint;
import io.farseek.xrootd.wire.ErrorCode;
import io.farseek.xrootd.wire.ServerErrorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.Adler32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every request against a real server without authentication. */
@Timeout(120)
class AnonymousServerTest {
    private static Path home;
    private static XrootdServer server;
    private static XrdClient client;
    private static byte[] bytes;

    @BeforeAll
    static void start() throws IOException {
        XrootdServer.require("xrootd", "xrdcp", "xrdadler32");
        home = Files.createTempDirectory("xrd-anonymous");
        server = XrootdServer.at(home, "data").start();
        client = client(ClientSettings.DEFAULT);
        bytes = new byte[7_654_321];
        new Random(1).nextBytes(bytes);
        Files.write(server.file("/store/random"), bytes);
    }

    @AfterAll
    static void stop() throws IOException {
        if (client != null) {
            client.close();
        }
        if (server != null) {
            server.close();
            XrootdServer.delete(home);
        }
    }

    private static XrdClient client(ClientSettings settings) {
        return new XrdClient(new Endpoint("localhost", server.port(), false), settings, List.of());
    }

    @Test
    void statListAndConfig() throws IOException {
        XrdPath dir = XrdPath.of("/store/listing");
        client.mkdir(dir, 0755, true);
        for (int i = 0; i < 300; i++) {
            Files.writeString(server.file("/store/listing/file with space " + i), "x".repeat(i));
        }
        List<DirEntry> entries = client.list(dir);
        assertThat(entries).hasSize(300);
        assertThat(entries).allSatisfy(each -> {
            assertThat(each.stat()).isNotNull();
            assertThat(each.name()).endsWith(" " + each.stat().size());
        });
        assertThat(client.stat(XrdPath.of("/store/random")).size()).isEqualTo(bytes.length);
        assertThat(client.stat(dir).isDirectory()).isTrue();
        assertThat(client.config("readv_ior_max readv_iov_max")).containsExactly("2097136", "1024");
        assertThat(client.statx(List.of("/store/random", "/store/listing"))).hasSize(2);
        assertThat(client.space(dir).totalBytes()).isPositive();
        assertThat(client.locate(XrdPath.of("/store/random"), false)).hasSize(1);
        client.ping();
    }

    @Test
    void checksumEqualsXrdadler32() throws IOException {
        String printed = XrootdServer.run(
                Map.of(), "xrdadler32", server.file("/store/random").toString());
        Adler32 adler = new Adler32();
        adler.update(bytes);
        assertThat(client.checksum(XrdPath.of("/store/random"), "adler32"))
                .isEqualTo("adler32 " + printed.split(" ", 0)[0])
                .isEqualTo(String.format("adler32 %08x", adler.getValue()));
    }

    @Test
    void namesAreMadeMovedAndRemoved() throws IOException {
        XrdPath dir = XrdPath.of("/store/made/deep");
        client.mkdir(dir, 0755, true);
        XrdPath file = dir.child("file");
        try (RemoteOutput out = client.create(file, 0644, false, false)) {
            out.write("hello".getBytes(StandardCharsets.UTF_8), 0, 5);
        }
        assertThatThrownBy(() -> client.create(file, 0644, false, false))
                .isInstanceOfSatisfying(
                        ServerErrorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ITEM_EXISTS));
        XrdPath moved = dir.child("moved file");
        client.mv(file, moved, false);
        client.chmod(moved, 0600);
        client.truncate(moved, 3);
        assertThat(client.stat(moved).size()).isEqualTo(3);
        assertThatThrownBy(() -> client.rmdir(dir)).hasMessageContaining("not empty");
        client.rm(moved);
        client.rmdir(dir);
        assertThatThrownBy(() -> client.stat(dir))
                .isInstanceOf(ServerErrorException.class)
                .hasMessageContaining("kXR_NotFound 3011")
                .hasMessageContaining("/store/made/deep")
                .hasMessageContaining("localhost:" + server.port());
    }

    @Test
    void attributesAreSetReadListedAndRemoved() throws IOException {
        XrdPath file = XrdPath.of("/store/attributed");
        Files.writeString(server.file("/store/attributed"), "x");
        XrootdServer.run(
                Map.of(), "chmod", "666", server.file("/store/attributed").toString());
        client.setAttribute(file, "colour", "green".getBytes(StandardCharsets.UTF_8), true);
        client.setAttribute(file, "colour", "blue".getBytes(StandardCharsets.UTF_8), false);
        assertThat(client.attribute(file, "colour")).isEqualTo("blue".getBytes(StandardCharsets.UTF_8));
        assertThat(client.attribute(file, "taste")).isNull();
        assertThat(client.attributeNames(file)).containsExactly("colour");
        client.removeAttribute(file, "colour");
        assertThat(client.attributeNames(file)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(PageChecksums.class)
    void everyByteIsReadOnce(PageChecksums checksums) throws IOException {
        try (XrdClient own = client(ClientSettings.DEFAULT.withPageChecksums(checksums));
                RemoteFile file = own.openForReading(XrdPath.of("/store/random"))) {
            assertThat(file.length()).isEqualTo(bytes.length);
            List<ByteRange> ranges = new ArrayList<>();
            Random random = new Random(2);
            for (int i = 0; i < 500; i++) {
                int start = random.nextInt(bytes.length - 1);
                ranges.add(ByteRange.of(start, 1 + random.nextInt(Math.min(40_000, bytes.length - start))));
            }
            ranges.add(ByteRange.of(0, bytes.length));
            ranges.add(ByteRange.of(0, 3_000_000));
            ranges.add(ranges.get(7));
            List<CollectingSink> together = CollectingSink.readAll(file, ranges);
            for (int i = 0; i < ranges.size(); i++) {
                together.get(i).assertHolds(bytes, ranges.get(i));
                if (i % 10 == 0) {
                    CollectingSink.read(file, ranges.get(i)).assertHolds(bytes, ranges.get(i));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(PageChecksums.class)
    void whatIsWrittenIsRead(PageChecksums checksums) throws IOException {
        ClientSettings base = ClientSettings.DEFAULT.withPageChecksums(checksums);
        XrdPath path = XrdPath.of("/store/written-" + checksums);
        try (XrdClient own = client(base)) {
            try (RemoteOutput out = own.create(path, 0644, true, false)) {
                Random random = new Random(3);
                int done = 0;
                while (done < bytes.length) {
                    int part = Math.min(bytes.length - done, 1 + random.nextInt(300_000));
                    out.write(bytes, done, part);
                    done += part;
                    if (done % 7 == 0) {
                        out.flush();
                        assertThat(own.stat(path).size()).isEqualTo(out.position());
                    }
                }
                out.sync();
            }
            try (RemoteOutput out = own.append(path)) {
                assertThat(out.position()).isEqualTo(bytes.length);
                out.write(bytes, 0, 10);
            }
        }
        Path copy = home.resolve("copy-" + checksums);
        XrootdServer.run(
                Map.of(),
                "xrdcp",
                "-f",
                "-s",
                "root://localhost:" + server.port() + "/" + path.path(),
                copy.toString());
        byte[] read = Files.readAllBytes(copy);
        assertThat(read).hasSize(bytes.length + 10).startsWith(bytes);
    }

    /** Pages whose checksum the server finds wrong are sent again, and so is what arrives here damaged. */
    @ParameterizedTest
    @EnumSource(DamagingProxy.Way.class)
    void aByteDamagedOnItsWayIsMended(DamagingProxy.Way way) throws IOException {
        String name = "/store/damaged-" + way;
        ClientSettings paged = ClientSettings.DEFAULT.withPageChecksums(PageChecksums.REQUIRED);
        try (DamagingProxy proxy = DamagingProxy.to(server.port(), way, 1_000_000);
                XrdClient own = new XrdClient(new Endpoint("localhost", proxy.port(), false), paged, List.of())) {
            try (RemoteOutput out = own.create(XrdPath.of(name), 0644, true, false)) {
                out.write(bytes, 0, bytes.length);
            }
            assertThat(Files.readAllBytes(server.file(name))).isEqualTo(bytes);
            try (RemoteFile file = own.openForReading(XrdPath.of(name))) {
                ByteRange all = new ByteRange(0, bytes.length);
                CollectingSink.read(file, all).assertHolds(bytes, all);
            }
            assertThat(proxy.hasDamaged()).isTrue();
        }
    }
}
