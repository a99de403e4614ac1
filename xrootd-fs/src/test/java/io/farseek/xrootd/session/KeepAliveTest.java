package io.farseek.xrootd.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.farseek.xrootd.server.ScriptedServer;
import io.farseek.xrootd.wire.Endpoint;
import io.farseek.xrootd.wire.Protocol;
import io.farseek.xrootd.wire.Requests;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of sessions that nobody uses, with the time that the test says it is. */
@Timeout(60)
class KeepAliveTest {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final ClientSettings SETTINGS = ClientSettings.DEFAULT.withTimeouts(
            Duration.ofSeconds(30), Duration.ofNanos(PATIENCE_NANOS), Duration.ofSeconds(30));

    /** Codes of the requests behind the login, in the order in which they came. */
    private final BlockingQueue<Integer> received = new LinkedBlockingQueue<>();

    private final BlockingQueue<ScriptedServer.Received> unanswered = new LinkedBlockingQueue<>();
    private volatile int mute;

    private ScriptedServer server;
    private Clock clock;
    private SessionPool pool;
    private Session session;

    @BeforeEach
    void connect() throws IOException {
        server = ScriptedServer.start(request -> {
            received.add(request.code());
            if (request.code() == mute) {
                unanswered.add(request);
            } else {
                request.wire().frame(request.streamId(), Protocol.OK, new byte[0]);
            }
        });
        clock = new Clock("test", SETTINGS.requestTimeout());
        Resolver loopback = new JvmResolver(host -> new InetAddress[] {InetAddress.getLoopbackAddress()});
        SessionOpener opener = new SessionOpener(
                SETTINGS, List.of(), new Tls(Path.of("/nowhere")), new Dialer(loopback), clock, nanos -> {});
        pool = new SessionPool(SETTINGS, opener, clock);
        session = pool.session(new Endpoint("server", server.port(), false), SessionPool.Use.READ, "");
    }

    @AfterEach
    void close() throws IOException {
        pool.close();
        clock.close();
        server.close();
    }

    private void tendAfter(Duration quiet) {
        pool.tend(session.connection().lastUseNanos() + quiet.toNanos());
    }

    private void stat() throws IOException {
        assertThat(session.call(Requests.stat("/f"), PATIENCE_NANOS).isOk()).isTrue();
    }

    private int next() throws InterruptedException {
        Integer code = received.poll(30, TimeUnit.SECONDS);
        return code == null ? 0 : code;
    }

    @Test
    void aQuietSessionIsPinged() throws Exception {
        tendAfter(SETTINGS.keepAlive().plusMillis(1));
        assertThat(next()).isEqualTo(Protocol.PING);
        stat();
        assertThat(next()).isEqualTo(Protocol.STAT);
        assertThat(session.isAlive()).isTrue();
    }

    @Test
    void oneThatWasUsedIsNot() throws Exception {
        tendAfter(SETTINGS.keepAlive().minusMillis(1));
        stat();
        assertThat(next()).isEqualTo(Protocol.STAT);
    }

    @Test
    void oneThatWaitsForAReplyIsNot() throws Exception {
        mute = Protocol.STAT;
        Call slow = new Call(Requests.stat("/f"), PATIENCE_NANOS);
        session.send(slow);
        assertThat(next()).isEqualTo(Protocol.STAT);
        tendAfter(SETTINGS.idleTimeout().plusSeconds(1));
        ScriptedServer.Received request = unanswered.take();
        request.wire().frame(request.streamId(), Protocol.OK, new byte[0]);
        assertThat(slow.await().isOk()).isTrue();
        mute = 0;
        session.call(Requests.sync(1), PATIENCE_NANOS);
        assertThat(next()).isEqualTo(Protocol.SYNC);
        assertThat(session.isAlive()).isTrue();
    }

    @Test
    void withoutAnAnswerToThePingItIsGivenUp() throws Exception {
        mute = Protocol.PING;
        tendAfter(SETTINGS.keepAlive().plusMillis(1));
        assertThat(next()).isEqualTo(Protocol.PING);
        session.connection().giveUpOverdue(session.connection().lastUseNanos() + PATIENCE_NANOS / 2, PATIENCE_NANOS);
        assertThat(session.isAlive()).isTrue();
        // As the clock would after that time.
        session.connection()
                .giveUpOverdue(session.connection().lastUseNanos() + 2 * PATIENCE_NANOS, 10 * PATIENCE_NANOS);
        assertThat(session.isAlive()).isFalse();
    }

    @Test
    void oneWithoutOpenFilesIsClosedAfterTheIdleTimeout() throws Exception {
        tendAfter(SETTINGS.idleTimeout().plusMillis(1));
        assertThat(session.isAlive()).isFalse();
        assertThat(received).isEmpty();
    }

    @Test
    void oneWithOpenFilesIsPingedInstead() throws Exception {
        session.fileOpened();
        tendAfter(SETTINGS.idleTimeout().plusMillis(1));
        assertThat(session.isAlive()).isTrue();
        assertThat(next()).isEqualTo(Protocol.PING);
        session.fileClosed();
    }
}
