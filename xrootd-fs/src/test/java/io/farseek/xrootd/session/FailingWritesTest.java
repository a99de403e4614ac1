package io.farseek.xrootd.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.xrootd.server.ScriptedServer;
import io.farseek.xrootd.server.ScriptedServer.Received;
import io.farseek.xrootd.wire.Endpoint;
import io.farseek.xrootd.wire.ErrorCode;
import io.farseek.xrootd.wire.ServerErrorException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that never lets a write through: it ends with the recovery timeout at the latest, and the file is given back. */
@Timeout(60)
class FailingWritesTest {
    private static final int CLOSE = 3003;
    private static final int OPEN = 3010;
    private static final int SYNC = 3016;
    private static final int WRITE = 3019;
    private static final XrdPath FILE = XrdPath.of("/store/f");
    private static final byte[] BYTES = new byte[1000];

    private final AtomicInteger refused = new AtomicInteger();

    private static XrdClient client(ScriptedServer server) {
        return new XrdClient(
                new Endpoint("localhost", server.port(), false),
                ClientSettings.DEFAULT.withTimeouts(
                        Duration.ofSeconds(3), Duration.ofSeconds(3), Duration.ofSeconds(2)),
                List.of());
    }

    /** Answers one kind of request as told and all others with success. */
    private ScriptedServer server(int code, ScriptedServer.Script answer) throws IOException {
        return ScriptedServer.start(request -> {
            if (request.code() == code) {
                refused.incrementAndGet();
                answer.on(request);
            } else {
                well(request);
            }
        });
    }

    private static void well(Received request) throws IOException {
        if (request.code() == OPEN) {
            // As long as what has been written, when it is opened again.
            request.wire().opened(request.streamId(), BYTES.length);
        } else {
            request.wire().frame(request.streamId(), 0, new byte[0]);
        }
    }

    @Test
    void aChunkThatIsRefusedAgainAndAgainIsGivenUp() throws IOException {
        try (ScriptedServer server =
                        server(WRITE, request -> request.wire().error(request.streamId(), 3019, "sums differ"));
                XrdClient client = client(server)) {
            RemoteOutput out = client.create(FILE, 0644, true, false);
            out.write(BYTES, 0, BYTES.length);
            assertThatThrownBy(out::close)
                    .isInstanceOfSatisfying(
                            ServerErrorException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECKSUM_ERROR))
                    .hasMessageContainingAll("/store/f", "localhost:" + server.port());
            assertThat(refused).hasValue(6);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {WRITE, SYNC, CLOSE})
    void aConnectionThatIsLostAtEveryAttemptEndsWithTheRecoveryTimeout(int code) throws IOException {
        try (ScriptedServer server = server(code, request -> request.wire().drop());
                XrdClient client = client(server)) {
            RemoteOutput out = client.create(FILE, 0644, true, false);
            out.write(BYTES, 0, BYTES.length);
            assertThatThrownBy(() -> {
                        out.sync();
                        out.close();
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll("/store/f", "localhost:" + server.port(), "could not be recovered");
            // One at once, and then ever more slowly: 50, 100, 200, ... ms.
            assertThat(refused.get()).isBetween(2, 10);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {WRITE, SYNC, CLOSE})
    void waitsWithoutEndEndWithTheRecoveryTimeout(int code) throws IOException {
        try (ScriptedServer server =
                        server(code, request -> request.wire().numberAndText(request.streamId(), 4005, 1, "busy"));
                XrdClient client = client(server)) {
            RemoteOutput out = client.create(FILE, 0644, true, false);
            out.write(BYTES, 0, BYTES.length);
            assertThatThrownBy(() -> {
                        out.sync();
                        out.close();
                    })
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContainingAll("/store/f", "localhost:" + server.port(), "wait");
            assertThat(refused.get()).isBetween(1, 3);
        }
    }

    @Test
    void aFileThatCouldNotBeWrittenIsClosedOnTheServer() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.start(request -> {
                    if (request.code() == WRITE) {
                        request.wire().error(request.streamId(), 3009, "disk full");
                        return;
                    }
                    if (request.code() == CLOSE) {
                        closed.countDown();
                    }
                    well(request);
                });
                XrdClient client = client(server)) {
            RemoteOutput out = client.create(FILE, 0644, true, false);
            out.write(BYTES, 0, BYTES.length);
            assertThatThrownBy(out::close).isInstanceOf(ServerErrorException.class);
            assertThat(closed.await(20, TimeUnit.SECONDS))
                    .as("kXR_close has come")
                    .isTrue();
        }
    }
}
