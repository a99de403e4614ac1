package io.farseek.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.fs.http.LoopbackServer.Request;
import io.farseek.fs.store.ContentSource;
import io.farseek.fs.store.ObjectStat;
import io.farseek.fs.store.PartReceipt;
import io.farseek.fs.store.PreconditionFailedException;
import io.farseek.fs.store.UploadId;
import io.farseek.fs.store.WriteOptions;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is asked of each kind of store. That the kinds are like this was seen on Ceph 16.2 and Swift 2.30, see {@link GivenStoreTest}. */
@Timeout(60)
class CompatibilityTest {
    private static final String ETAG = "ETag: \"0123456789abcdef0123456789abcdef-2\"\r\n";
    private static final ObjectStat SOURCE =
            new ObjectStat("from", 10, 0, "0123456789abcdef0123456789abcdef-2", Map.of());

    @ParameterizedTest
    @CsvSource({
        "x-amz-request-id: tx00000a8d14d8ce7324c1c-006b09b74e-1012-default, CEPH",
        "x-trans-id: txee07ea07d2b74ae9b3e25-006b09b842, SWIFT",
        "Server: Ceph Object Gateway (pacific), CEPH",
        "Server: MinIO, GENERIC",
    })
    void aStoreIsKnownByItsFirstAnswer(String mark, CompatibilityProfile found) throws Exception {
        try (ScriptedS3 store = new ScriptedS3(request -> ScriptedS3.answer(200, mark + "\r\n" + ETAG, ""));
                OpenedStore opened = OpenedStore.open(store.configuration(), "bucket")) {
            opened.store().head("key");

            assertThat(opened.dialect().profile()).isEqualTo(found);
        }
    }

    @Test
    void whatIsSetIsNotLearntOver() throws Exception {
        try (ScriptedS3 store = new ScriptedS3(
                request -> ScriptedS3.answer(200, "x-trans-id: txee07ea07d2b74ae9b3e25-006b09b842\r\n" + ETAG, ""))) {
            try (OpenedStore opened = OpenedStore.open(as(store, CompatibilityProfile.GENERIC), "bucket")) {
                opened.store().head("key");

                assertThat(opened.dialect().profile()).isEqualTo(CompatibilityProfile.GENERIC);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = CompatibilityProfile.class, names = "SWIFT", mode = EnumSource.Mode.EXCLUDE)
    void aCopyIsPinnedAsTheStoreUnderstandsIt(CompatibilityProfile profile) throws Exception {
        try (ScriptedS3 store = new ScriptedS3(
                        request -> xml(
                                "<CopyObjectResult><ETag>\"copy\"</ETag><LastModified>2026-02-02T10:00:00.000Z</LastModified></CopyObjectResult>"));
                OpenedStore opened = OpenedStore.open(as(store, profile), "bucket")) {
            assertThat(opened.store().copy(SOURCE, "to", WriteOptions.REPLACE).etag())
                    .isEqualTo("copy");

            Map<String, String> sent = last(store).headers();
            if (profile == CompatibilityProfile.CEPH) {
                assertThat(sent).containsEntry("x-amz-copy-if-match", SOURCE.etag());
            } else {
                assertThat(sent)
                        .containsEntry("x-amz-copy-source-if-match", "\"" + SOURCE.etag() + "\"")
                        .doesNotContainKey("x-amz-copy-if-match");
            }
        }
    }

    @Test
    void whatCameAsAnUploadIsCopiedAsOneOnSwift() throws Exception {
        try (ScriptedS3 store = new ScriptedS3(CompatibilityTest::upload);
                OpenedStore opened = OpenedStore.open(as(store, CompatibilityProfile.SWIFT), "bucket")) {
            assertThat(opened.store().copy(SOURCE, "to", WriteOptions.REPLACE).etag())
                    .isEqualTo("whole-1");

            assertThat(store.requests())
                    .filteredOn(request -> request.line().contains("partNumber="))
                    .singleElement()
                    .satisfies(
                            request -> assertThat(request.headers()).doesNotContainKey("x-amz-copy-source-if-match"));
        }
    }

    @Test
    void whatSwiftCannotPinIsLookedUp() throws Exception {
        AtomicInteger heads = new AtomicInteger();
        try (ScriptedS3 store =
                        new ScriptedS3(request -> request.line().startsWith("HEAD ") && heads.incrementAndGet() > 1
                                ? ScriptedS3.answer(200, "ETag: \"another\"\r\n", "")
                                : upload(request));
                OpenedStore opened = OpenedStore.open(as(store, CompatibilityProfile.SWIFT), "bucket")) {
            assertThatThrownBy(() -> opened.store().copy(SOURCE, "to", WriteOptions.REPLACE))
                    .isInstanceOf(PreconditionFailedException.class)
                    .hasMessageContaining("s3://bucket/from")
                    .hasMessageContaining("the object is another");
            assertThat(last(store).line()).startsWith("DELETE /bucket/to?uploadId=u1");
        }
    }

    @ParameterizedTest
    @EnumSource(CompatibilityProfile.class)
    void aConditionalPutIsAskedAsTheStoreUnderstandsIt(CompatibilityProfile profile) throws Exception {
        try (ScriptedS3 store = new ScriptedS3(request -> request.line().startsWith("HEAD ")
                        ? ScriptedS3.answer(200, "ETag: \"old\"\r\n", "")
                        : ScriptedS3.answer(200, "ETag: \"new\"\r\n", ""));
                OpenedStore opened = OpenedStore.open(as(store, profile), "bucket")) {
            opened.store()
                    .put(
                            "key",
                            ContentSource.of(ByteBuffer.allocate(3)),
                            WriteOptions.REPLACE.withCondition(new WriteOptions.Condition.Matches("old")));

            Map<String, String> sent = last(store).headers();
            switch (profile) {
                case AWS, GENERIC -> assertThat(sent).containsEntry("if-match", "\"old\"");
                case CEPH -> assertThat(sent).containsEntry("if-match", "old");
                case SWIFT -> {
                    assertThat(sent).doesNotContainKey("if-match");
                    assertThat(store.lines().get(0)).startsWith("HEAD ");
                }
            }
        }
    }

    @Test
    void anUploadThatIsAnsweredWithoutAnEtagIsLookedUp() throws Exception {
        try (ScriptedS3 store = new ScriptedS3(request -> request.line().startsWith("HEAD ")
                        ? ScriptedS3.answer(200, ETAG, "")
                        : xml("<CompleteMultipartUploadResult><ETag></ETag></CompleteMultipartUploadResult>"));
                OpenedStore opened = OpenedStore.open(as(store, CompatibilityProfile.CEPH), "bucket")) {
            ObjectStat written = opened.store()
                    .completeUpload(
                            new UploadId("key", "u1"), List.of(new PartReceipt(1, "part", 10)), WriteOptions.REPLACE);

            assertThat(written.etag()).isEqualTo(SOURCE.etag());
        }
    }

    private static String upload(Request request) {
        String line = request.line();
        if (line.startsWith("HEAD ")) {
            return ScriptedS3.answer(200, ETAG, "");
        }
        if (line.startsWith("DELETE ")) {
            return ScriptedS3.answer(204, "", "");
        }
        if (line.contains("partNumber=")) {
            return xml("<CopyPartResult><ETag>\"part\"</ETag></CopyPartResult>");
        }
        return xml(
                line.contains("?uploads")
                        ? "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>"
                        : "<CompleteMultipartUploadResult><ETag>\"whole-1\"</ETag></CompleteMultipartUploadResult>");
    }

    private static String xml(String body) {
        return ScriptedS3.answer(200, "Content-Type: application/xml\r\n", body);
    }

    private static Configuration as(ScriptedS3 store, CompatibilityProfile profile) {
        Configuration configuration = store.configuration();
        configuration.set(S3Keys.COMPATIBILITY.fullName(), profile.name());
        return configuration;
    }

    private static Request last(ScriptedS3 store) {
        return store.requests().get(store.requests().size() - 1);
    }
}
