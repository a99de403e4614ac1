package io.farseek.benchmarks.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
