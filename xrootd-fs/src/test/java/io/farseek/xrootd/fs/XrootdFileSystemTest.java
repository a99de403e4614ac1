package io.farseek.xrootd.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.fs.store.RemoteFileChangedException;
import io.farseek.fs.stream.RangeHints;
import io.farseek.xrootd.server.XrootdServer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileRange;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIOException;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;
import org.apache.hadoop.fs.XAttrSetFlag;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The file system as a user meets it, against a real server; each kind of failure by its exception. */
@Timeout(120)
class XrootdFileSystemTest {
    private static java.nio.file.Path home;
    private static XrootdServer server;
    private static FileSystem fs;
    private static byte[] bytes;

    @BeforeAll
    static void start() throws IOException {
        XrootdServer.require("xrootd", "xrdcp");
        home = Files.createTempDirectory("xrd-fs");
        server = XrootdServer.at(home, "data").start();
        fs = open("root", server.port(), new Configuration());
        bytes = new byte[5_000_000];
        new Random(5).nextBytes(bytes);
        Files.write(server.file("/store/random"), bytes);
    }

    @AfterAll
    static void stop() throws IOException {
        if (fs != null) {
            fs.close();
        }
        if (server != null) {
            server.close();
            XrootdServer.delete(home);
        }
    }

    private static FileSystem open(String scheme, int port, Configuration configuration) throws IOException {
        return FileSystem.newInstance(URI.create(scheme + "://localhost:" + port), configuration);
    }

    private static Path path(String name) {
        return new Path("root://localhost:" + server.port() + "//store/" + name);
    }

    /** As XRootD's own tools write it: with two slashes. Hadoop's paths have one. */
    private static String url(String name) {
        return "root://localhost:" + server.port() + "//store/" + name;
    }

    private static void write(Path path, byte[] content) throws IOException {
        try (FSDataOutputStream out = fs.create(path, true)) {
            out.write(content);
        }
    }

    @Test
    void allFourSchemesAreFound() throws IOException {
        for (String scheme : new String[] {"root", "xroot", "roots", "xroots"}) {
            assertThat(FileSystem.getFileSystemClass(scheme, new Configuration()))
                    .isNotNull();
        }
        try (FileSystem other = open("xroot", server.port(), new Configuration())) {
            assertThat(other.getScheme()).isEqualTo("xroot");
            assertThat(other.exists(new Path("/store/random"))).isTrue();
        }
    }

    @Test
    void readsOfEveryKindBringTheSameBytes() throws Exception {
        try (FSDataInputStream in = fs.open(path("random"))) {
            byte[] all = new byte[bytes.length];
            in.readFully(0, all);
            assertThat(all).isEqualTo(bytes);
            in.seek(1_234_567);
            assertThat(in.read()).isEqualTo(bytes[1_234_567] & 0xff);
            List<FileRange> ranges = List.of(
                    FileRange.createFileRange(10, 100),
                    FileRange.createFileRange(4_000_000, 70_000),
                    FileRange.createFileRange(2_000_000, 16_384));
            in.readVectored(ranges, ByteBuffer::allocate);
            for (FileRange each : ranges) {
                byte[] got = new byte[each.getLength()];
                each.getData().get(30, java.util.concurrent.TimeUnit.SECONDS).get(got);
                assertThat(got)
                        .isEqualTo(java.util.Arrays.copyOfRange(
                                bytes, (int) each.getOffset(), (int) each.getOffset() + each.getLength()));
            }
            assertThat(in.hasCapability(RangeHints.WILL_NEED)).isTrue();
        }
    }

    @Test
    void aFileWrittenHereIsReadByXrdcpAndTheOtherWayRound() throws IOException {
        write(path("from-java"), bytes);
        java.nio.file.Path copy = home.resolve("copy");
        XrootdServer.run(Map.of(), "xrdcp", "-f", "-s", url("from-java"), copy.toString());
        assertThat(Files.readAllBytes(copy)).isEqualTo(bytes);
        XrootdServer.run(Map.of(), "xrdcp", "-f", "-s", copy.toString(), url("from-xrdcp"));
        try (FSDataInputStream in = fs.open(path("from-xrdcp"))) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
        assertThat(fs.getFileChecksum(path("from-xrdcp"))).isEqualTo(fs.getFileChecksum(path("from-java")));
        String printed = XrootdServer.run(Map.of(), "xrdadler32", copy.toString());
        assertThat(fs.getFileChecksum(path("from-java")).toString()).isEqualTo("adler32 " + printed.split(" ", 0)[0]);
    }

    @Test
    void appendedAndFlushedBytesAreSeen() throws IOException {
        write(path("log"), "one".getBytes(StandardCharsets.UTF_8));
        try (FSDataOutputStream out = fs.append(path("log"))) {
            assertThat(out.getPos()).isEqualTo(3);
            out.writeBytes(" two");
            out.hflush();
            assertThat(fs.getFileStatus(path("log")).getLen()).isEqualTo(7);
            out.hsync();
        }
        assertThat(Files.readString(server.file("/store/log"))).isEqualTo("one two");
        assertThat(fs.truncate(path("log"), 3)).isTrue();
        assertThat(Files.readString(server.file("/store/log"))).isEqualTo("one");
    }

    @Test
    void hadoopsRulesHoldAlthoughTheServerIsLaxer() throws IOException {
        Path dir = path("rules/dir");
        assertThat(fs.mkdirs(dir)).isTrue();
        assertThat(fs.mkdirs(dir)).isTrue();
        write(new Path(dir, "a"), new byte[1]);
        write(new Path(dir, "b"), new byte[2]);
        assertThat(fs.rename(new Path(dir, "a"), new Path(dir, "b")))
                .as("onto a file")
                .isFalse();
        assertThat(fs.rename(new Path(dir, "a"), path("rules/no/such")))
                .as("into nowhere")
                .isFalse();
        assertThat(fs.rename(new Path(dir, "none"), new Path(dir, "c"))).isFalse();
        assertThat(fs.rename(dir, new Path(dir, "below"))).isFalse();
        assertThat(fs.mkdirs(path("rules/other"))).isTrue();
        assertThat(fs.rename(new Path(dir, "a"), path("rules/other")))
                .as("into a directory")
                .isTrue();
        assertThat(fs.exists(path("rules/other/a"))).isTrue();
        assertThatThrownBy(() -> fs.delete(dir, false)).isInstanceOf(PathIsNotEmptyDirectoryException.class);
        assertThat(fs.delete(path("rules"), true)).isTrue();
        assertThat(fs.delete(path("rules"), true)).isFalse();
        write(path("file"), new byte[1]);
        assertThatThrownBy(() -> fs.create(path("file"), false)).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> fs.mkdirs(path("file"))).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> fs.createNonRecursive(path("no/parent"), false, 1, (short) 1, 1, null))
                .isInstanceOf(FileNotFoundException.class);
        assertThat(fs.listStatus(path("file"))).hasSize(1);
    }

    @Test
    void failuresAreHadoopsExceptionsNamingServerPathAndCode() throws IOException {
        String where = "localhost:" + server.port();
        assertThatThrownBy(() -> fs.open(path("missing")))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContainingAll(where, "/store/missing", "3011");
        write(path("plain"), new byte[1]);
        assertThatThrownBy(() -> fs.open(path("plain/below")))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContainingAll(where, "/store/plain/below", "3005");
        assertThatThrownBy(() -> fs.create(path("plain/below")))
                .isInstanceOf(ParentNotDirectoryException.class)
                .hasMessageContainingAll(where, "/store/plain/below", "3005");
        assertThatThrownBy(() -> fs.mkdirs(path("plain/below")))
                .isInstanceOf(ParentNotDirectoryException.class)
                .hasMessageContainingAll(where, "/store/plain/below", "3005");
        assertThatThrownBy(() -> fs.append(path("plain/below"))).isInstanceOf(FileNotFoundException.class);
        fs.mkdirs(path("folder"));
        assertThatThrownBy(() -> fs.open(path("folder"))).isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(() -> fs.create(path("folder"), true)).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> fs.open(new Path("/outside/file")))
                .isInstanceOf(AccessControlException.class)
                .hasMessageContainingAll(where, "3010");
        Files.setPosixFilePermissions(server.file("/store/plain"), PosixFilePermissions.fromString("---------"));
        assertThatThrownBy(() -> fs.open(path("plain")))
                .isInstanceOf(AccessControlException.class)
                .hasMessageContainingAll(where, "/store/plain", "3010");
        Files.setPosixFilePermissions(server.file("/store/folder"), PosixFilePermissions.fromString("r-xr-xr-x"));
        Files.setOwner(server.file("/store/folder"), Files.getOwner(home));
        assertThatThrownBy(() -> fs.create(path("folder/new")))
                .isInstanceOf(AccessControlException.class)
                .hasMessageContainingAll(where, "/store/folder/new", "3010");
        assertThatThrownBy(() -> fs.mkdirs(path("folder/new")))
                .isInstanceOf(AccessControlException.class)
                .hasMessageContainingAll(where, "/store/folder/new", "3010");
    }

    @Test
    @Timeout(30)
    void unreachableServersFailWithinSeconds() throws IOException {
        int nobody = XrootdServer.freePort();
        try (FileSystem refused = open("root", nobody, new Configuration())) {
            assertThatThrownBy(() -> refused.exists(new Path("/store")))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("localhost:" + nobody);
        }
        try (FileSystem unknown =
                FileSystem.newInstance(URI.create("root://no-such-host.invalid"), new Configuration())) {
            assertThatThrownBy(() -> unknown.exists(new Path("/store")))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessageContaining("no-such-host.invalid");
        }
    }

    @Test
    void attributesPermissionsSpaceAndLocations() throws IOException {
        Path file = path("described");
        write(file, new byte[10]);
        fs.setXAttr(file, "user.colour", new byte[] {1, 2}, EnumSet.of(XAttrSetFlag.CREATE));
        assertThatThrownBy(() -> fs.setXAttr(file, "user.colour", new byte[1], EnumSet.of(XAttrSetFlag.CREATE)))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(fs.getXAttr(file, "user.colour")).containsExactly(1, 2);
        assertThat(fs.getXAttrs(file)).containsOnlyKeys("user.colour");
        fs.removeXAttr(file, "user.colour");
        assertThat(fs.listXAttrs(file)).isEmpty();
        fs.setPermission(file, new FsPermission((short) 0640));
        FileStatus status = fs.getFileStatus(file);
        assertThat(status.getPermission().toShort()).isIn((short) 0640, (short) 0644);
        assertThat(fs.getStatus(file).getCapacity()).isPositive();
        BlockLocation[] locations = fs.getFileBlockLocations(status, 0, 10);
        assertThat(locations).hasSize(1);
        assertThat(locations[0].getNames()[0]).contains(":" + server.port());
    }

    @Test
    void whatFollowsAQuestionMarkPassesThrough() throws IOException {
        Path asked = new Path("root://localhost:" + server.port() + "//store/random?authz=abc&x=1");
        assertThat(fs.getFileStatus(asked).getLen()).isEqualTo(bytes.length);
        try (FSDataInputStream in = fs.open(asked)) {
            assertThat(in.read()).isEqualTo(bytes[0] & 0xff);
        }
        Path folder = path("listed?authz=abc");
        fs.mkdirs(folder);
        write(path("listed/x"), new byte[3]);
        assertThat(fs.listStatus(folder))
                .singleElement()
                .satisfies(each -> assertThat(each.getPath().toString()).endsWith("/listed/x?authz=abc"));
        assertThat(fs.getFileStatus(fs.listStatus(folder)[0].getPath()).getLen())
                .isEqualTo(3);
    }

    /** As Hadoop's shell and Spark ask for every path with a question mark in it. */
    @Test
    void patternsPassAlongWhatFollowsTheQuestionMark() throws IOException {
        fs.mkdirs(path("globbed/sub"));
        write(path("globbed/a1"), new byte[1]);
        write(path("globbed/a2"), new byte[2]);
        write(path("globbed/sub/b"), new byte[3]);
        assertThat(found("globbed/a?authz=abc")).as("no file is named a").isEmpty();
        assertThat(found("globbed/a1?authz=x/y.z&k=*")).containsExactly("globbed/a1?authz=x/y.z&k=*");
        assertThat(found("globbed/a??authz=abc")).containsExactly("globbed/a1?authz=abc", "globbed/a2?authz=abc");
        assertThat(found("globbed/*/b?&authz=abc")).containsExactly("globbed/sub/b?&authz=abc");
        assertThat(found("globbed?authz=abc")).containsExactly("globbed?authz=abc");
        assertThat(found("globbed/a?")).containsExactly("globbed/a1", "globbed/a2");
        FileStatus one = fs.globStatus(path("globbed/a2?authz=abc"))[0];
        assertThat(one.getLen()).isEqualTo(2);
        assertThat(one.getPath()).isEqualTo(path("globbed/a2?authz=abc"));
        assertThat(fs.globStatus(
                        path("globbed/a*?authz=abc"), each -> each.getName().endsWith("1")))
                .singleElement()
                .satisfies(each -> assertThat(each.getPath()).isEqualTo(path("globbed/a1?authz=abc")));
        assertThat(fs.globStatus(path("globbed/none?authz=abc"))).isNull();
        assertThat(fs.globStatus(path("globbed/none*?authz=abc"))).isEmpty();
    }

    private static List<String> found(String pattern) throws IOException {
        FileStatus[] statuses = fs.globStatus(path(pattern));
        String root = path("").toString();
        return statuses == null
                ? List.of()
                : java.util.Arrays.stream(statuses)
                        .map(each -> each.getPath().toString().substring(root.length() + 1))
                        .toList();
    }

    /** A real disk that is full, as far as this machine lets the test make a small one. */
    @Test
    void aFullDiskIsNamed() throws IOException {
        java.nio.file.Path small = Files.createDirectories(server.file("/store/small"));
        try {
            XrootdServer.run(Map.of(), "mount", "-t", "tmpfs", "-o", "size=4m,mode=777", "tmpfs", small.toString());
        } catch (IOException e) {
            Assumptions.abort("no small disk can be mounted here: " + e.getMessage());
        }
        try {
            assertThatThrownBy(() -> write(path("small/big"), new byte[8 << 20]))
                    .isInstanceOf(PathIOException.class)
                    .hasMessageContainingAll(
                            "no space left or quota exceeded", "localhost:" + server.port(), "/store/small/big");
            // It is neither open nor locked any longer: what there is of it can go, and the room can be used.
            assertThat(fs.delete(path("small/big"), false)).isTrue();
            write(path("small/fits"), new byte[2 << 20]);
            assertThat(fs.getFileStatus(path("small/fits")).getLen()).isEqualTo(2 << 20);
        } finally {
            XrootdServer.run(Map.of(), "umount", "-l", small.toString());
        }
    }

    @Test
    void fileContextWorksToo() throws IOException {
        Configuration configuration = new Configuration();
        configuration.set("fs.AbstractFileSystem.root.impl", XrootdFs.class.getName());
        FileContext context =
                FileContext.getFileContext(URI.create("root://localhost:" + server.port()), configuration);
        assertThat(context.getFileStatus(path("random")).getLen()).isEqualTo(bytes.length);
    }

    @Test
    void anUnknownHostOrABadKeyIsNamed() {
        Configuration configuration = new Configuration();
        configuration.set("fs.farseek.xrootd.request.timeout", "soon");
        assertThatThrownBy(() -> open("root", 1094, configuration))
                .hasMessageContainingAll("fs.farseek.xrootd.request.timeout", "soon");
        assertThat(RemoteFileChangedException.class).isAssignableTo(IOException.class);
    }
}
