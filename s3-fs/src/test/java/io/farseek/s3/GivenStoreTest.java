package io.farseek.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.fs.store.ContentSource;
import io.farseek.fs.store.ListRequest;
import io.farseek.fs.store.ObjectStat;
import io.farseek.fs.store.PartReceipt;
import io.farseek.fs.store.PreconditionFailedException;
import io.farseek.fs.store.UploadId;
import io.farseek.fs.store.WriteOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * On a store that the environment names, such as Ceph or Swift: {@code FARSEEK_S3_ENDPOINT}, {@code FARSEEK_S3_ACCESS_KEY} and {@code
 * FARSEEK_S3_SECRET_KEY}; with TLS {@code FARSEEK_S3_TRUST_STORE}; {@code FARSEEK_S3_COMPATIBILITY} sets the profile and {@code
 * FARSEEK_S3_FOUND} is the one that is to be found where none is set. Makes a bucket of its own, and removes it.
 */
@Timeout(120)
@EnabledIfEnvironmentVariable(
        named = "FARSEEK_S3_ENDPOINT",
        matches = ".+",
        disabledReason = "no store is given: see s3-fs/README.md, \"Tested on\"")
class GivenStoreTest extends S3StoreContract {
    private static final String BUCKET = "farseek-check-" + UUID.randomUUID();

    @BeforeAll
    static void makeBucket() throws IOException {
        try (OpenedStore opened = OpenedStore.open(given(), BUCKET)) {
            opened.client().createBucket(request -> request.bucket(BUCKET));
        }
    }

    @AfterAll
    static void removeBucket() throws IOException {
        try (OpenedStore opened = OpenedStore.open(given(), BUCKET)) {
            for (UploadId each : opened.store().listUploads("")) {
                opened.store().abortUpload(each);
            }
            List<ObjectStat> left;
            do {
                left = opened.store()
                        .list(new ListRequest("", true, null, null, 100))
                        .objects();
                opened.store().delete(left.stream().map(ObjectStat::key).toList());
            } while (!left.isEmpty());
            opened.client().deleteBucket(request -> request.bucket(BUCKET));
        }
    }

    private static Configuration given() {
        Configuration configuration = new Configuration(false);
        set(configuration, S3Keys.ENDPOINT.fullName(), "FARSEEK_S3_ENDPOINT");
        set(configuration, S3Keys.ACCESS_KEY.fullName(), "FARSEEK_S3_ACCESS_KEY");
        set(configuration, S3Keys.SECRET_KEY.fullName(), "FARSEEK_S3_SECRET_KEY");
        set(configuration, S3Keys.COMPATIBILITY.fullName(), "FARSEEK_S3_COMPATIBILITY");
        set(configuration, "fs.farseek.http.tls.trust-store", "FARSEEK_S3_TRUST_STORE");
        return configuration;
    }

    private static void set(Configuration configuration, String key, String variable) {
        Optional.ofNullable(System.getenv(variable)).ifPresent(value -> configuration.set(key, value));
    }

    @Override
    Configuration configuration() {
        return given();
    }

    @Override
    String bucket() {
        return BUCKET;
    }

    @Test
    void theProfileIsFound() throws Exception {
        opened().store().list(new ListRequest("", true, null, null, 1));

        String expected = Optional.ofNullable(System.getenv("FARSEEK_S3_COMPATIBILITY"))
                .orElse(System.getenv().getOrDefault("FARSEEK_S3_FOUND", "generic"));
        assertThat(opened().dialect().profile())
                .isEqualTo(CompatibilityProfile.valueOf(expected.toUpperCase(Locale.ROOT)));
    }

    @Test
    void anUploadMayBeConditional() throws Exception {
        opened().store().put("taken", ContentSource.of(ByteBuffer.allocate(1)), WriteOptions.REPLACE);
        UploadId upload = opened().store().startUpload("taken", WriteOptions.CREATE);
        List<PartReceipt> parts =
                List.of(opened().store().uploadPart(upload, 1, ContentSource.of(ByteBuffer.allocate(2))));

        assertThatThrownBy(() -> opened().store().completeUpload(upload, parts, WriteOptions.CREATE))
                .isInstanceOf(PreconditionFailedException.class);
        assertThat(opened().store().head("taken").length()).isEqualTo(1);
        opened().store().abortUpload(upload);
    }

    /** @param threshold from which on a copy, of which a rename is made, goes in parts */
    @ParameterizedTest
    @ValueSource(strings = {"1g", "5m"})
    void filesAreWrittenReadMovedAndDeleted(String threshold) throws Exception {
        Configuration configuration = given();
        configuration.set(S3Keys.COPY_THRESHOLD.fullName(), threshold);
        configuration.set(S3Keys.COPY_PART_SIZE.fullName(), "5m");
        configuration.set("fs.farseek.write.part-size", "5m");
        Path root = new Path("s3://" + BUCKET + "/tree-" + threshold);
        byte[] bytes = new byte[(11 << 20) + 3];
        new Random(1).nextBytes(bytes);
        try (FileSystem fs = FileSystem.newInstance(root.toUri(), configuration)) {
            assertThat(fs.mkdirs(new Path(root, "empty"))).isTrue();
            write(fs, new Path(root, "dir/large"), bytes);
            write(fs, new Path(root, "dir/nothing"), new byte[0]);
            assertThatThrownBy(() ->
                            fs.create(new Path(root, "dir/nothing"), false).close())
                    .isInstanceOf(FileAlreadyExistsException.class);

            assertThat(fs.rename(new Path(root, "dir"), new Path(root, "moved")))
                    .isTrue();

            assertThat(fs.listStatus(new Path(root, "moved")))
                    .extracting(FileStatus::getLen)
                    .containsExactly((long) bytes.length, 0L);
            assertThat(fs.getFileStatus(new Path(root, "empty")).isDirectory()).isTrue();
            byte[] read = new byte[bytes.length];
            try (FSDataInputStream in = fs.open(new Path(root, "moved/large"))) {
                in.readFully(0, read);
            }
            assertThat(read).isEqualTo(bytes);
            assertThat(fs.delete(root, true)).isTrue();
            assertThat(fs.exists(root)).isFalse();
        }
    }

    private static void write(FileSystem fs, Path path, byte[] bytes) throws IOException {
        try (FSDataOutputStream out = fs.create(path)) {
            out.write(bytes);
        }
    }
}
