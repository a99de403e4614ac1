package io.farseek.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.farseek.fs.http.LoopbackServer.Request;
import io.farseek.fs.store.ContentSource;
import io.farseek.fs.store.ListRequest;
import io.farseek.fs.store.ObjectStat;
import io.farseek.fs.store.PartReceipt;
import io.farseek.fs.store.UploadId;
import io.farseek.fs.store.WriteOptions;
import io.farseek.readahead.RangeReader;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which header every kind of request bears for what is configured. */
@Timeout(60)
class RequestOptionsTest {
    private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final String KEY_MD5 = "hRasmdxgYDKV3nvbahU1MA==";

    @Test
    void theRequesterPaysForEverything() throws Exception {
        Map<String, Request> sent = everything(Map.of("requester-pays", "true"));

        assertThat(sent)
                .hasSize(11)
                .allSatisfy((kind, request) ->
                        assertThat(request.headers()).as(kind).containsEntry("x-amz-request-payer", "requester"));
    }

    @Test
    void nothingIsAskedForThatIsNotSet() throws Exception {
        assertThat(everything(Map.of()))
                .allSatisfy((kind, request) -> assertThat(request.headers().keySet())
                        .as(kind)
                        .noneMatch(name -> name.startsWith("x-amz-server-side")
                                // The protocol demands a checksum of a list of keys to delete.
                                || (name.startsWith("x-amz-checksum") && !kind.equals("delete"))
                                || name.equals("x-amz-storage-class")
                                || name.equals("x-amz-request-payer")));
    }

    @ParameterizedTest
    @CsvSource({"sse-s3, , AES256", "sse-kms, , aws:kms", "sse-kms, the-key, aws:kms", "dsse-kms, the-key, aws:kms:dsse"
    })
    void theStoreEncryptsWhatIsWritten(String mode, String key, String header) throws Exception {
        Map<String, Request> sent = everything(
                key == null ? Map.of("encryption", mode) : Map.of("encryption", mode, "encryption.key", key));

        assertThat(with(sent, "x-amz-server-side-encryption", header))
                .containsExactlyInAnyOrder("put", "start", "copy");
        assertThat(with(sent, "x-amz-server-side-encryption-aws-kms-key-id", "the-key"))
                .hasSize(key == null ? 0 : 3);
    }

    @Test
    void theCustomersKeyGoesWithAllThatTouchesContent() throws Exception {
        Map<String, Request> sent = everything(Map.of("encryption", "sse-c", "encryption.key", KEY));

        assertThat(with(sent, "x-amz-server-side-encryption-customer-key", KEY))
                .containsExactlyInAnyOrder("put", "head", "get", "start", "part", "complete", "copy", "copy-part");
        assertThat(with(sent, "x-amz-server-side-encryption-customer-key-md5", KEY_MD5))
                .hasSize(8);
        assertThat(with(sent, "x-amz-server-side-encryption-customer-algorithm", "AES256"))
                .hasSize(8);
        assertThat(with(sent, "x-amz-copy-source-server-side-encryption-customer-key", KEY))
                .containsExactlyInAnyOrder("copy", "copy-part");
    }

    @Test
    void theStorageClassIsThatOfWhatIsWritten() throws Exception {
        assertThat(with(everything(Map.of("storage-class", "STANDARD_IA")), "x-amz-storage-class", "STANDARD_IA"))
                .containsExactlyInAnyOrder("put", "start", "copy");
    }

    /** The checksums of three zero bytes. */
    @ParameterizedTest
    @CsvSource({
        "crc32, /0HZEg==",
        "crc32c, YGSjeg==",
        "sha1, KeLc+7FvY7sCVN91haFbtvtekn0=",
        "sha256, cJ6AyISHokEeHuTfufIqhhSS0gxHZRUMDHlKvXD4FHw="
    })
    void aChecksumIsSentWithContent(String algorithm, String checksum) throws Exception {
        Map<String, Request> sent = everything(Map.of("checksum", algorithm, "compatibility", "aws"));

        for (String each : List.of("put", "part")) {
            Request request = sent.get(each);
            assertThat(request.headers().get("x-amz-checksum-" + algorithm) + request.body())
                    .as(each)
                    .contains(checksum);
        }
    }

    @ParameterizedTest
    @CsvSource({"path, /bucket/key", "auto, /bucket/key"})
    void theBucketIsInThePathOfAnEndpointOfAnybody(String style, String path) throws Exception {
        assertThat(everything(Map.of("url-style", style)).get("head").path()).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({", us-east-1", "eu-central-2, eu-central-2"})
    void anEndpointNeedsNoRegion(String set, String signed) throws Exception {
        Map<String, Request> sent = everything(set == null ? Map.of() : Map.of("region", set));

        assertThat(sent.get("head").headers().get("authorization")).contains("/" + signed + "/s3/aws4_request");
    }

    @Test
    void oneBucketsSettingsAreNotThoseOfOthers() throws Exception {
        Map<String, Request> sent = everything(Map.of(
                "storage-class", "STANDARD",
                "bucket.bucket.storage-class", "GLACIER_IR",
                "bucket.other.requester-pays", "true"));

        assertThat(sent.get("put").headers())
                .containsEntry("x-amz-storage-class", "GLACIER_IR")
                .doesNotContainKey("x-amz-request-payer");
    }

    private static List<String> with(Map<String, Request> sent, String name, String value) {
        return sent.entrySet().stream()
                .filter(each -> value.equals(each.getValue().headers().get(name)))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** One request of each kind, by its name. */
    private static Map<String, Request> everything(Map<String, String> settings) throws Exception {
        try (ScriptedS3 store = new ScriptedS3(RequestOptionsTest::answer)) {
            Configuration configuration = store.configuration();
            settings.forEach((name, value) -> configuration.set("fs.farseek.s3." + name, value));
            configuration.set(S3Keys.COPY_THRESHOLD.fullName(), "5m");
            configuration.set(S3Keys.COPY_PART_SIZE.fullName(), "5g");
            try (OpenedStore opened = OpenedStore.open(configuration, "bucket")) {
                S3ObjectStore s3 = opened.store();
                ContentSource content = ContentSource.of(ByteBuffer.allocate(3));
                s3.put("key", content, WriteOptions.REPLACE);
                s3.head("key");
                s3.list(new ListRequest("", true, null, null, 1));
                try (RangeReader reader = s3.open(stat(3))) {
                    ReadRange.of(reader, 0, 3);
                }
                UploadId upload = s3.startUpload("key", WriteOptions.REPLACE);
                PartReceipt part = s3.uploadPart(upload, 1, content);
                s3.completeUpload(upload, List.of(part), WriteOptions.REPLACE);
                s3.abortUpload(upload);
                s3.copy(stat(3), "copy", WriteOptions.REPLACE);
                s3.copy(stat(6 << 20), "copy", WriteOptions.REPLACE);
                s3.delete(List.of("key", "copy"));
            }
            return store.requests().stream()
                    .collect(Collectors.toMap(
                            RequestOptionsTest::kind, each -> each, (first, later) -> first, LinkedHashMap::new));
        }
    }

    private static ObjectStat stat(long length) {
        return new ObjectStat("key", length, 0, "one", Map.of());
    }

    private static String kind(Request request) {
        String line = request.line();
        boolean copied = request.headers().containsKey("x-amz-copy-source");
        return switch (line.substring(0, line.indexOf(' '))) {
            case "HEAD" -> "head";
            case "GET" -> line.contains("list-type=2") ? "list" : "get";
            case "DELETE" -> "abort";
            case "POST" -> line.contains("?uploads") ? "start" : line.contains("?delete") ? "delete" : "complete";
            default -> line.contains("partNumber=") ? (copied ? "copy-part" : "part") : copied ? "copy" : "put";
        };
    }

    private static String answer(Request request) {
        return switch (kind(request)) {
            case "list" -> xml("<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>");
            case "get" -> ScriptedS3.answer(206, "ETag: \"one\"\r\nContent-Range: bytes 0-2/3\r\n", "abc");
            case "abort" -> ScriptedS3.answer(204, "", "");
            case "start" ->
                xml("<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>");
            case "complete" ->
                xml("<CompleteMultipartUploadResult><ETag>\"whole-1\"</ETag></CompleteMultipartUploadResult>");
            case "copy" -> xml("<CopyObjectResult><ETag>\"copy\"</ETag></CopyObjectResult>");
            case "copy-part" -> xml("<CopyPartResult><ETag>\"part\"</ETag></CopyPartResult>");
            case "delete" -> xml("<DeleteResult></DeleteResult>");
            default -> ScriptedS3.answer(200, "ETag: \"one\"\r\n", "");
        };
    }

    private static String xml(String body) {
        return ScriptedS3.answer(200, "Content-Type: application/xml\r\n", body);
    }
}
