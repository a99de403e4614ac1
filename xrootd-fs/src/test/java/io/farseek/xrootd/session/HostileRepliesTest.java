package io.farseek.xrootd.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.readahead.ByteRange;
import io.farseek.xrootd.server.ScriptedServer;
import io.farseek.xrootd.server.ScriptedServer.Received;
import io.farseek.xrootd.server.ScriptedServer.Wire;
import io.farseek.xrootd.wire.Endpoint;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replies that name absurd lengths, never end, or put the client off for ever: it fails in time and holds little. */
@Timeout(60)
class HostileRepliesTest {
    private static final XrdPath FILE = XrdPath.of("/store/f");

    private static XrdClient client(ScriptedServer server) {
        return new XrdClient(
                new Endpoint("localhost", server.port(), false),
                ClientSettings.DEFAULT.withTimeouts(
                        Duration.ofSeconds(3), Duration.ofSeconds(3), Duration.ofSeconds(2)),
                List.of());
    }

    private static boolean isAStat(Received request) {
        return request.code() == 3017;
    }

    /** Whatever length a reply to be collected names, no more is made room for than comes. */
    @ParameterizedTest
    @CsvSource({"0,2147483647", "0,-1", "4000,2147483647", "4003,2147483647", "4004,1073741824", "4005,-5", "4007,77"})
    void lengthsThatCannotBeAreNoReply(int status, int length) throws IOException {
        try (ScriptedServer server = ScriptedServer.start(
                        request -> request.wire().raw(Wire.bytes(request.streamId(), status, length, new byte[64])));
                XrdClient client = client(server)) {
            assertThatThrownBy(() -> client.stat(FILE))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll("/store/f", "localhost:" + server.port());
            assertThat(server.connections()).isGreaterThan(1);
        }
    }

    @Test
    void aReplyThatNeverEndsIsCutOff() throws IOException {
        AtomicLong sent = new AtomicLong();
        byte[] part = new byte[1 << 20];
        try (ScriptedServer server = ScriptedServer.start(request -> {
                    for (int i = 0; isAStat(request) && i < 10_000; i++) {
                        request.wire().frame(request.streamId(), 4000, part);
                        sent.addAndGet(part.length);
                    }
                });
                XrdClient client = client(server)) {
            assertThatThrownBy(() -> client.stat(FILE))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll("/store/f", "localhost:" + server.port());
            // 64 MiB are taken at each of four attempts; what lies in sockets' buffers comes on top.
            assertThat(sent.get()).isLessThan(4L * 80 * (1 << 20));
        }
    }

    /** A server that says again and again that the answer will come later, and never sends it. */
    @ParameterizedTest
    @CsvSource({"2147483647,1", "1,1000", "0,1000"})
    void anAnswerThatIsDeferredForEverIsGivenUp(int seconds, int times) throws IOException {
        try (ScriptedServer server = ScriptedServer.start(request -> {
                    for (int i = 0; i < times; i++) {
                        request.wire().numberAndText(request.streamId(), 4006, seconds, "later");
                    }
                });
                XrdClient client = new XrdClient(
                        new Endpoint("localhost", server.port(), false),
                        ClientSettings.DEFAULT.withTimeouts(
                                Duration.ofSeconds(3), Duration.ofMillis(300), Duration.ofSeconds(2)),
                        List.of())) {
            assertThatThrownBy(() -> client.stat(FILE))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContainingAll("/store/f", "localhost:" + server.port());
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "0", "86400", "2147483647"})
    void aReadThatIsPutOffForEverFails(int seconds) throws IOException {
        try (ScriptedServer server = ScriptedServer.start(request -> {
                    if (request.code() == 3010) {
                        request.wire().opened(request.streamId(), 1000);
                    } else {
                        request.wire().numberAndText(request.streamId(), 4005, seconds, "busy");
                    }
                });
                XrdClient client = client(server);
                RemoteFile file = client.openForReading(FILE)) {
            CollectingSink sink = CollectingSink.read(file, new ByteRange(0, 100));
            assertThatThrownBy(sink::await)
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContainingAll("/store/f", "localhost:" + server.port(), "wait");
        }
    }
}
