package io.farseek.xrootd.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.xrootd.server.ScriptedServer;
import io.farseek.xrootd.server.ScriptedServer.Received;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIOException;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way a server may refuse is one of Hadoop's exceptions, which names server, path and code. */
@Timeout(60)
class ServerRefusalsTest {
    private static final int OPEN = 3010;
    private static final int READ = 3013;
    private static final int RMDIR = 3015;
    private static final int STAT = 3017;
    private static final int WRITE = 3019;
    private static final int DIRLIST = 3004;

    /** A server that refuses one kind of request and is content with all others. */
    private static ScriptedServer refusing(int request, int code, String words) throws IOException {
        return ScriptedServer.start(received -> {
            if (received.code() == request) {
                received.wire().error(received.streamId(), code, words);
            } else {
                content(received);
            }
        });
    }

    private static void content(Received received) throws IOException {
        switch (received.code()) {
            case OPEN -> received.wire().opened(received.streamId(), 1000);
            case STAT ->
                received.wire().frame(received.streamId(), 0, new byte[] {'1', ' ', '0', ' ', '2', ' ', '1', 0});
            default -> received.wire().frame(received.streamId(), 0, new byte[0]);
        }
    }

    private static FileSystem fs(ScriptedServer server) throws IOException {
        Configuration configuration = new Configuration();
        configuration.set("fs.farseek.xrootd.request.timeout", "5s");
        configuration.set("fs.farseek.xrootd.recovery.timeout", "5s");
        return FileSystem.newInstance(URI.create("root://localhost:" + server.port()), configuration);
    }

    private static Class<?> hadoops(String name) {
        return switch (name) {
            case "missing" -> FileNotFoundException.class;
            case "denied" -> AccessControlException.class;
            case "exists" -> FileAlreadyExistsException.class;
            case "parent" -> ParentNotDirectoryException.class;
            case "damaged" -> ChecksumException.class;
            case "unreachable" -> ConnectException.class;
            case "late" -> SocketTimeoutException.class;
            case "interrupted" -> InterruptedIOException.class;
            default -> PathIOException.class;
        };
    }

    @ParameterizedTest(name = "{1} {0} while reading: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            3000 | kXR_ArgInvalid     | bad argument               | other
            3003 | kXR_FileLocked     | in use                     | other
            3005 | kXR_FSError        | stat: not a directory      | missing
            3005 | kXR_FSError        | Permission denied          | denied
            3005 | kXR_FSError        | Input/output error         | other
            3007 | kXR_IOError        | disk broken                | other
            3010 | kXR_NotAuthorized  | not for you                | denied
            3011 | kXR_NotFound       | no such file               | missing
            3012 | kXR_ServerError    | plug-in failed             | other
            3013 | kXR_Unsupported    | not here                   | other
            3014 | kXR_noserver       | nobody has it              | unreachable
            3016 | kXR_isDirectory    | a folder                   | missing
            3017 | kXR_Cancelled      | stopped                    | interrupted
            3019 | kXR_ChkSumErr      | sums differ                | damaged
            3022 | kXR_SigVerErr      | unsigned                   | denied
            3026 | kXR_BadPayload     | malformed                  | other
            3029 | kXR_noReplicas     | none left                  | missing
            3030 | kXR_AuthFailed     | who are you                | denied
            3034 | kXR_ReqTimedOut    | too late                   | late
            3999 | code 3999          | something new              | other
            """)
    void whileOpening(int code, String name, String words, String expected) throws IOException {
        try (ScriptedServer server = refusing(OPEN, code, words);
                FileSystem fs = fs(server)) {
            assertThatThrownBy(() -> fs.open(new Path("/store/f")))
                    .isInstanceOf(hadoops(expected))
                    .hasMessageContainingAll("localhost:" + server.port(), "/store/f", name, "" + code, words);
        }
    }

    @ParameterizedTest(name = "{1} {0} while creating: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            3005 | kXR_FSError        | open: not a directory      | parent
            3005 | kXR_FSError        | No space left on device    | full
            3009 | kXR_NoSpace        | disk full                  | full
            3010 | kXR_NotAuthorized  | not for you                | denied
            3016 | kXR_isDirectory    | a folder                   | exists
            3018 | kXR_ItExists       | there already              | exists
            3021 | kXR_overQuota      | too much                   | full
            3025 | kXR_fsReadOnly     | read only                  | denied
            """)
    void whileCreating(int code, String name, String words, String expected) throws IOException {
        try (ScriptedServer server = refusing(OPEN, code, words);
                FileSystem fs = fs(server)) {
            var refused = assertThatThrownBy(() -> fs.create(new Path("/store/f"), true))
                    .isInstanceOf(hadoops(expected))
                    .hasMessageContainingAll("localhost:" + server.port(), "/store/f", name, "" + code, words);
            if (expected.equals("full")) {
                refused.hasMessageContaining("no space left or quota exceeded");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"3009,disk full", "3021,too much", "3005,No space left on device"})
    void spaceThatRunsOutWhileWritingIsNotTriedAgain(int code, String words) throws IOException {
        try (ScriptedServer server = refusing(WRITE, code, words);
                FileSystem fs = fs(server)) {
            FSDataOutputStream out = fs.create(new Path("/store/f"), true);
            out.write(1);
            assertThatThrownBy(out::hflush)
                    .isInstanceOf(PathIOException.class)
                    .hasMessageContainingAll(
                            "no space left or quota exceeded",
                            "localhost:" + server.port(),
                            "/store/f",
                            "" + code,
                            words);
            assertThatThrownBy(() -> out.write(2))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(words);
            assertThatThrownBy(out::close).isInstanceOf(PathIOException.class).hasMessageContaining(words);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aReadThatIsRefusedNamesTheFile() throws IOException {
        try (ScriptedServer server = refusing(READ, 3010, "no longer");
                FileSystem fs = fs(server);
                FSDataInputStream in = fs.open(new Path("/store/f"))) {
            assertThatThrownBy(in::read)
                    .isInstanceOf(AccessControlException.class)
                    .hasMessageContainingAll("localhost:" + server.port(), "/store/f", "3010", "no longer");
        }
    }

    @ParameterizedTest
    @CsvSource({"3018,there is something", "3005,Directory not empty"})
    void aDirectoryThatIsNotEmptyAfterAllIsNamed(int code, String words) throws IOException {
        try (ScriptedServer server = refusing(RMDIR, code, words);
                FileSystem fs = fs(server)) {
            assertThatThrownBy(() -> fs.delete(new Path("/store/d"), false))
                    .isInstanceOf(PathIsNotEmptyDirectoryException.class)
                    .hasMessageContaining("/store/d");
        }
    }

    @Test
    void aListingThatIsRefusedIsNoEmptyDirectory() throws IOException {
        try (ScriptedServer server = refusing(DIRLIST, 3010, "not for you");
                FileSystem fs = fs(server)) {
            assertThatThrownBy(() -> fs.listStatus(new Path("/store/d")))
                    .isInstanceOf(AccessControlException.class)
                    .hasMessageContainingAll("localhost:" + server.port(), "/store/d", "3010");
        }
    }
}
