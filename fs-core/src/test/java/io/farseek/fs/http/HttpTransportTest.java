package io.farseek.fs.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.readahead.AnswerTime;
import io.farseek.readahead.Count;
import io.farseek.readahead.Level;
import io.farseek.readahead.Recorder;
import io.farseek.readahead.Timing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes over the wire, and which connection it goes over. */
@Timeout(30)
class HttpTransportTest {
    private final Recorder recorder = new Recorder();
    private final List<AutoCloseable> toClose = new ArrayList<>();

    @AfterEach
    void nothingIsLeft() throws Exception {
        for (AutoCloseable each : toClose) {
            each.close();
        }
        assertThat(recorder.level(Level.CONNECTIONS_LEASED)).isZero();
        assertThat(recorder.level(Level.CONNECTIONS_IDLE)).isZero();
        assertThat(recorder.level(Level.CONNECTIONS_PENDING)).isZero();
        assertThat(recorder.level(Level.DNS_ADDRESSES)).isZero();
    }

    private LoopbackServer serving(LoopbackServer.Behaviour behaviour) throws IOException {
        LoopbackServer server = new LoopbackServer(behaviour);
        toClose.add(server);
        return server;
    }

    private LoopbackServer answering(String body) throws IOException {
        LoopbackServer server = LoopbackServer.answering(body);
        toClose.add(server);
        return server;
    }

    private HttpTransport transport(HttpSettings settings) throws IOException {
        HttpTransport transport = HttpTransport.open(settings, recorder);
        toClose.add(0, transport);
        return transport;
    }

    private static String text(HttpReply reply) throws IOException {
        try (reply) {
            return new String(reply.body().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    static HttpBody body(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return new HttpBody() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }

    @Test
    void sendsPathQueryAndHeadersExactlyAsGiven() throws Exception {
        LoopbackServer server = answering("hello");
        HttpTransport transport = transport(HttpSettings.DEFAULT);
        HttpCall call = HttpCall.of("GET", server.uri("//odd//a%2Fb%20c+d/../%C3%A9?q=%2F&list"))
                .withHeader("X-One", "1")
                .withHeader("x-one", "2");
        HttpReply reply = transport.prepare(call).execute();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("content-length")).isEqualTo("5");
        assertThat(text(reply)).isEqualTo("hello");
        assertThat(server.lines()).containsExactly("GET //odd//a%2Fb%20c+d/../%C3%A9?q=%2F&list HTTP/1.1");
        assertThat(server.requests.get(0).headers())
                .containsEntry("host", "127.0.0.1:" + server.port())
                .containsEntry("x-one", "2");
    }

    @Test
    void theThreadThatAskedIsToldHowLongTheAnswerTook() throws Exception {
        LoopbackServer server = answering("hello");
        HttpTransport transport = transport(HttpSettings.DEFAULT);
        AnswerTime.forget();
        assertThat(AnswerTime.latest()).isEmpty();
        long before = System.nanoTime();
        assertThat(text(transport.prepare(HttpCall.of("GET", server.uri("/"))).execute()))
                .isEqualTo("hello");
        assertThat(AnswerTime.latest().orElseThrow()).isBetween(1L, System.nanoTime() - before);
        AnswerTime.forget();
        assertThat(AnswerTime.latest()).isEmpty();
    }

    @Test
    void aBodyReadToItsEndGivesItsConnectionBack() throws Exception {
        LoopbackServer server = answering("hello");
        HttpTransport transport = transport(HttpSettings.DEFAULT);
        for (int i = 0; i < 5; i++) {
            assertThat(text(transport
                            .prepare(HttpCall.of("GET", server.uri("/")))
                            .execute()))
                    .isEqualTo("hello");
        }
        assertThat(server.connections).hasValue(1);
        assertThat(recorder.count(Count.CONNECTIONS_OPENED)).isEqualTo(1);
        assertThat(recorder.count(Count.CONNECTIONS_REUSED)).isEqualTo(4);
        assertThat(recorder.count(Count.STATUS_2XX)).isEqualTo(5);
        assertThat(recorder.level(Level.CONNECTIONS_IDLE)).isEqualTo(1);
        assertThat(recorder.timing(Timing.CONNECTION_TCP).count()).isEqualTo(1);
        assertThat(recorder.timing(Timing.CONNECTION_DNS).count()).isEqualTo(1);
        assertThat(recorder.timing(Timing.CONNECTION_POOL_WAIT).count()).isEqualTo(5);
    }

    @Test
    void theLastByteIsEnoughToGiveTheConnectionBack() throws Exception {
        LoopbackServer server = answering("hello");
        HttpTransport transport = transport(HttpSettings.DEFAULT);
        HttpReply first = transport.prepare(HttpCall.of("GET", server.uri("/"))).execute();
        assertThat(first.body().readNBytes(5)).hasSize(5);
        HttpReply second =
                transport.prepare(HttpCall.of("GET", server.uri("/"))).execute();
        assertThat(second.reused()).isTrue();
        second.close();
        first.close();
        assertThat(server.connections).hasValue(1);
    }

    @Test
    void aHeadHasNoBodyAndKeepsItsConnection() throws Exception {
        LoopbackServer server = serving(peer -> {
            while (peer.next() != null) {
                peer.send("HTTP/1.1 404 Not Found\r\nContent-Length: 17\r\n\r\n");
            }
        });
        HttpTransport transport = transport(HttpSettings.DEFAULT);
        for (int i = 0; i < 2; i++) {
            HttpReply reply =
                    transport.prepare(HttpCall.of("HEAD", server.uri("/x"))).execute();
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.body().read()).isEqualTo(-1);
        }
        assertThat(server.connections).hasValue(1);
        assertThat(recorder.count(Count.STATUS_4XX)).isEqualTo(2);
    }

    @Test
    void aShortRestIsDrainedAndALongOneCostsTheConnection() throws Exception {
        String large = "x".repeat(1 << 20);
        LoopbackServer server = answering(large);
        HttpTransport transport = transport(HttpSettings.DEFAULT.withDrainBytes(100));
        HttpReply almost =
                transport.prepare(HttpCall.of("GET", server.uri("/"))).execute();
        assertThat(almost.body().readNBytes(large.length() - 100)).hasSize(large.length() - 100);
        almost.close();
        HttpReply early = transport.prepare(HttpCall.of("GET", server.uri("/"))).execute();
        assertThat(early.reused()).isTrue();
        early.close();
        assertThat(recorder.count(Count.CONNECTIONS_ABORTED)).isEqualTo(1);
        HttpReply next = transport.prepare(HttpCall.of("GET", server.uri("/"))).execute();
        assertThat(next.reused()).isFalse();
        next.close();
    }

    @Test
    void aBodyIsSentFromItsStartAndAnswered() throws Exception {
        LoopbackServer server = answering("");
        HttpTransport transport = transport(HttpSettings.DEFAULT);
        String text = "0123456789".repeat(30_000);
        HttpCall call = HttpCall.of("PUT", server.uri("/o")).withBody(body(text));
        assertThat(text(transport.prepare(call).execute())).isEmpty();
        assertThat(text(transport.prepare(call).execute())).isEmpty();
        assertThat(server.requests)
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.body()).isEqualTo(text));
        assertThat(server.connections).hasValue(1);
    }

    @Test
    void aBodyShorterThanAnnouncedFailsInsteadOfHanging() throws Exception {
        LoopbackServer server = answering("");
        HttpTransport transport = transport(HttpSettings.DEFAULT);
        HttpBody lying = new HttpBody() {
            @Override
            public long length() {
                return 10;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(new byte[3]);
            }
        };
        assertThatThrownBy(() -> transport
                        .prepare(HttpCall.of("PUT", server.uri("/o")).withBody(lying))
                        .execute())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("only 3 bytes, not the 10 announced");
    }

    @Test
    void anErrorAnsweredBeforeTheBodyWasTakenIsTheAnswer() throws Exception {
        LoopbackServer server = serving(peer -> {
            peer.head();
            peer.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno");
            peer.hang();
        });
        HttpTransport transport = transport(HttpSettings.DEFAULT.withExpectContinueBytes(1000));
        HttpCall call = HttpCall.of("PUT", server.uri("/o")).withBody(body("x".repeat(8 << 20)));
        HttpReply reply = transport.prepare(call).execute();
        assertThat(reply.status()).isEqualTo(403);
        assertThat(text(reply)).isEqualTo("no");
    }

    @Test
    void aLargeBodyWaitsForTheServersConsent() throws Exception {
        LoopbackServer server = serving(peer -> {
            LoopbackServer.Request head = peer.head();
            assertThat(head.headers()).containsEntry("expect", "100-continue");
            peer.send("HTTP/1.1 100 Continue\r\n\r\n");
            byte[] body = peer.in.readNBytes(2000);
            peer.reply(200, "took " + body.length);
        });
        HttpTransport transport = transport(HttpSettings.DEFAULT.withExpectContinueBytes(1000));
        HttpCall call = HttpCall.of("PUT", server.uri("/o")).withBody(body("y".repeat(2000)));
        assertThat(text(transport.prepare(call).execute())).isEqualTo("took 2000");
    }

    @Test
    void neverMoreConnectionsThanAllowedAndTheWaitForOneHasAnEnd() throws Exception {
        LoopbackServer server = serving(peer -> {
            peer.next();
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\nabc");
            peer.hang();
        });
        ConnectionSettings two = ConnectionSettings.DEFAULT.withMost(2).withPoolTimeout(Duration.ofMillis(200));
        HttpTransport transport = transport(HttpSettings.DEFAULT.withConnections(two));
        URI uri = server.uri("/big");
        HttpReply first = transport.prepare(HttpCall.of("GET", uri)).execute();
        HttpReply second = transport.prepare(HttpCall.of("GET", uri)).execute();
        assertThatThrownBy(() -> transport.prepare(HttpCall.of("GET", uri)).execute())
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessageContaining("all 2 are in use")
                .hasMessageContaining("raise the connection limit");
        first.close();
        transport.prepare(HttpCall.of("GET", uri)).execute().close();
        second.close();
        assertThat(recorder.count(Count.CONNECTIONS_OPENED)).isEqualTo(3);
    }

    @Test
    void manyThreadsShareFewConnections() throws Exception {
        LoopbackServer server = answering("z".repeat(50_000));
        HttpTransport transport =
                transport(HttpSettings.DEFAULT.withConnections(ConnectionSettings.DEFAULT.withMost(4)));
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                tasks.add(() -> text(transport
                                .prepare(HttpCall.of("GET", server.uri("/")))
                                .execute())
                        .length());
            }
            for (Future<Integer> each : threads.invokeAll(tasks)) {
                assertThat(each.get()).isEqualTo(50_000);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(server.connections.get()).isBetween(1, 4);
        assertThat(recorder.count(Count.CONNECTIONS_REUSED) + recorder.count(Count.CONNECTIONS_OPENED))
                .isEqualTo(400);
    }

    @Test
    void aPlaceHeldByAnIdleConnectionElsewhereIsGivenUp() throws Exception {
        LoopbackServer one = answering("1");
        LoopbackServer other = answering("2");
        HttpTransport transport =
                transport(HttpSettings.DEFAULT.withConnections(ConnectionSettings.DEFAULT.withMost(1)));
        assertThat(text(transport.prepare(HttpCall.of("GET", one.uri("/"))).execute()))
                .isEqualTo("1");
        assertThat(text(transport.prepare(HttpCall.of("GET", other.uri("/"))).execute()))
                .isEqualTo("2");
    }

    @Test
    void aConnectionIsReplacedWhenItIsTooOldOrTheServerSaysSo() throws Exception {
        LoopbackServer server = serving(peer -> {
            while (peer.next() != null) {
                peer.send("HTTP/1.1 200 OK\r\nKeep-Alive: timeout=1\r\nContent-Length: 0\r\n\r\n");
            }
        });
        HttpTransport transport = transport(HttpSettings.DEFAULT);
        HttpCall call = HttpCall.of("GET", server.uri("/"));
        transport.prepare(call).execute().close();
        CountDownLatch never = new CountDownLatch(1);
        assertThat(never.await(600, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(transport.prepare(call).execute().reused()).isFalse();

        HttpTransport young = transport(
                HttpSettings.DEFAULT.withConnections(ConnectionSettings.DEFAULT.withMaxAge(Duration.ofNanos(1))));
        LoopbackServer plain = answering("a");
        text(young.prepare(HttpCall.of("GET", plain.uri("/"))).execute());
        text(young.prepare(HttpCall.of("GET", plain.uri("/"))).execute());
        assertThat(plain.connections).hasValue(2);
    }

    @Test
    void aFreshCallLeavesTheIdleConnectionAlone() throws Exception {
        LoopbackServer server = answering("a");
        HttpTransport transport = transport(HttpSettings.DEFAULT);
        HttpCall call = HttpCall.of("GET", server.uri("/"));
        text(transport.prepare(call).execute());
        HttpReply fresh = transport.prepare(call.withFresh(java.util.Set.of())).execute();
        assertThat(fresh.reused()).isFalse();
        text(fresh);
        assertThat(server.connections).hasValue(2);
    }
}
