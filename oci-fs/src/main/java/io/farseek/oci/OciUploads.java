package io.farseek.oci;

import com.oracle.bmc.http.client.RequestInterceptor;
import com.oracle.bmc.objectstorage.ObjectStorage;
import com.oracle.bmc.objectstorage.model.CommitMultipartUploadDetails;
import com.oracle.bmc.objectstorage.model.CommitMultipartUploadPartDetails;
import com.oracle.bmc.objectstorage.model.CreateMultipartUploadDetails;
import com.oracle.bmc.objectstorage.requests.AbortMultipartUploadRequest;
import com.oracle.bmc.objectstorage.requests.CommitMultipartUploadRequest;
import com.oracle.bmc.objectstorage.requests.CreateMultipartUploadRequest;
import com.oracle.bmc.objectstorage.requests.ListMultipartUploadsRequest;
import com.oracle.bmc.objectstorage.requests.UploadPartRequest;
import com.oracle.bmc.objectstorage.responses.CommitMultipartUploadResponse;
import com.oracle.bmc.objectstorage.responses.ListMultipartUploadsResponse;
import io.farseek.fs.store.ContentSource;
import io.farseek.fs.store.ObjectStat;
import io.farseek.fs.store.PartReceipt;
import io.farseek.fs.store.UploadId;
import io.farseek.fs.store.WriteOptions;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requests of multipart uploads, one attempt each. */
final class OciUploads {
    private static final int PAGE = 1000;

    private final ObjectStorage client;
    private final OciSettings settings;

    OciUploads(ObjectStorage client, OciSettings settings) {
        this.client = client;
        this.settings = settings;
    }

    /** Some uploads, and where the next page begins, or null. */
    record Page(List<UploadId> uploads, @Nullable String next) {}

    UploadId start(String key, WriteOptions options, RequestInterceptor prepare) {
        CreateMultipartUploadDetails.Builder details =
                CreateMultipartUploadDetails.builder().object(key);
        if (options.contentType() != null) {
            details.contentType(options.contentType());
        }
        if (!options.metadata().isEmpty()) {
            details.metadata(options.metadata());
        }
        if (settings.tier() != null) {
            details.storageTier(settings.tier());
        }
        Encryption encryption = settings.encryption();
        return new UploadId(
                key,
                client.createMultipartUpload(CreateMultipartUploadRequest.builder()
                                .namespaceName(settings.namespace())
                                .bucketName(settings.bucket())
                                .createMultipartUploadDetails(details.build())
                                .ifMatch(OciObjectStore.ifMatch(options))
                                .ifNoneMatch(OciObjectStore.ifNoneMatch(options))
                                .opcSseKmsKeyId(encryption.kmsKey())
                                .opcSseCustomerAlgorithm(encryption.algorithm())
                                .opcSseCustomerKey(encryption.customerKey())
                                .opcSseCustomerKeySha256(encryption.customerKeySha256())
                                .invocationCallback(prepare)
                                .build())
                        .getMultipartUpload()
                        .getUploadId());
    }

    PartReceipt part(
            UploadId upload, int number, ContentSource content, @Nullable String md5, RequestInterceptor prepare) {
        Encryption encryption = settings.encryption();
        String etag = client.uploadPart(UploadPartRequest.builder()
                        .namespaceName(settings.namespace())
                        .bucketName(settings.bucket())
                        .objectName(upload.key())
                        .uploadId(upload.id())
                        .uploadPartNum(number)
                        .contentLength(content.length())
                        .uploadPartBody(new ContentStream(content))
                        .contentMD5(md5)
                        .opcSseCustomerAlgorithm(encryption.algorithm())
                        .opcSseCustomerKey(encryption.customerKey())
                        .opcSseCustomerKeySha256(encryption.customerKeySha256())
                        .invocationCallback(prepare)
                        .build())
                .getETag();
        return new PartReceipt(number, etag, content.length());
    }

    ObjectStat complete(UploadId upload, List<PartReceipt> parts, WriteOptions options, RequestInterceptor prepare) {
        List<CommitMultipartUploadPartDetails> commits = parts.stream()
                .sorted(Comparator.comparingInt(PartReceipt::partNumber))
                .map(each -> CommitMultipartUploadPartDetails.builder()
                        .partNum(each.partNumber())
                        .etag(each.etag())
                        .build())
                .toList();
        CommitMultipartUploadResponse answer = client.commitMultipartUpload(CommitMultipartUploadRequest.builder()
                .namespaceName(settings.namespace())
                .bucketName(settings.bucket())
                .objectName(upload.key())
                .uploadId(upload.id())
                .ifMatch(OciObjectStore.ifMatch(options))
                .ifNoneMatch(OciObjectStore.ifNoneMatch(options))
                .commitMultipartUploadDetails(CommitMultipartUploadDetails.builder()
                        .partsToCommit(commits)
                        .build())
                .invocationCallback(prepare)
                .build());
        long length = parts.stream().mapToLong(PartReceipt::length).sum();
        return OciStats.written(upload.key(), length, answer.getETag(), answer.getLastModified());
    }

    UploadId abort(UploadId upload, RequestInterceptor prepare) {
        client.abortMultipartUpload(AbortMultipartUploadRequest.builder()
                .namespaceName(settings.namespace())
                .bucketName(settings.bucket())
                .objectName(upload.key())
                .uploadId(upload.id())
                .invocationCallback(prepare)
                .build());
        return upload;
    }

    /** The service lists all uploads of the bucket; the prefix is applied here. */
    Page list(String prefix, @Nullable String page, RequestInterceptor prepare) {
        ListMultipartUploadsResponse answer = client.listMultipartUploads(ListMultipartUploadsRequest.builder()
                .namespaceName(settings.namespace())
                .bucketName(settings.bucket())
                .limit(PAGE)
                .page(page)
                .invocationCallback(prepare)
                .build());
        return new Page(
                answer.getItems().stream()
                        .filter(each -> each.getObject().startsWith(prefix))
                        .map(each -> new UploadId(each.getObject(), each.getUploadId()))
                        .toList(),
                answer.getOpcNextPage());
    }
}
