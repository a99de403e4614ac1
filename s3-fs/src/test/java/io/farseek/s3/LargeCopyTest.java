package io.farseek.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.fs.http.LoopbackServer.Request;
import io.farseek.fs.store.ObjectStat;
import io.farseek.fs.store.PreconditionFailedException;
import io.farseek.fs.store.WriteOptions;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Copies of objects above the 5 GiB that one request may copy; the store only says that it has them. */
@Timeout(60)
class LargeCopyTest {
    private static final long LENGTH = (10L << 30) + 123;
    private static final long PART = 1L << 30;

    @Test
    void aLargeObjectIsCopiedInRangesThatCoverItOnce() throws Exception {
        try (ScriptedS3 store = new ScriptedS3(LargeCopyTest::answer);
                OpenedStore opened = open(store)) {
            ObjectStat source = opened.store().head("large");

            ObjectStat copy = opened.store().copy(source, "copy", WriteOptions.REPLACE);

            assertThat(copy.length()).isEqualTo(LENGTH);
            List<Request> parts = store.requests().stream()
                    .filter(each -> each.line().contains("partNumber="))
                    .sorted(Comparator.comparingInt(LargeCopyTest::partNumber))
                    .toList();
            assertThat(parts).hasSize(11);
            for (int i = 0; i < parts.size(); i++) {
                long end = Math.min(LENGTH, (i + 1) * PART) - 1;
                assertThat(partNumber(parts.get(i))).isEqualTo(i + 1);
                assertThat(parts.get(i).headers())
                        .containsEntry("x-amz-copy-source", "bucket/large")
                        .containsEntry("x-amz-copy-source-range", "bytes=" + i * PART + "-" + end)
                        .containsEntry("x-amz-copy-source-if-match", "\"source\"");
            }
            assertThat(completion(store).body())
                    .contains("<ETag>&quot;part1&quot;</ETag><PartNumber>1</PartNumber>")
                    .contains("<ETag>&quot;part11&quot;</ETag><PartNumber>11</PartNumber>");
        }
    }

    @Test
    void metadataOfALargeObjectGoesAlong() throws Exception {
        try (ScriptedS3 store = new ScriptedS3(LargeCopyTest::answer);
                OpenedStore opened = open(store)) {
            opened.store().copy(opened.store().head("large"), "copy", WriteOptions.REPLACE);

            assertThat(store.requests())
                    .filteredOn(each ->
                            each.line().startsWith("POST ") && each.line().contains("?uploads"))
                    .singleElement()
                    .satisfies(each -> assertThat(each.headers())
                            .containsEntry("x-amz-meta-origin", "farseek")
                            .containsEntry("content-type", "text/csv"));
        }
    }

    @Test
    void aSourceThatChangesMeanwhileLeavesNoUploadBehind() throws Exception {
        try (ScriptedS3 store = new ScriptedS3(request -> request.line().contains("partNumber=7&")
                        ? ScriptedS3.refusal(412, "PreconditionFailed", "Changed.")
                        : answer(request));
                OpenedStore opened = open(store)) {
            ObjectStat source = opened.store().head("large");

            assertThatThrownBy(() -> opened.store().copy(source, "copy", WriteOptions.REPLACE))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("s3://bucket/large")
                    .hasMessageContaining("PreconditionFailed");
            assertThat(store.lines())
                    .anyMatch(line -> line.startsWith("DELETE /bucket/copy?uploadId=u1"))
                    .noneMatch(line -> line.startsWith("POST /bucket/copy?uploadId"));
        }
    }

    /** Ceph copies parts of whatever is there. */
    @Test
    void aMixOfVersionsIsNotCompletedOnCeph() throws Exception {
        AtomicInteger heads = new AtomicInteger();
        try (ScriptedS3 store =
                new ScriptedS3(request -> request.line().startsWith("HEAD ") && heads.incrementAndGet() > 2
                        ? answer(request).replace("source", "another")
                        : answer(request))) {
            Configuration configuration = configuration(store);
            configuration.set(S3Keys.COMPATIBILITY.fullName(), "ceph");
            try (OpenedStore opened = OpenedStore.open(configuration, "bucket")) {
                ObjectStat source = opened.store().head("large");

                assertThatThrownBy(() -> opened.store().copy(source, "copy", WriteOptions.REPLACE))
                        .isInstanceOf(PreconditionFailedException.class)
                        .hasMessageContaining("s3://bucket/large: the object is another, no longer source");
                assertThat(store.lines())
                        .anyMatch(line -> line.startsWith("DELETE /bucket/copy?uploadId=u1"))
                        .noneMatch(line -> line.startsWith("POST /bucket/copy?uploadId"));
            }
        }
    }

    private static OpenedStore open(ScriptedS3 store) throws IOException {
        return OpenedStore.open(configuration(store), "bucket");
    }

    private static Configuration configuration(ScriptedS3 store) {
        Configuration configuration = store.configuration();
        configuration.set(S3Keys.COPY_PART_SIZE.fullName(), "1g");
        return configuration;
    }

    private static Request completion(ScriptedS3 store) {
        return store.requests().stream()
                .filter(each -> each.line().startsWith("POST /bucket/copy?uploadId=u1"))
                .findFirst()
                .orElseThrow();
    }

    private static int partNumber(Request request) {
        return Integer.parseInt(request.line().replaceAll(".*partNumber=(\\d+).*", "$1"));
    }

    private static String answer(Request request) {
        String line = request.line();
        if (line.startsWith("HEAD ")) {
            return "HTTP/1.1 200 OK\r\nContent-Length: " + LENGTH + "\r\nETag: \"source\"\r\nContent-Type: text/csv\r\n"
                    + "x-amz-meta-origin: farseek\r\nLast-Modified: Mon, 02 Feb 2026 10:00:00 GMT\r\n\r\n";
        }
        if (line.contains("partNumber=")) {
            return xml("<CopyPartResult><ETag>\"part" + partNumber(request) + "\"</ETag></CopyPartResult>");
        }
        if (line.contains("?uploads")) {
            return xml("<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>");
        }
        return line.startsWith("DELETE ")
                ? ScriptedS3.answer(204, "", "")
                : xml("<CompleteMultipartUploadResult><ETag>\"whole-11\"</ETag></CompleteMultipartUploadResult>");
    }

    private static String xml(String body) {
        return ScriptedS3.answer(200, "Content-Type: application/xml\r\n", body);
    }
}
