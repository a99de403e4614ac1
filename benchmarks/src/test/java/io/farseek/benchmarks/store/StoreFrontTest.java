package io.farseek.benchmarks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StoreFrontTest {
    private static final byte[] OBJECT = new byte[300_000];

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> hosts = new ArrayList<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private HttpServer store;
    private HttpClient client;

    @BeforeEach
    void startStore() throws IOException {
        new Random(1).nextBytes(OBJECT);
        store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        store.setExecutor(threads);
        store.createContext("/object", exchange -> {
            asked.countDown();
            synchronized (hosts) {
                hosts.add(exchange.getRequestHeaders().getFirst("Host"));
            }
            String range = exchange.getRequestHeaders().getFirst("Range");
            byte[] body = range == null ? OBJECT : Arrays.copyOfRange(OBJECT, 100, 200);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(range == null ? 200 : 206, head ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        store.createContext("/echo", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        store.createContext("/gone", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        store.start();
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterEach
    void stopStore() {
        store.stop(0);
        threads.shutdownNow();
    }

    private static RequestLog log(StoreFront front) throws InterruptedException {
        assertThat(front.log().settled(Duration.ofSeconds(10))).isTrue();
        return front.log();
    }

    @Test
    void passesWhatIsAskedAndAnsweredAndLogsIt() throws Exception {
        try (StoreFront front = start(new FrontSettings(Duration.ZERO))) {
            assertThat(get(front, "/object?x=1").body()).isEqualTo(OBJECT);
            HttpResponse<byte[]> part = client.send(
                    request(front, "/object").header("Range", "bytes=100-199").build(), BodyHandlers.ofByteArray());
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).isEqualTo(Arrays.copyOfRange(OBJECT, 100, 200));
            assertThat(client.send(
                                    request(front, "/object")
                                            .method("HEAD", BodyPublishers.noBody())
                                            .build(),
                                    BodyHandlers.ofByteArray())
                            .body())
                    .isEmpty();
            assertThat(get(front, "/gone").statusCode()).isEqualTo(204);
            assertThat(get(front, "/nowhere").statusCode()).isEqualTo(404);

            List<LoggedRequest> log = log(front).since(0);
            assertThat(log).extracting(LoggedRequest::method).containsExactly("GET", "GET", "HEAD", "GET", "GET");
            assertThat(log).extracting(LoggedRequest::status).containsExactly(200, 206, 200, 204, 404);
            assertThat(log.get(0).target()).isEqualTo("/object?x=1");
            assertThat(log.get(1).range()).isEqualTo("bytes=100-199");
            assertThat(log).extracting(LoggedRequest::received).startsWith(300_000L, 100L, 0L, 0L);
            assertThat(log).allMatch(LoggedRequest::complete);
            assertThat(hosts).allMatch(("127.0.0.1:" + front.endpoint().getPort())::equals);
            assertThat(log(front).since(4)).hasSize(1);
        }
    }

    @Test
    void bodiesOfEitherFramingPassBothWays() throws Exception {
        try (StoreFront front = start(new FrontSettings(Duration.ZERO))) {
            HttpRequest known = request(front, "/echo")
                    .PUT(BodyPublishers.ofByteArray(OBJECT))
                    .build();
            assertThat(client.send(known, BodyHandlers.ofByteArray()).body()).isEqualTo(OBJECT);
            HttpRequest chunked = request(front, "/echo")
                    .PUT(BodyPublishers.ofByteArrays(List.of(OBJECT, OBJECT)))
                    .build();
            assertThat(client.send(chunked, BodyHandlers.ofByteArray()).body()).hasSize(600_000);
            HttpRequest asking = request(front, "/echo")
                    .expectContinue(true)
                    .PUT(BodyPublishers.ofByteArray(OBJECT))
                    .build();
            assertThat(client.send(asking, BodyHandlers.ofByteArray()).body()).isEqualTo(OBJECT);
            assertThat(log(front).since(0))
                    .extracting(LoggedRequest::sent)
                    .containsExactly(300_000L, 600_000L, 300_000L);
        }
    }

    @Test
    void noAnswerBeginsBeforeItsTime() throws Exception {
        Duration firstByte = Duration.ofMillis(40);
        try (StoreFront front = start(new FrontSettings(firstByte))) {
            long start = System.nanoTime();
            for (int i = 0; i < 5; i++) {
                assertThat(get(front, "/object").statusCode()).isEqualTo(200);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(firstByte.multipliedBy(5));
            assertThat(log(front).since(0))
                    .allMatch(each -> each.firstByteNanos() >= firstByte.toNanos())
                    .allMatch(each -> each.totalNanos() >= each.firstByteNanos());
        }
    }

    @Test
    void aConnectionCarriesNoMoreThanItsBandwidth() throws Exception {
        try (StoreFront front = start(new FrontSettings(Duration.ZERO, 3_000_000, 8))) {
            long start = System.nanoTime();
            assertThat(get(front, "/object").body()).isEqualTo(OBJECT);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(99));
        }
    }

    @Test
    void moreClientsThanPlacesAreServedInTurn() throws Exception {
        try (StoreFront front = start(new FrontSettings(Duration.ofMillis(5), 0, 2))) {
            List<CompletableFuture<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                answers.add(CompletableFuture.supplyAsync(() -> oneShot(front), threads));
            }
            for (CompletableFuture<Integer> each : answers) {
                assertThat(each.get()).isEqualTo(200);
            }
            assertThat(log(front).count()).isEqualTo(12);
        }
    }

    @Test
    void aClientThatLeavesIsLoggedAsIncompleteAndHarmsNobody() throws Exception {
        try (StoreFront front = start(new FrontSettings(Duration.ZERO, 1_000_000, 8))) {
            try (Socket rude = new Socket(
                    InetAddress.getLoopbackAddress(), front.endpoint().getPort())) {
                send(rude, "GET /object HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(rude.getInputStream().read()).isEqualTo('H');
            }
            HttpResponse<byte[]> other = get(front, "/object");
            assertThat(other.body()).isEqualTo(OBJECT);
            assertThat(log(front).since(0).stream()
                            .filter(LoggedRequest::complete)
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void nonsenseEndsItsConnectionOnly() throws Exception {
        try (StoreFront front = start(new FrontSettings(Duration.ZERO))) {
            try (Socket rude = new Socket(
                    InetAddress.getLoopbackAddress(), front.endpoint().getPort())) {
                send(rude, "\u0001\u0002\r\n\r\n");
                rude.shutdownOutput();
                rude.getInputStream().readAllBytes();
            }
            assertThat(get(front, "/object").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aTakenPortIsNamedByTheError() throws Exception {
        try (StoreFront front = start(new FrontSettings(Duration.ZERO))) {
            int port = front.endpoint().getPort();
            assertThatThrownBy(() -> StoreFront.start(uri(), new FrontSettings(Duration.ZERO), port))
                    .isInstanceOf(BindException.class);
        }
    }

    @Test
    void closingBreaksOffWhatIsUnderWay() throws Exception {
        StoreFront front = start(new FrontSettings(Duration.ofSeconds(50)));
        try (Socket waiting =
                new Socket(InetAddress.getLoopbackAddress(), front.endpoint().getPort())) {
            send(waiting, "GET /object HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            waiting.setSoTimeout(10_000);
            front.close();
            assertThat(waiting.getInputStream().read()).isEqualTo(-1);
        }
    }

    private int oneShot(StoreFront front) {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), front.endpoint().getPort())) {
            send(socket, "GET /object HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            InputStream in = socket.getInputStream();
            String head = new String(in.readNBytes(12), StandardCharsets.US_ASCII);
            in.readAllBytes();
            return Integer.parseInt(head.substring(9));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private HttpResponse<byte[]> get(StoreFront front, String path) throws Exception {
        return client.send(request(front, path).build(), BodyHandlers.ofByteArray());
    }

    private static HttpRequest.Builder request(StoreFront front, String path) {
        return HttpRequest.newBuilder(front.endpoint().resolve(path));
    }

    private StoreFront start(FrontSettings settings) throws IOException {
        return StoreFront.start(uri(), settings, 0);
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + store.getAddress().getPort());
    }
}
