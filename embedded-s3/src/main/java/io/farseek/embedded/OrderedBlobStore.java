package io.farseek.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Makes each change of S3Proxy's transient store one step, as S3 has it. That store keeps objects as files of a file system in memory: a put
 * makes the folder and then a file in it, a delete takes the file away and then the folders that became empty. Side by side, a delete takes
 * the folder away under a put, which is then lost, and a listing shows folders that are empty.
 *
 * <p>Contents are read to their end before anything is changed, so that no lock is held while a client sends. Also mended here: an
 * upload that was aborted or completed takes no more parts, and listings tell times in whole seconds, as answers about one object do.
 */
final class OrderedBlobStore extends ForwardingBlobStore {
    private final ReentrantReadWriteLock order = new ReentrantReadWriteLock();
    private final Set<String> openUploads = ConcurrentHashMap.newKeySet();

    OrderedBlobStore(BlobStore store) {
        super(store);
    }

    /** Whether this thread is the one that may change the store. */
    boolean mayChange() {
        return order.isWriteLockedByCurrentThread();
    }

    private <T> T change(Supplier<T> step) {
        order.writeLock().lock();
        try {
            return step.get();
        } finally {
            order.writeLock().unlock();
        }
    }

    private <T> T look(Supplier<T> step) {
        order.readLock().lock();
        try {
            return step.get();
        } finally {
            order.readLock().unlock();
        }
    }

    private static InputStream received(InputStream content) {
        try (content) {
            return new ByteArrayInputStream(content.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
        InputStream received = received(content);
        return change(() -> super.putBlob(request, received));
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        return change(() -> super.copyBlob(request));
    }

    @Override
    public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
        return change(() -> super.removeBlob(request));
    }

    @Override
    public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
        return change(() -> {
            MultipartUpload upload = super.initiateMultipartUpload(request);
            openUploads.add(upload.id());
            return upload;
        });
    }

    @Override
    public UploadPartResponse uploadMultipartPart(
            MultipartUpload upload, UploadPartRequest request, InputStream content) {
        InputStream received = received(content);
        return change(() -> {
            checkOpen(upload);
            return super.uploadMultipartPart(upload, request, received);
        });
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        return change(() -> {
            checkOpen(upload);
            CompleteMultipartUploadResponse answer = super.completeMultipartUpload(upload, request);
            openUploads.remove(upload.id());
            return answer;
        });
    }

    @Override
    public void abortMultipartUpload(MultipartUpload upload) {
        change(() -> {
            openUploads.remove(upload.id());
            super.abortMultipartUpload(upload);
            return upload;
        });
    }

    /** The content's file stays readable when it is replaced or deleted later. */
    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
        return look(() -> super.getBlob(request));
    }

    @Override
    public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
        return look(() -> super.blobMetadata(request));
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        ListObjectsV2Response page = look(() -> super.list(request));
        return page.toBuilder()
                .contents(page.contents().stream()
                        .map(each -> each.lastModified() == null
                                ? each
                                : each.toBuilder()
                                        .lastModified(each.lastModified().truncatedTo(ChronoUnit.SECONDS))
                                        .build())
                        .toList())
                .build();
    }

    private void checkOpen(MultipartUpload upload) {
        if (!openUploads.contains(upload.id())) {
            throw noSuchUpload(upload.id());
        }
    }

    private static NoSuchUploadException noSuchUpload(String id) {
        return NoSuchUploadException.builder()
                .message("The specified upload " + id + " does not exist: it was aborted or completed.")
                .statusCode(404)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("NoSuchUpload")
                        .errorMessage("The specified upload does not exist.")
                        .sdkHttpResponse(
                                SdkHttpResponse.builder().statusCode(404).build())
                        .build())
                .build();
    }
}
