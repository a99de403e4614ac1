package io.farseek.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.fs.store.ContentSource;
import io.farseek.fs.store.ListPage;
import io.farseek.fs.store.ListRequest;
import io.farseek.fs.store.MissingBucketException;
import io.farseek.fs.store.ObjectStat;
import io.farseek.fs.store.PartReceipt;
import io.farseek.fs.store.PreconditionFailedException;
import io.farseek.fs.store.RemoteFileChangedException;
import io.farseek.fs.store.UploadId;
import io.farseek.fs.store.WriteOptions;
import io.farseek.readahead.Count;
import io.farseek.readahead.RangeReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the connector does with a store of S3's kind, whichever it is: {@link S3ObjectStoreTest} and {@link GivenStoreTest} name theirs. */
abstract class S3StoreContract {
    private OpenedStore opened;

    /** A new configuration that reaches the store. */
    abstract Configuration configuration();

    /** A bucket that is empty at first and this class's alone. */
    abstract String bucket();

    @BeforeEach
    void open() throws IOException {
        opened = OpenedStore.open(configuration(), bucket());
    }

    OpenedStore opened() {
        return opened;
    }

    @AfterEach
    void close() {
        opened.close();
    }

    @Test
    void whatIsPutIsThere() throws Exception {
        ObjectStat put = put("dir/put", "some content");

        ObjectStat head = opened.store().head("dir/put");

        assertThat(head.length()).isEqualTo(12);
        assertThat(head.etag()).isEqualTo(put.etag()).isNotEmpty().doesNotContain("\"");
        assertThat(head.modifiedMillis())
                .isBetween(System.currentTimeMillis() - 60_000, System.currentTimeMillis() + 60_000);
        assertThat(put.modifiedMillis()).isBetween(head.modifiedMillis() - 2_000, head.modifiedMillis() + 2_000);
    }

    @Test
    void anEmptyObjectIsWritten() throws Exception {
        opened.store().put("empty", ContentSource.EMPTY, WriteOptions.REPLACE);

        assertThat(opened.store().head("empty").length()).isZero();
    }

    @Test
    void metadataAndContentTypeComeBack() throws Exception {
        opened.store()
                .put(
                        "described",
                        content("x"),
                        new WriteOptions(WriteOptions.REPLACE.condition(), "text/plain", Map.of("origin", "farseek")));

        assertThat(opened.store().head("described").attributes())
                .containsEntry("content-type", "text/plain")
                .containsEntry("origin", "farseek");
    }

    @Test
    void aRangeHasItsBytes() throws Exception {
        byte[] bytes = bytes(300_000);
        ObjectStat object =
                opened.store().put("ranges", ContentSource.of(ByteBuffer.wrap(bytes)), WriteOptions.REPLACE);

        try (RangeReader reader = opened.store().open(object)) {
            assertThat(ReadRange.of(reader, 0, 10)).isEqualTo(java.util.Arrays.copyOfRange(bytes, 0, 10));
            assertThat(ReadRange.of(reader, 1000, 290_000))
                    .isEqualTo(java.util.Arrays.copyOfRange(bytes, 1000, 290_000));
            assertThat(ReadRange.of(reader, 299_999, 300_000))
                    .isEqualTo(java.util.Arrays.copyOfRange(bytes, 299_999, 300_000));
        }
    }

    @Test
    void rangesReuseOneConnection() throws Exception {
        ObjectStat object = put("reuse", "0123456789");
        long before = opened.recorder().count(Count.CONNECTIONS_OPENED);

        try (RangeReader reader = opened.store().open(object)) {
            for (int i = 0; i < 9; i++) {
                ReadRange.of(reader, i, i + 1);
            }
        }

        assertThat(opened.recorder().count(Count.CONNECTIONS_OPENED) - before).isLessThanOrEqualTo(1);
    }

    @Test
    void anOverwriteWhileReadingIsNoticed() throws Exception {
        ObjectStat object = put("overwritten", "first version");
        try (RangeReader reader = opened.store().open(object)) {
            ReadRange.of(reader, 0, 5);
            put("overwritten", "other version");

            assertThatThrownBy(() -> ReadRange.of(reader, 5, 10))
                    .isInstanceOf(RemoteFileChangedException.class)
                    .hasMessageContaining("s3://" + bucket() + "/overwritten")
                    .hasMessageContaining(object.etag());
        }
    }

    @Test
    void whatIsMissingIsNotFound() {
        assertThatThrownBy(() -> opened.store().head("missing"))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("looking up s3://" + bucket() + "/missing");
    }

    @Test
    void aMissingBucketIsNamed() throws Exception {
        try (OpenedStore other = OpenedStore.open(configuration(), "no-such-bucket")) {
            assertThatThrownBy(() -> other.store().list(new ListRequest("", true, null, null, 10)))
                    .isInstanceOf(MissingBucketException.class)
                    .hasMessageContaining("no-such-bucket")
                    .hasMessageContaining("fs.farseek.s3.endpoint");
            assertThatThrownBy(() -> other.store().put("key", content("x"), WriteOptions.REPLACE))
                    .isInstanceOf(MissingBucketException.class);
        }
    }

    @Test
    void aWrongKeyIsDenied() throws Exception {
        Configuration configuration = configuration();
        configuration.set(S3Keys.SECRET_KEY.fullName(), "not the key");
        try (OpenedStore other = OpenedStore.open(configuration, bucket())) {
            assertThatThrownBy(() -> other.store().list(new ListRequest("", true, null, null, 10)))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining("SignatureDoesNotMatch")
                    .hasMessageContaining("fs.farseek.s3.secret-key")
                    .hasMessageNotContaining("not the key");
        }
    }

    @Test
    void creatingWhatIsThereFails() throws Exception {
        opened.store().put("once", content("first"), WriteOptions.CREATE);

        assertThatThrownBy(() -> opened.store().put("once", content("second"), WriteOptions.CREATE))
                .isInstanceOf(PreconditionFailedException.class)
                .hasMessageContaining("s3://" + bucket() + "/once");
        assertThat(opened.store().head("once").length()).isEqualTo(5);
    }

    @Test
    void replacingAnotherVersionFails() throws Exception {
        ObjectStat first = put("replaced", "first");
        var ifFirst = WriteOptions.REPLACE.withCondition(new WriteOptions.Condition.Matches(first.etag()));
        opened.store().put("replaced", content("second"), ifFirst);

        assertThatThrownBy(() -> opened.store().put("replaced", content("third"), ifFirst))
                .isInstanceOf(PreconditionFailedException.class);
        assertThat(opened.store().head("replaced").length()).isEqualTo(6);
    }

    @Test
    void anUploadIsVisibleOnceComplete() throws Exception {
        byte[] first = bytes(5 << 20);
        UploadId upload = opened.store().startUpload("uploaded", WriteOptions.REPLACE);
        List<PartReceipt> parts = List.of(
                opened.store().uploadPart(upload, 1, ContentSource.of(ByteBuffer.wrap(first))),
                opened.store().uploadPart(upload, 2, content("the end")));
        assertThatThrownBy(() -> opened.store().head("uploaded")).isInstanceOf(FileNotFoundException.class);
        assertThat(opened.store().listUploads("upl")).contains(upload);

        ObjectStat done = opened.store().completeUpload(upload, parts, WriteOptions.REPLACE);

        assertThat(done.length()).isEqualTo(first.length + 7L);
        assertThat(opened.store().head("uploaded").length()).isEqualTo(first.length + 7L);
        assertThat(opened.store().head("uploaded").etag()).isEqualTo(done.etag());
        assertThat(Outcome.multipartEtag(parts, new IOException())).isEqualTo(done.etag());
        assertThat(opened.store().listUploads("upl")).isEmpty();
    }

    @Test
    void anAbortedUploadIsGone() throws Exception {
        UploadId upload = opened.store().startUpload("aborted", WriteOptions.REPLACE);
        opened.store().abortUpload(upload);
        opened.store().abortUpload(upload);

        assertThat(opened.store().listUploads("aborted")).isEmpty();
    }

    @Test
    void pagesFollowEachOther() throws Exception {
        for (int i = 0; i < 7; i++) {
            put("paged/" + i, "x");
        }
        List<String> keys = new ArrayList<>();
        ListRequest request = new ListRequest("paged/", true, null, null, 3);
        int pages = 0;
        while (true) {
            ListPage page = opened.store().list(request);
            pages++;
            page.objects().forEach(object -> keys.add(object.key()));
            if (page.continuation() == null) {
                break;
            }
            request = request.next(page.continuation());
        }

        assertThat(keys).containsExactly("paged/0", "paged/1", "paged/2", "paged/3", "paged/4", "paged/5", "paged/6");
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void aShallowListingFoldsDirectories() throws Exception {
        put("shallow/file", "x");
        put("shallow/dir/one", "x");
        put("shallow/dir/two", "x");

        ListPage page = opened.store().list(new ListRequest("shallow/", false, null, null, 100));

        assertThat(page.prefixes()).containsExactly("shallow/dir/");
        assertThat(page.objects()).extracting(ObjectStat::key).containsExactly("shallow/file");
    }

    @Test
    void deletingManyLeavesNothing() throws Exception {
        put("many/a", "x");
        put("many/b", "x");

        assertThat(opened.store().delete(List.of("many/a", "many/b", "many/never")))
                .isEmpty();

        assertThat(opened.store()
                        .list(new ListRequest("many/", true, null, null, 10))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aCopyIsPinnedToItsSource() throws Exception {
        ObjectStat source = put("source", "first");

        ObjectStat copy = opened.store().copy(source, "copy", WriteOptions.REPLACE);

        assertThat(copy.length()).isEqualTo(5);
        assertThat(opened.store().head("copy").etag()).isEqualTo(source.etag());
        put("source", "changed");
        assertThatThrownBy(() -> opened.store().copy(source, "other", WriteOptions.REPLACE))
                .isInstanceOf(PreconditionFailedException.class);
    }

    @Test
    void aLargeCopyGoesInParts() throws Exception {
        Configuration configuration = configuration();
        configuration.set(S3Keys.COPY_THRESHOLD.fullName(), "5m");
        configuration.set(S3Keys.COPY_PART_SIZE.fullName(), "5m");
        try (OpenedStore other = OpenedStore.open(configuration, bucket())) {
            byte[] bytes = bytes((12 << 20) + 17);
            other.store()
                    .put(
                            "large",
                            ContentSource.of(ByteBuffer.wrap(bytes)),
                            new WriteOptions(WriteOptions.REPLACE.condition(), "text/plain", Map.of("kept", "yes")));

            other.store().copy(other.store().head("large"), "large-copy", WriteOptions.REPLACE);

            ObjectStat copy = other.store().head("large-copy");
            assertThat(copy.etag()).endsWith("-3");
            assertThat(copy.attributes())
                    .containsEntry("content-type", "text/plain")
                    .containsEntry("kept", "yes");
            try (RangeReader reader = other.store().open(copy)) {
                assertThat(ReadRange.of(reader, 0, bytes.length)).isEqualTo(bytes);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with space", "per%cent", "plus+plus", "hash#mark", "question?mark", "ünï-cödé-漢字-🦀", "quote'\"",
                        "a&b=c;d",
                ".hidden", "trailing.", "..odd..", "tilde~", "star*", "colon:semi;", "at@sign", "[brackets]{braces}",
                "back\\slash", "%2F-escaped-already", "comma,", "pipe|", "caret^", "back`tick"
            })
    void anyNameGoesAndComesBack(String name) throws Exception {
        String key = "names/" + name;
        ObjectStat object = put(key, name);

        assertThat(opened.store().head(key).length()).isEqualTo(name.getBytes(UTF_8).length);
        try (RangeReader reader = opened.store().open(object)) {
            assertThat(new String(ReadRange.of(reader, 0, object.length()), UTF_8))
                    .isEqualTo(name);
        }
        assertThat(opened.store()
                        .list(new ListRequest("names/", true, null, null, 100))
                        .objects())
                .extracting(ObjectStat::key)
                .contains(key);
        opened.store().copy(object, "copied/" + name, WriteOptions.REPLACE);
        assertThat(opened.store().head("copied/" + name).length()).isEqualTo(object.length());
        assertThat(opened.store().delete(List.of(key, "copied/" + name))).isEmpty();
        assertThatThrownBy(() -> opened.store().head(key)).isInstanceOf(FileNotFoundException.class);
    }

    private ObjectStat put(String key, String text) throws IOException {
        return opened.store().put(key, content(text), WriteOptions.REPLACE);
    }

    private static ContentSource content(String text) {
        return ContentSource.of(ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
