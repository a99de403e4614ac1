package io.farseek.s3;

import io.farseek.fs.store.ListRequest;
import io.farseek.fs.store.ObjectStat;
import io.farseek.fs.store.PartReceipt;
import io.farseek.fs.store.UploadId;
import io.farseek.fs.store.WriteOptions;
import io.farseek.fs.store.WriteOptions.Condition;
import io.farseek.readahead.ByteRange;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.RequestPayer;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** Writes requests: bucket, payer, encryption, storage class, checksum and conditions on each that takes them. No I/O. */
final class S3Requests {
    private static final String AES256 = "AES256";

    private final S3Settings settings;
    private final @Nullable RequestPayer payer;
    private final Encryption.@Nullable CustomerKey customer;

    S3Requests(S3Settings settings) {
        this.settings = settings;
        this.payer = settings.requesterPays() ? RequestPayer.REQUESTER : null;
        this.customer = settings.encryption() instanceof Encryption.CustomerKey key ? key : null;
    }

    HeadObjectRequest head(String key) {
        HeadObjectRequest.Builder request =
                HeadObjectRequest.builder().bucket(settings.bucket()).key(key).requestPayer(payer);
        if (customer != null) {
            request.sseCustomerAlgorithm(AES256)
                    .sseCustomerKey(customer.base64Key())
                    .sseCustomerKeyMD5(customer.base64Md5());
        }
        return request.build();
    }

    GetObjectRequest get(ObjectStat object, ByteRange range) {
        GetObjectRequest.Builder request = GetObjectRequest.builder()
                .bucket(settings.bucket())
                .key(object.key())
                .range("bytes=" + range.start() + "-" + (range.end() - 1))
                .requestPayer(payer);
        if (!object.etag().isEmpty()) {
            request.ifMatch("\"" + object.etag() + "\"");
        }
        if (customer != null) {
            request.sseCustomerAlgorithm(AES256)
                    .sseCustomerKey(customer.base64Key())
                    .sseCustomerKeyMD5(customer.base64Md5());
        }
        return request.build();
    }

    ListObjectsV2Request list(ListRequest wanted) {
        return ListObjectsV2Request.builder()
                .bucket(settings.bucket())
                .prefix(wanted.prefix())
                .delimiter(wanted.deep() ? null : "/")
                .startAfter(wanted.startAfter())
                .continuationToken(wanted.continuation())
                .maxKeys(wanted.limit())
                .requestPayer(payer)
                .build();
    }

    PutObjectRequest put(String key, long length, WriteOptions options, CompatibilityProfile profile) {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(settings.bucket())
                .key(key)
                .contentLength(length)
                .contentType(options.contentType())
                .metadata(options.metadata())
                .storageClass(settings.storageClass())
                .checksumAlgorithm(settings.checksum().algorithm())
                .requestPayer(payer);
        if (options.condition() instanceof Condition.Absent) {
            request.ifNoneMatch("*");
        } else if (options.condition() instanceof Condition.Matches matches) {
            request.ifMatch(profile.writeEtag(matches.etag()));
        }
        if (settings.encryption() instanceof Encryption.KmsKey kms) {
            request.serverSideEncryption(kmsMode(kms)).ssekmsKeyId(kms.keyId());
        } else if (settings.encryption() instanceof Encryption.StoreKey) {
            request.serverSideEncryption(ServerSideEncryption.AES256);
        } else if (customer != null) {
            request.sseCustomerAlgorithm(AES256)
                    .sseCustomerKey(customer.base64Key())
                    .sseCustomerKeyMD5(customer.base64Md5());
        }
        return request.build();
    }

    CreateMultipartUploadRequest startUpload(String key, WriteOptions options) {
        CreateMultipartUploadRequest.Builder request = CreateMultipartUploadRequest.builder()
                .bucket(settings.bucket())
                .key(key)
                .contentType(options.contentType())
                .metadata(options.metadata())
                .storageClass(settings.storageClass())
                .checksumAlgorithm(settings.checksum().algorithm())
                .requestPayer(payer);
        if (settings.encryption() instanceof Encryption.KmsKey kms) {
            request.serverSideEncryption(kmsMode(kms)).ssekmsKeyId(kms.keyId());
        } else if (settings.encryption() instanceof Encryption.StoreKey) {
            request.serverSideEncryption(ServerSideEncryption.AES256);
        } else if (customer != null) {
            request.sseCustomerAlgorithm(AES256)
                    .sseCustomerKey(customer.base64Key())
                    .sseCustomerKeyMD5(customer.base64Md5());
        }
        return request.build();
    }

    UploadPartRequest uploadPart(UploadId upload, int number, long length) {
        UploadPartRequest.Builder request = UploadPartRequest.builder()
                .bucket(settings.bucket())
                .key(upload.key())
                .uploadId(upload.id())
                .partNumber(number)
                .contentLength(length)
                .checksumAlgorithm(settings.checksum().algorithm())
                .requestPayer(payer);
        if (customer != null) {
            request.sseCustomerAlgorithm(AES256)
                    .sseCustomerKey(customer.base64Key())
                    .sseCustomerKeyMD5(customer.base64Md5());
        }
        return request.build();
    }

    CompleteMultipartUploadRequest complete(
            UploadId upload, List<PartReceipt> parts, WriteOptions options, CompatibilityProfile profile) {
        CompleteMultipartUploadRequest.Builder request = CompleteMultipartUploadRequest.builder()
                .bucket(settings.bucket())
                .key(upload.key())
                .uploadId(upload.id())
                .multipartUpload(CompletedMultipartUpload.builder()
                        .parts(parts.stream()
                                .map(part -> PartTag.of(part.etag()).toPart(part.partNumber()))
                                .toList())
                        .build())
                .requestPayer(payer);
        if (options.condition() instanceof Condition.Absent) {
            request.ifNoneMatch("*");
        } else if (options.condition() instanceof Condition.Matches matches) {
            request.ifMatch(profile.writeEtag(matches.etag()));
        }
        if (customer != null) {
            request.sseCustomerAlgorithm(AES256)
                    .sseCustomerKey(customer.base64Key())
                    .sseCustomerKeyMD5(customer.base64Md5());
        }
        return request.build();
    }

    AbortMultipartUploadRequest abort(UploadId upload) {
        return AbortMultipartUploadRequest.builder()
                .bucket(settings.bucket())
                .key(upload.key())
                .uploadId(upload.id())
                .requestPayer(payer)
                .build();
    }

    ListMultipartUploadsRequest listUploads(String prefix, @Nullable String keyMarker, @Nullable String idMarker) {
        return ListMultipartUploadsRequest.builder()
                .bucket(settings.bucket())
                .prefix(prefix)
                .keyMarker(keyMarker)
                .uploadIdMarker(idMarker)
                .requestPayer(payer)
                .build();
    }

    DeleteObjectRequest delete(String key) {
        return DeleteObjectRequest.builder()
                .bucket(settings.bucket())
                .key(key)
                .requestPayer(payer)
                .build();
    }

    DeleteObjectsRequest delete(List<String> keys) {
        return DeleteObjectsRequest.builder()
                .bucket(settings.bucket())
                .delete(delete -> delete.quiet(true)
                        .objects(keys.stream()
                                .map(key -> ObjectIdentifier.builder().key(key).build())
                                .toList()))
                .requestPayer(payer)
                .build();
    }

    CopyObjectRequest copy(ObjectStat source, String target, WriteOptions options, CompatibilityProfile profile) {
        CopyObjectRequest.Builder request = CopyObjectRequest.builder()
                .sourceBucket(settings.bucket())
                .sourceKey(source.key())
                .destinationBucket(settings.bucket())
                .destinationKey(target)
                .storageClass(settings.storageClass())
                .requestPayer(payer);
        if (!source.etag().isEmpty()) {
            request.copySourceIfMatch("\"" + source.etag() + "\"");
            profile.ownCopyCondition()
                    .ifPresent(name -> request.overrideConfiguration(more -> more.putHeader(name, source.etag())));
        }
        if (profile.conditionalCopy() && options.condition() instanceof Condition.Absent) {
            request.ifNoneMatch("*");
        } else if (profile.conditionalCopy() && options.condition() instanceof Condition.Matches matches) {
            request.ifMatch(profile.writeEtag(matches.etag()));
        }
        if (settings.encryption() instanceof Encryption.KmsKey kms) {
            request.serverSideEncryption(kmsMode(kms)).ssekmsKeyId(kms.keyId());
        } else if (settings.encryption() instanceof Encryption.StoreKey) {
            request.serverSideEncryption(ServerSideEncryption.AES256);
        } else if (customer != null) {
            request.sseCustomerAlgorithm(AES256)
                    .sseCustomerKey(customer.base64Key())
                    .sseCustomerKeyMD5(customer.base64Md5())
                    .copySourceSSECustomerAlgorithm(AES256)
                    .copySourceSSECustomerKey(customer.base64Key())
                    .copySourceSSECustomerKeyMD5(customer.base64Md5());
        }
        return request.build();
    }

    UploadPartCopyRequest copyPart(
            ObjectStat source, UploadId upload, int number, ByteRange range, CompatibilityProfile profile) {
        UploadPartCopyRequest.Builder request = UploadPartCopyRequest.builder()
                .sourceBucket(settings.bucket())
                .sourceKey(source.key())
                .destinationBucket(settings.bucket())
                .destinationKey(upload.key())
                .uploadId(upload.id())
                .partNumber(number)
                .copySourceRange("bytes=" + range.start() + "-" + (range.end() - 1))
                .requestPayer(payer);
        if (profile.pinsCopiedParts(source.etag())) {
            request.copySourceIfMatch("\"" + source.etag() + "\"");
        }
        if (customer != null) {
            request.sseCustomerAlgorithm(AES256)
                    .sseCustomerKey(customer.base64Key())
                    .sseCustomerKeyMD5(customer.base64Md5())
                    .copySourceSSECustomerAlgorithm(AES256)
                    .copySourceSSECustomerKey(customer.base64Key())
                    .copySourceSSECustomerKeyMD5(customer.base64Md5());
        }
        return request.build();
    }

    private static ServerSideEncryption kmsMode(Encryption.KmsKey kms) {
        return kms.twice() ? ServerSideEncryption.AWS_KMS_DSSE : ServerSideEncryption.AWS_KMS;
    }
}
