package io.farseek.fs.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.readahead.Count;
import io.farseek.readahead.Level;
import io.farseek.readahead.Recorder;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Everything that can go wrong between here and a server, and what is said about it. */
@Timeout(30)
class HttpFaultTest {
    private static final HttpSettings QUICK = HttpSettings.DEFAULT
            .withResponseTimeout(Duration.ofMillis(300))
            .withConnections(ConnectionSettings.DEFAULT.withConnectTimeout(Duration.ofMillis(300)));

    private final Recorder recorder = new Recorder();
    private final List<AutoCloseable> toClose = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void nothingIsLeft() throws Exception {
        for (AutoCloseable each : toClose) {
            each.close();
        }
        assertThat(recorder.level(Level.CONNECTIONS_LEASED)).isZero();
        assertThat(recorder.level(Level.CONNECTIONS_IDLE)).isZero();
    }

    private LoopbackServer serving(LoopbackServer.Behaviour behaviour) throws IOException {
        LoopbackServer server = new LoopbackServer(behaviour);
        toClose.add(server);
        return server;
    }

    private HttpTransport transport(HttpSettings settings) throws IOException {
        HttpTransport transport = HttpTransport.open(settings, recorder);
        toClose.add(0, transport);
        return transport;
    }

    private HttpReply get(HttpSettings settings, URI uri) throws IOException {
        return transport(settings).prepare(HttpCall.of("GET", uri)).execute();
    }

    @Test
    void refused() throws Exception {
        int free;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = taken.getLocalPort();
        }
        assertThatThrownBy(() -> get(QUICK, URI.create("http://127.0.0.1:" + free + "/x")))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("127.0.0.1 port " + free)
                .hasMessageContaining("refused")
                .hasMessageContaining("Check endpoint and port");
    }

    @Test
    void unresolvableHost() {
        assertThatThrownBy(() -> get(
                        QUICK.withDns(QUICK.dns().withLookupTimeout(Duration.ofMillis(500))),
                        URI.create("http://no-such-host.invalid/x")))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("no-such-host.invalid has no address")
                .hasMessageContaining("misspelling");
    }

    @Test
    void aSilentServerTimesOut() throws Exception {
        LoopbackServer server = serving(LoopbackServer.Peer::hang);
        assertThatThrownBy(() -> get(QUICK, server.uri("/x?secret=1")))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessageContaining("GET " + server.uri("/x") + " at 127.0.0.1")
                .hasMessageContaining("within PT0.3S waiting for the answer")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aHeadThatTricklesTimesOutAsAWhole() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        LoopbackServer server = serving(peer -> {
            peer.next();
            for (char each : "HTTP/1.1 200 OK\r\nX-Slow: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n\r\n".toCharArray()) {
                peer.send(String.valueOf(each));
                if (never.await(50, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        });
        assertThatThrownBy(() -> get(QUICK, server.uri("/x")))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessageContaining("waiting for the answer");
    }

    @Test
    void aBodyThatTricklesIsGivenUp() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        LoopbackServer server = serving(peer -> {
            peer.next();
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
            while (!never.await(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                peer.send("x");
            }
        });
        HttpSettings impatient = QUICK.withProgress(new HttpSettings.Progress(1000, Duration.ofMillis(400)));
        HttpReply reply = get(impatient, server.uri("/x"));
        assertThatThrownBy(() -> reply.body().readAllBytes())
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessageContaining("less than 1000 bytes moved in PT0.4S");
        reply.close();
    }

    @Test
    void aReaderWhoTakesABreakIsNoTrickle() throws Exception {
        LoopbackServer server = LoopbackServer.answering("x".repeat(100));
        toClose.add(server);
        HttpSettings impatient = QUICK.withProgress(new HttpSettings.Progress(1000, Duration.ofMillis(50)));
        HttpReply reply = get(impatient, server.uri("/x"));
        assertThat(reply.body().read()).isEqualTo('x');
        assertThat(new CountDownLatch(1).await(400, java.util.concurrent.TimeUnit.MILLISECONDS))
                .isFalse();
        assertThat(reply.body().readAllBytes()).hasSize(99);
    }

    @Test
    void anUploadThatNobodyTakesIsGivenUp() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        LoopbackServer server = serving(peer -> done.await());
        HttpSettings impatient = QUICK.withProgress(new HttpSettings.Progress(1000, Duration.ofMillis(300)));
        HttpCall call = HttpCall.of("PUT", server.uri("/o")).withBody(HttpTransportTest.body("x".repeat(32 << 20)));
        HttpTransport transport = transport(impatient);
        assertThatThrownBy(() -> transport.prepare(call).execute())
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessageContaining("gave up sending the request");
        done.countDown();
    }

    @Test
    void anAttemptEndsAtItsDeadlineWhateverItIsDoing() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        LoopbackServer server = serving(peer -> {
            peer.next();
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
            while (!never.await(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                peer.send("x".repeat(100));
            }
        });
        HttpCall call = HttpCall.of("GET", server.uri("/x")).withDeadline(Duration.ofMillis(300));
        HttpReply reply = transport(QUICK).prepare(call).execute();
        assertThatThrownBy(() -> reply.body().readAllBytes())
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessageContaining("deadline of PT0.3S");
    }

    @Test
    void aTruncatedBodySaysHowFarItGot() throws Exception {
        LoopbackServer server = serving(peer -> {
            peer.next();
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0123456789");
        });
        HttpReply reply = get(QUICK, server.uri("/x"));
        assertThatThrownBy(() -> reply.body().readAllBytes())
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("GET " + server.uri("/x"))
                .hasMessageContaining("ended after 10 of 100 bytes");
        assertThatThrownBy(() -> reply.body().read()).isInstanceOf(IOException.class);
    }

    @Test
    void aTruncatedChunkedBodyIsNotTakenForAWholeOne() throws Exception {
        LoopbackServer server = serving(peer -> {
            peer.next();
            peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
        });
        HttpReply reply = get(QUICK, server.uri("/x"));
        assertThatThrownBy(() -> reply.body().readAllBytes())
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("ended after 5 bytes");
    }

    @Test
    void aServerThatDoesNotSpeakHttp() throws Exception {
        LoopbackServer server = serving(peer -> {
            peer.send("SSH-2.0-OpenSSH_9.2\r\n");
            peer.hang();
        });
        assertThatThrownBy(() -> get(QUICK, server.uri("/x")))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("does not speak HTTP")
                .hasMessageContaining("Check the endpoint's port");
    }

    @Test
    void httpsToAPlainPort() throws Exception {
        LoopbackServer server = serving(peer -> {
            peer.in.read();
            peer.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        });
        assertThatThrownBy(() -> get(QUICK, URI.create("https://127.0.0.1:" + server.port() + "/x")))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("does not speak TLS");
    }

    @Test
    void aCertificateNobodyVouchesForAndOneThatIsTrusted() throws Exception {
        TestCertificate certificate = TestCertificate.make(folder, "ip:127.0.0.1");
        LoopbackServer server = secure(certificate);
        URI uri = URI.create("https://127.0.0.1:" + server.port() + "/x");
        assertThatThrownBy(() -> get(QUICK, uri))
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("the TLS handshake with 127.0.0.1 failed")
                .hasMessageContaining("trust store");
        for (Path each : List.of(certificate.pem(), certificate.keyStore())) {
            HttpSettings trusting = QUICK.withTls(TlsSettings.DEFAULT.withTrustStore(each, TestCertificate.PASSWORD));
            HttpReply reply = get(trusting, uri);
            assertThat(reply.body().readAllBytes()).hasSize(6);
        }
        assertThat(recorder.timing(io.farseek.readahead.Timing.CONNECTION_TLS).count())
                .isEqualTo(3);
    }

    @Test
    void aCertificateForAnotherName() throws Exception {
        TestCertificate certificate = TestCertificate.make(folder, "dns:elsewhere.example");
        LoopbackServer server = secure(certificate);
        HttpSettings trusting = QUICK.withTls(TlsSettings.DEFAULT.withTrustStore(certificate.pem(), null));
        assertThatThrownBy(() -> get(trusting, URI.create("https://127.0.0.1:" + server.port() + "/x")))
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("correct the endpoint");
    }

    private LoopbackServer secure(TestCertificate certificate) throws IOException {
        LoopbackServer server = new LoopbackServer(
                certificate
                        .server()
                        .getServerSocketFactory()
                        .createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                peer -> {
                    while (peer.next() != null) {
                        peer.reply(200, "secret");
                    }
                });
        toClose.add(server);
        return server;
    }

    @Test
    void aTrustStoreThatIsNone() throws Exception {
        Path nonsense = Files.writeString(folder.resolve("nonsense"), "not a key store");
        assertThatThrownBy(() -> transport(QUICK.withTls(TlsSettings.DEFAULT.withTrustStore(nonsense, "x"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(nonsense.toString())
                .hasMessageContaining("PEM");
    }

    @Test
    void aHandshakeThatHangsTimesOut() throws Exception {
        LoopbackServer server = serving(LoopbackServer.Peer::hang);
        HttpSettings brief = QUICK.withTls(new TlsSettings(null, null, Duration.ofMillis(200)));
        assertThatThrownBy(() -> get(brief, URI.create("https://127.0.0.1:" + server.port() + "/x")))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessageContaining("PT0.2S the TLS handshake");
    }

    @Test
    void aKeptConnectionThatTheServerClosedIsReplacedOnceWhenThatIsSafe() throws Exception {
        // Answers one request a connection without saying so, and closes only when the second one arrives.
        LoopbackServer server = serving(peer -> {
            peer.next();
            peer.reply(200, "ok");
            peer.next();
        });
        HttpTransport transport = transport(QUICK);
        for (int i = 0; i < 3; i++) {
            HttpReply reply =
                    transport.prepare(HttpCall.of("GET", server.uri("/" + i))).execute();
            assertThat(reply.body().readAllBytes()).hasSize(2);
        }
        assertThat(server.lines())
                .containsExactly(
                        "GET /0 HTTP/1.1", "GET /1 HTTP/1.1", "GET /1 HTTP/1.1", "GET /2 HTTP/1.1", "GET /2 HTTP/1.1");

        HttpCall post = HttpCall.of("POST", server.uri("/post")).withBody(HttpTransportTest.body("x"));
        assertThatThrownBy(() -> transport.prepare(post).execute())
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("closed the connection while waiting for the answer");
        assertThat(server.lines().stream().filter(each -> each.startsWith("POST")))
                .hasSize(1);
    }

    @Test
    void abortEndsEveryWait() throws Exception {
        LoopbackServer silent = serving(LoopbackServer.Peer::hang);
        LoopbackServer endless = serving(peer -> {
            peer.next();
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nx");
            peer.hang();
        });
        HttpSettings patient = HttpSettings.DEFAULT.withConnections(ConnectionSettings.DEFAULT.withMost(2));
        HttpTransport transport = transport(patient);

        HttpExchange waiting = transport.prepare(HttpCall.of("GET", silent.uri("/x")));
        assertThat(failureOf(waiting::execute, waiting::abort)).isInstanceOf(ExchangeAbortedException.class);

        HttpExchange reading = transport.prepare(HttpCall.of("GET", endless.uri("/x")));
        HttpReply reply = reading.execute();
        assertThat(failureOf(() -> reply.body().readAllBytes(), reading::abort))
                .isInstanceOf(ExchangeAbortedException.class);

        HttpReply one = transport.prepare(HttpCall.of("GET", endless.uri("/x"))).execute();
        HttpReply two = transport.prepare(HttpCall.of("GET", endless.uri("/x"))).execute();
        HttpExchange queued = transport.prepare(HttpCall.of("GET", endless.uri("/x")));
        assertThat(failureOf(queued::execute, queued::abort)).isInstanceOf(ExchangeAbortedException.class);
        one.close();
        two.close();
    }

    @Test
    void anAbortedExchangeGivesItsPlaceBackWithoutBeingClosed() throws Exception {
        LoopbackServer endless = serving(peer -> {
            peer.next();
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nx");
            peer.hang();
        });
        HttpTransport transport = transport(QUICK);
        HttpExchange exchange = transport.prepare(HttpCall.of("GET", endless.uri("/x")));
        HttpReply left = exchange.execute();
        exchange.abort();
        assertThat(recorder.level(Level.CONNECTIONS_LEASED)).isZero();
        assertThatThrownBy(() -> left.body().read()).isInstanceOf(ExchangeAbortedException.class);
        left.close();
    }

    @Test
    void anInterruptEndsEveryWaitAndStaysSet() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        LoopbackServer silent = serving(peer -> {
            peer.next();
            asked.countDown();
            peer.hang();
        });
        HttpTransport transport = transport(HttpSettings.DEFAULT);
        AtomicReference<Boolean> flag = new AtomicReference<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread reader = new Thread(() -> {
            try {
                transport.prepare(HttpCall.of("GET", silent.uri("/x"))).execute();
            } catch (IOException e) {
                failure.set(e);
            }
            flag.set(Thread.currentThread().isInterrupted());
        });
        reader.start();
        assertThat(asked.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        reader.interrupt();
        reader.join(5000);
        assertThat(failure.get())
                .isInstanceOf(InterruptedIOException.class)
                .isNotInstanceOf(SocketTimeoutException.class)
                .hasMessageContaining("interrupted while waiting for the answer");
        assertThat(flag).hasValue(true);
    }

    @Test
    void closingTheTransportEndsWhatIsUnderWay() throws Exception {
        LoopbackServer silent = serving(LoopbackServer.Peer::hang);
        HttpTransport transport = transport(HttpSettings.DEFAULT);
        HttpExchange exchange = transport.prepare(HttpCall.of("GET", silent.uri("/x")));
        assertThat(failureOf(exchange::execute, transport::close)).isInstanceOf(ExchangeAbortedException.class);
        assertThatThrownBy(() ->
                        transport.prepare(HttpCall.of("GET", silent.uri("/x"))).execute())
                .hasMessageContaining("closed");
    }

    @Test
    void statusCountsTellThrottlingApart() throws Exception {
        LoopbackServer server = serving(peer -> {
            for (LoopbackServer.Request each = peer.next(); each != null; each = peer.next()) {
                peer.reply(Integer.parseInt(each.path().substring(1)), "");
            }
        });
        HttpTransport transport = transport(QUICK);
        for (int status : new int[] {200, 206, 404, 429, 500, 503}) {
            transport
                    .prepare(HttpCall.of("GET", server.uri("/" + status)))
                    .execute()
                    .close();
        }
        assertThat(recorder.count(Count.STATUS_2XX)).isEqualTo(2);
        assertThat(recorder.count(Count.STATUS_4XX)).isEqualTo(2);
        assertThat(recorder.count(Count.STATUS_429)).isEqualTo(1);
        assertThat(recorder.count(Count.STATUS_5XX)).isEqualTo(2);
        assertThat(recorder.count(Count.STATUS_503)).isEqualTo(1);
    }

    private interface Blocking {
        Object run() throws IOException;
    }

    private Throwable failureOf(Blocking call, Runnable ending) throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        long before = recorder.level(Level.CONNECTIONS_LEASED) + recorder.level(Level.CONNECTIONS_PENDING);
        CountDownLatch entered = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            entered.countDown();
            try {
                call.run();
            } catch (IOException e) {
                failure.set(e);
            }
        });
        thread.start();
        entered.await();
        while (thread.getState() == Thread.State.NEW
                || (thread.isAlive()
                        && recorder.level(Level.CONNECTIONS_LEASED) + recorder.level(Level.CONNECTIONS_PENDING)
                                == before
                        && before == 0)) {
            Thread.onSpinWait();
        }
        ending.run();
        thread.join(5000);
        assertThat(thread.isAlive()).isFalse();
        return failure.get();
    }
}
