package io.farseek.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

class OrderedBlobStoreTest {
    private static final String BUCKET = "bucket";

    private final TransientNio2BlobStore transientStore = new TransientNio2BlobStore();
    private final Witness witness = new Witness(transientStore);
    private final OrderedBlobStore store = new OrderedBlobStore(witness);

    @BeforeEach
    void makeBucket() {
        store.createContainer(BUCKET);
    }

    @AfterEach
    void close() {
        transientStore.close();
    }

    @Test
    void holdsNobodyUpWhileContentArrives() {
        put("folder/old", content());
        List<Boolean> alone = new ArrayList<>();

        put("folder/new", whileArriving(() -> {
            alone.add(store.mayChange());
            store.removeBlob(BUCKET, "folder/old");
        }));

        assertThat(alone).containsExactly(false);
        assertThat(keys("folder/")).containsExactly("folder/new");
    }

    @Test
    void listsNothingOfAFolderWhoseObjectsAreGone() {
        put("folder/sub/one", content());
        put("folder/sub/two", whileArriving(() -> store.removeBlob(BUCKET, "folder/sub/one")));
        store.removeBlob(BUCKET, "folder/sub/two");

        var page = store.list(ListObjectsV2Request.builder()
                .bucket(BUCKET)
                .delimiter("/")
                .maxKeys(10)
                .build());

        assertThat(page.commonPrefixes()).isEmpty();
        assertThat(page.contents()).isEmpty();
    }

    @Test
    void changesOneThingAtATime() {
        put("one", content());
        store.copyBlob(CopyObjectRequest.builder()
                .sourceBucket(BUCKET)
                .sourceKey("one")
                .destinationBucket(BUCKET)
                .destinationKey("two")
                .build());
        MultipartUpload upload = begin("three");
        UploadPartResponse part = part(upload);
        store.completeMultipartUpload(
                upload,
                CompleteMultipartUploadRequest.builder()
                        .bucket(BUCKET)
                        .key("three")
                        .uploadId(upload.id())
                        .multipartUpload(all -> all.parts(CompletedPart.builder()
                                .partNumber(1)
                                .eTag(part.eTag())
                                .build()))
                        .build());
        store.removeBlob(BUCKET, "one");

        assertThat(keys("")).containsExactly("three", "two");
        assertThat(witness.changes).containsExactly("put", "copy", "part", "complete", "remove");
        assertThat(witness.unordered).isEmpty();
    }

    @Test
    void refusesPartsOfAnAbortedUpload() {
        MultipartUpload upload = begin("three");
        part(upload);
        store.abortMultipartUpload(upload);

        assertThatThrownBy(() -> part(upload)).isInstanceOf(NoSuchUploadException.class);
        assertThat(keys("")).isEmpty();
    }

    @Test
    void listsTimesInWholeSeconds() {
        put("one", content());

        assertThat(store.list(BUCKET).contents())
                .extracting(S3Object::lastModified)
                .allSatisfy(time -> assertThat(time).isEqualTo(time.truncatedTo(ChronoUnit.SECONDS)));
    }

    private void put(String key, InputStream content) {
        store.putBlob(
                PutObjectRequest.builder()
                        .bucket(BUCKET)
                        .key(key)
                        .contentLength(7L)
                        .build(),
                content);
    }

    private MultipartUpload begin(String key) {
        return store.initiateMultipartUpload(
                CreateMultipartUploadRequest.builder().bucket(BUCKET).key(key).build());
    }

    private UploadPartResponse part(MultipartUpload upload) {
        return store.uploadMultipartPart(
                upload,
                UploadPartRequest.builder()
                        .bucket(BUCKET)
                        .key(upload.blobName())
                        .uploadId(upload.id())
                        .partNumber(1)
                        .contentLength(7L)
                        .build(),
                content());
    }

    private List<String> keys(String prefix) {
        return store
                .list(ListObjectsV2Request.builder()
                        .bucket(BUCKET)
                        .prefix(prefix)
                        .maxKeys(10)
                        .build())
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();
    }

    private static InputStream content() {
        return new ByteArrayInputStream("content".getBytes(StandardCharsets.UTF_8));
    }

    /** The content, with something that happens when its first byte is asked for. */
    private static InputStream whileArriving(Runnable event) {
        return new ByteArrayInputStream("content".getBytes(StandardCharsets.UTF_8)) {
            private boolean happened;

            @Override
            public synchronized int read(byte[] into, int from, int length) {
                happen();
                return super.read(into, from, length);
            }

            @Override
            public synchronized byte[] readAllBytes() {
                happen();
                return super.readAllBytes();
            }

            private void happen() {
                if (!happened) {
                    happened = true;
                    event.run();
                }
            }
        };
    }

    /** Notes each change that reaches the store, and those made by a thread that was not alone. */
    private final class Witness extends ForwardingBlobStore {
        private final List<String> changes = new ArrayList<>();
        private final List<String> unordered = new ArrayList<>();

        Witness(BlobStore store) {
            super(store);
        }

        private void note(String change) {
            changes.add(change);
            if (!store.mayChange()) {
                unordered.add(change);
            }
        }

        @Override
        public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
            note("put");
            return super.putBlob(request, content);
        }

        @Override
        public CopyObjectResponse copyBlob(CopyObjectRequest request) {
            note("copy");
            return super.copyBlob(request);
        }

        @Override
        public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
            note("remove");
            return super.removeBlob(request);
        }

        @Override
        public UploadPartResponse uploadMultipartPart(
                MultipartUpload upload, UploadPartRequest request, InputStream content) {
            note("part");
            return super.uploadMultipartPart(upload, request, content);
        }

        @Override
        public CompleteMultipartUploadResponse completeMultipartUpload(
                MultipartUpload upload, CompleteMultipartUploadRequest request) {
            note("complete");
            return super.completeMultipartUpload(upload, request);
        }
    }
}
