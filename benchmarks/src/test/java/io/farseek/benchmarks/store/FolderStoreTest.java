package io.farseek.benchmarks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private FolderStore store;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(folder.resolve("bucket/deep"));
        Files.writeString(folder.resolve("bucket/a b+c.txt"), "0123456789");
        Files.writeString(folder.resolve("bucket/deep/below.txt"), "x");
        store = FolderStore.start(folder, StoreLimits.NONE);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Test
    void answersRanges() throws Exception {
        assertThat(get("/bucket/a%20b%2Bc.txt", "bytes=2-4").body()).isEqualTo("234");
        assertThat(get("/bucket/a%20b%2Bc.txt", "bytes=8-99").body()).isEqualTo("89");
        assertThat(get("/bucket/a%20b%2Bc.txt", "bytes=-3").body()).isEqualTo("789");
        HttpResponse<String> open = get("/bucket/a%20b%2Bc.txt", "bytes=7-");
        assertThat(open.body()).isEqualTo("789");
        assertThat(open.statusCode()).isEqualTo(206);
        assertThat(open.headers().firstValue("Content-Range")).contains("bytes 7-9/10");
        assertThat(get("/bucket/a%20b%2Bc.txt", "bytes=10-12").statusCode()).isEqualTo(416);
        assertThat(store.traffic().bytesSent()).isEqualTo(3 + 2 + 3 + 3);
    }

    @Test
    void listsOneLevelOrAll() throws Exception {
        assertThat(get("/bucket?list-type=2&prefix=deep%2F", "").body())
                .contains("<Key>deep/below.txt</Key>", "<Size>1</Size>")
                .doesNotContain("a b");
        assertThat(get("/bucket/?list-type=2&delimiter=%2F", "").body())
                .contains("<Key>a b+c.txt</Key>", "<CommonPrefixes><Prefix>deep/</Prefix></CommonPrefixes>")
                .doesNotContain("below");
    }

    @Test
    void keepsToItsFolder() throws Exception {
        assertThat(get("/bucket/none", "").statusCode()).isEqualTo(404);
        Files.writeString(folder.getParent().resolve("outside"), "secret");
        assertThat(get("/bucket/..%2F..%2Foutside", "").statusCode()).isEqualTo(404);
    }

    @Test
    void givesTurnsAtARate() {
        Turnstile turnstile = new Turnstile(100);
        assertThat(turnstile.pass(0, 1)).isEqualTo(10_000_000);
        assertThat(turnstile.pass(0, 2)).isEqualTo(30_000_000);
        assertThat(turnstile.pass(1_000_000_000, 1)).isEqualTo(1_010_000_000);
        assertThat(new Turnstile(0).pass(5, 1000)).isEqualTo(5);
    }

    @Test
    void makesFirstBytesWait() throws Exception {
        store.limit(new StoreLimits(Duration.ofMillis(40), 0, 0, 0));
        long start = System.nanoTime();
        get("/bucket/deep/below.txt", "");
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(40_000_000);
    }

    @Test
    void refusesRequestsAboveItsRate() throws Exception {
        store.limit(new StoreLimits(FirstByte.fixed(Duration.ZERO), Duration.ZERO, 0, 0, 10, true, 0, 0));
        int refused = 0;
        for (int i = 0; i < 10; i++) {
            HttpResponse<String> answer = get("/bucket/deep/below.txt", "");
            if (answer.statusCode() == 503) {
                assertThat(answer.body()).contains("<Code>SlowDown</Code>");
                refused++;
            } else {
                assertThat(answer.body()).isEqualTo("x");
            }
        }
        assertThat(refused).isPositive();
        Turnstile turnstile = new Turnstile(100);
        assertThat(turnstile.passNow(0)).isZero();
        for (int i = 0; i < 10; i++) {
            assertThat(turnstile.passNow(0)).isZero();
        }
        assertThat(turnstile.passNow(0)).isEqualTo(Turnstile.NOT_NOW);
        assertThat(turnstile.passNow(10_000_000)).isEqualTo(10_000_000);
    }

    @Test
    void drawsFirstBytesAsAsked() {
        SplittableRandom random = new SplittableRandom(3);
        FirstByte tail = new FirstByte(Duration.ofMillis(20), 0, 0.01, Duration.ofMillis(500));
        long slow = LongStream.range(0, 10_000)
                .map(i -> tail.nanos(random))
                .filter(each -> each == 500_000_000)
                .count();
        assertThat(slow).isBetween(50L, 200L);
        FirstByte logNormal = new FirstByte(Duration.ofMillis(20), 0.5, 0, Duration.ZERO);
        long[] drawn = LongStream.range(0, 10_001)
                .map(i -> logNormal.nanos(random))
                .sorted()
                .toArray();
        assertThat(drawn[5000] / 1e6).isBetween(19.0, 21.0);
        assertThat(drawn[8413] / 1e6).isBetween(31.0, 35.0);
    }

    @Test
    void someConnectionsLeadToANodeInTrouble() throws Exception {
        store.limit(new StoreLimits(FirstByte.fixed(Duration.ZERO), Duration.ZERO, 0, 0, 0, false, 0.25, 5));
        long degraded = IntStream.range(0, 1000)
                .filter(i -> store.model().node().degraded())
                .count();
        assertThat(degraded).isBetween(150L, 350L);
        assertThat(store.model().connectionBytesPerSecond(new StoreModel.Node(true, 0)))
                .isEqualTo(5);
        assertThat(store.model().connectionBytesPerSecond(new StoreModel.Node(false, 0)))
                .isZero();
    }

    @Test
    void everyRequestIsInTheLog() throws Exception {
        get("/bucket/deep/below.txt", "bytes=0-0");
        get("/bucket/none", "");
        assertThat(store.log().settled(Duration.ofSeconds(10))).isTrue();
        assertThat(store.log().since(0))
                .extracting(
                        LoggedRequest::status, LoggedRequest::range, LoggedRequest::received, LoggedRequest::complete)
                .containsExactly(tuple(206, "bytes=0-0", 1L, true), tuple(404, "", 0L, true));
    }

    private HttpResponse<String> get(String path, String range) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(store.endpoint() + path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(20));
        if (!range.isEmpty()) {
            request.header("Range", range);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
