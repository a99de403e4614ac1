package io.farseek.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.fs.http.LoopbackServer.Request;
import io.farseek.fs.store.RemoteFileChangedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals, broken answers and slow ones, as no real server gives them when asked; each ends in bounded time. */
@Timeout(60)
class ScriptedStoreTest {
    private static final Path FILE = new Path("s3://bucket/dir/file");
    private static final String CONTENT = "0123456789".repeat(30_000);

    @ParameterizedTest
    @CsvSource({
        "400, ExpiredToken, the session token is no longer valid",
        "403, InvalidAccessKeyId, check fs.farseek.s3.access-key",
        "403, RequestTimeTooSkewed, set this machine's clock",
        "403, AccessDenied, fs.farseek.s3.access-key",
    })
    void whoIsRefusedIsToldWhyAndWhatToDo(int status, String code, String advice) throws Exception {
        try (ScriptedS3 store = new ScriptedS3(request -> ScriptedS3.refusal(status, code, "No."));
                FileSystem fs = store.open()) {
            assertThatThrownBy(() -> fs.getFileStatus(FILE))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining("s3://bucket/dir/file")
                    .hasMessageContaining(code)
                    .hasMessageContaining("REQUEST17")
                    .hasMessageContaining(advice);
        }
    }

    @Test
    void aRefusedHeadThatMayNotSayWhyIsExplained() throws Exception {
        try (ScriptedS3 store = new ScriptedS3(request -> ScriptedS3.refusal(400, "ExpiredToken", "Expired."));
                OpenedStore opened = OpenedStore.open(store.configuration(), "bucket")) {
            assertThatThrownBy(() -> opened.store().head("dir/file"))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining("looking up s3://bucket/dir/file")
                    .hasMessageContaining("get new credentials");
            assertThat(store.lines()).hasSize(2);
        }
    }

    @Test
    void aWrongRegionIsNamed() throws Exception {
        try (ScriptedS3 store = new ScriptedS3(request ->
                        ScriptedS3.refusal(400, "AuthorizationHeaderMalformed", "expecting 'eu-central-2'"));
                FileSystem fs = store.open()) {
            assertThatThrownBy(() -> fs.getFileStatus(FILE))
                    .isInstanceOf(PathIOException.class)
                    .hasMessageContaining("eu-central-2")
                    .hasMessageContaining("set fs.farseek.s3.region");
        }
    }

    @ParameterizedTest
    @CsvSource({"301, set fs.farseek.s3.region = eu-central-2", "400, check that fs.farseek.s3.region says so"})
    void aWrongRegionIsNamedThoughAHeadHasNoBody(int status, String advice) throws Exception {
        try (ScriptedS3 store = new ScriptedS3(
                        request -> ScriptedS3.answer(status, "x-amz-bucket-region: eu-central-2\r\n", ""));
                OpenedStore opened = OpenedStore.open(store.configuration(), "bucket")) {
            assertThatThrownBy(() -> opened.store().head("dir/file"))
                    .isInstanceOf(PathIOException.class)
                    .hasMessageContaining("looking up s3://bucket/dir/file: " + status)
                    .hasMessageContaining("the bucket is in the region eu-central-2")
                    .hasMessageContaining(advice);
        }
    }

    /** Amazon answers a HEAD for the wrong region with 400 and nothing else, and a listing with the reason. */
    @Test
    void aWrongRegionIsLookedUpWhereAHeadDoesNotTell() throws Exception {
        try (ScriptedS3 store = new ScriptedS3(request -> request.line().startsWith("HEAD ")
                        ? ScriptedS3.answer(400, "", "")
                        : ScriptedS3.refusal(400, "AuthorizationHeaderMalformed", "No.")
                                .replaceFirst("\r\n", "\r\nx-amz-bucket-region: eu-central-2\r\n"));
                OpenedStore opened = OpenedStore.open(store.configuration(), "bucket")) {
            assertThatThrownBy(() -> opened.store().head("dir/file"))
                    .isInstanceOf(PathIOException.class)
                    .hasMessageContaining("looking up s3://bucket/dir/file")
                    .hasMessageContaining("set fs.farseek.s3.region = eu-central-2, and fs.farseek.s3.endpoint");
        }
    }

    @Test
    void aStormOfSlowDownEndsAfterItsAttempts() throws Exception {
        try (ScriptedS3 store = new ScriptedS3(request -> ScriptedS3.refusal(503, "SlowDown", "Reduce your rate."));
                FileSystem fs = store.open()) {
            assertThatThrownBy(() -> fs.listStatus(FILE))
                    .isInstanceOf(PathIOException.class)
                    .hasMessageContaining("SlowDown")
                    .hasMessageContaining("all 3 attempts")
                    .hasMessageContaining("fs.farseek.s3.attempts");
            assertThat(store.lines()).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<ListBucketResult><Contents><Key>dir/fi",
                "no XML at all",
                "<html><body>Welcome</body></html>",
                ""
            })
    void anAnswerThatIsNoListingIsNoEmptyListing(String body) throws Exception {
        try (ScriptedS3 store = new ScriptedS3(request -> request.line().startsWith("HEAD ")
                        ? ScriptedS3.answer(404, "", "")
                        : ScriptedS3.answer(200, "Content-Type: text/html\r\n", body));
                FileSystem fs = store.open()) {
            assertThatThrownBy(() -> fs.exists(FILE))
                    .isInstanceOf(PathIOException.class)
                    .hasMessageContaining("s3://bucket/dir/file")
                    .hasMessageContaining("fs.farseek.s3.endpoint");
        }
    }

    @Test
    void aBodyThatBreaksOffIsContinuedWhereItBroke() throws Exception {
        AtomicInteger gets = new AtomicInteger();
        try (ScriptedS3 store = new ScriptedS3(request -> {
                    String whole = object(request);
                    boolean first = request.line().startsWith("GET ") && gets.getAndIncrement() == 0;
                    return first ? whole.substring(0, whole.length() - 1000) + ScriptedS3.CLOSE : whole;
                });
                FileSystem fs = store.open()) {
            assertThat(read(fs)).isEqualTo(CONTENT);
        }
        assertThat(gets).hasValueGreaterThan(1);
    }

    @Test
    void aStoreThatNeverSendsAByteIsGivenUpInTime() throws Exception {
        try (ScriptedS3 store = new ScriptedS3(request -> "");
                FileSystem fs = store.open(impatient(store.configuration()))) {
            assertThatThrownBy(() -> fs.getFileStatus(FILE))
                    .isInstanceOf(java.net.SocketTimeoutException.class)
                    .hasMessageContaining("s3://bucket/dir/file")
                    .hasMessageContaining("did not answer in time");
            assertThat(store.lines()).hasSize(3);
        }
    }

    @Test
    void aBodyThatStallsIsAskedForAgain() throws Exception {
        AtomicInteger gets = new AtomicInteger();
        try (ScriptedS3 store = new ScriptedS3(request -> {
                    String whole = object(request);
                    boolean first = request.line().startsWith("GET ") && gets.getAndIncrement() == 0;
                    return first ? whole.substring(0, whole.length() - 1000) : whole;
                });
                FileSystem fs = store.open(impatient(store.configuration()))) {
            assertThat(read(fs)).isEqualTo(CONTENT);
        }
        assertThat(gets).hasValueGreaterThan(1);
    }

    @Test
    void anObjectReplacedWhileItIsReadIsNeverMixed() throws Exception {
        AtomicInteger gets = new AtomicInteger();
        try (ScriptedS3 store = new ScriptedS3(request -> {
                    if (!request.line().startsWith("GET ")) {
                        return object(request);
                    }
                    assertThat(request.headers().get("if-match")).contains("\"one\"");
                    String whole = object(request);
                    return gets.getAndIncrement() == 0
                            ? whole.substring(0, whole.length() - 1000) + ScriptedS3.CLOSE
                            : ScriptedS3.refusal(412, "PreconditionFailed", "Changed.");
                });
                FileSystem fs = store.open()) {
            assertThatThrownBy(() -> read(fs))
                    .isInstanceOf(RemoteFileChangedException.class)
                    .hasMessageContaining("s3://bucket/dir/file");
        }
    }

    private static Configuration impatient(Configuration configuration) {
        configuration.set("fs.farseek.http.response-timeout", "300ms");
        configuration.set("fs.farseek.http.progress-window", "300ms");
        return configuration;
    }

    private static String read(FileSystem fs) throws IOException {
        try (FSDataInputStream in = fs.open(FILE)) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
        }
    }

    /** The object's head, or the range of it that is asked for. */
    private static String object(Request request) {
        String common = "ETag: \"one\"\r\nLast-Modified: Mon, 02 Feb 2026 10:00:00 GMT\r\n";
        String range = request.headers().get("range");
        if (range == null) {
            return ScriptedS3.answer(200, common, CONTENT);
        }
        String[] ends = range.substring("bytes=".length()).split("-", -1);
        int from = Integer.parseInt(ends[0]);
        int to = Integer.parseInt(ends[1]) + 1;
        return ScriptedS3.answer(
                206,
                common + "Content-Range: bytes " + from + "-" + (to - 1) + "/" + CONTENT.length() + "\r\n",
                CONTENT.substring(from, to));
    }
}
