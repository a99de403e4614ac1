package io.farseek.s3;

import io.farseek.fs.store.ContentSource;
import io.farseek.fs.store.DeleteFailure;
import io.farseek.fs.store.ListPage;
import io.farseek.fs.store.ListRequest;
import io.farseek.fs.store.MissingBucketException;
import io.farseek.fs.store.ObjectStat;
import io.farseek.fs.store.ObjectStore;
import io.farseek.fs.store.PartReceipt;
import io.farseek.fs.store.PreconditionFailedException;
import io.farseek.fs.store.StoreThreads;
import io.farseek.fs.store.StoreTraits;
import io.farseek.fs.store.StreamingRangeReader;
import io.farseek.fs.store.UploadId;
import io.farseek.fs.store.WriteOptions;
import io.farseek.fs.store.WriteOptions.Condition;
import io.farseek.readahead.ByteRange;
import io.farseek.readahead.Capabilities;
import io.farseek.readahead.RangeReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** One bucket through the SDK's blocking client. The client's retries are the only ones; each call here is one call there. */
final class S3ObjectStore implements ObjectStore {
    private static final int PAGE = 1000;

    private final S3Settings settings;
    private final S3Client client;
    private final Dialect dialect;
    private final Runnable onClose;
    private final S3Requests requests;
    private final ServerSideCopy copies;

    /**
     * @param client the caller's to close, in {@code onClose}
     * @param dialect what is known of the store, kept up to date by whoever sees its answers
     */
    S3ObjectStore(S3Settings settings, S3Client client, Dialect dialect, Runnable onClose) {
        this.settings = settings;
        this.client = client;
        this.dialect = dialect;
        this.onClose = onClose;
        this.requests = new S3Requests(settings);
        this.copies = new ServerSideCopy(settings, client, requests, this, StoreThreads.uploads());
    }

    @Override
    public StoreTraits traits() {
        // Conditions a store does not know are checked with a head before the write, here, so that callers need not
        // care.
        return new StoreTraits(
                PAGE,
                PAGE,
                S3Settings.MIN_PART_BYTES,
                S3Settings.SINGLE_REQUEST_BYTES,
                S3Settings.MAX_PARTS,
                S3Settings.SINGLE_REQUEST_BYTES,
                false,
                dialect.profile().conditionalCreate(),
                dialect.profile().conditionalReplace());
    }

    @Override
    public String endpoint() {
        return settings.endpoint() == null ? "" : settings.endpoint().toString();
    }

    /** The object's URI, for messages. */
    String uri(String key) {
        return settings.uri(key);
    }

    /** A small object's whole content. */
    byte[] read(ObjectStat object) throws IOException {
        return call(
                "reading",
                object.key(),
                () -> client.getObjectAsBytes(requests.get(object, new ByteRange(0, object.length())))
                        .asByteArray());
    }

    @Override
    public ObjectStat head(String key) throws IOException {
        try {
            return S3Stats.of(key, call("looking up", key, () -> client.headObject(requests.head(key))));
        } catch (IOException e) {
            throw S3Failures.isUnexplained(e) ? explained(key, e) : e;
        }
    }

    /** A refused HEAD has no body and so no reason. A listing is refused for the same one and says it. */
    private IOException explained(String key, IOException refusal) {
        try {
            client.listObjectsV2(requests.list(new ListRequest(key, true, null, null, 1)));
            return refusal;
        } catch (AwsServiceException e) {
            IOException told = S3Failures.translate("looking up", settings.uri(key), e);
            told.addSuppressed(refusal);
            return told;
        } catch (RuntimeException e) {
            // It never reached the store, so it tells nothing about the refusal.
            refusal.addSuppressed(e);
            return refusal;
        }
    }

    @Override
    public RangeReader open(ObjectStat object) {
        String uri = settings.uri(object.key());
        return new StreamingRangeReader(
                uri,
                object.length(),
                Capabilities.PLAIN,
                new S3RangeSource(client, requests, object, uri),
                StoreThreads.ranges());
    }

    @Override
    public ListPage list(ListRequest request) throws IOException {
        ListObjectsV2Response answer;
        try {
            answer = call("listing", request.prefix(), () -> client.listObjectsV2(requests.list(request)));
        } catch (FileNotFoundException e) {
            // A listing finds nothing only where there is no bucket; not every store says so in the error's code.
            throw new MissingBucketException(
                    e.getMessage() + "; check the bucket's name and " + S3Keys.ENDPOINT.fullName(), e);
        }
        if (answer.name() == null && answer.isTruncated() == null && answer.keyCount() == null) {
            throw S3Failures.noAnswerOfS3(
                    "listing " + settings.uri(request.prefix()), settings.uri(request.prefix()), null);
        }
        List<ObjectStat> objects = answer.contents().stream().map(S3Stats::of).toList();
        List<String> prefixes =
                answer.commonPrefixes().stream().map(CommonPrefix::prefix).toList();
        boolean more = Boolean.TRUE.equals(answer.isTruncated());
        return new ListPage(objects, prefixes, more ? answer.nextContinuationToken() : null);
    }

    @Override
    public ObjectStat put(String key, ContentSource content, WriteOptions options) throws IOException {
        WriteOptions sent = dialect.sentWithPut(options);
        checkUnsent(key, options, sent);
        RequestBody body = SentContent.of(content, options.contentType());
        try {
            PutObjectResponse answer = call(
                    "writing",
                    key,
                    () -> client.putObject(requests.put(key, content.length(), sent, dialect.profile()), body));
            return S3Stats.written(key, content.length(), answer.eTag(), answer.sdkHttpResponse());
        } catch (PreconditionFailedException e) {
            return Outcome.ofRetriedPut(this, key, content, e);
        } catch (IOException e) {
            if (isUnknown(e) && !(sent.condition() instanceof Condition.Anything)) {
                dialect.refusesConditionalPut();
                return put(key, content, options);
            }
            throw e;
        }
    }

    @Override
    public UploadId startUpload(String key, WriteOptions options) throws IOException {
        return new UploadId(
                key,
                call(
                                "starting an upload of",
                                key,
                                () -> client.createMultipartUpload(requests.startUpload(key, options)))
                        .uploadId());
    }

    @Override
    public PartReceipt uploadPart(UploadId upload, int partNumber, ContentSource content) throws IOException {
        RequestBody body = SentContent.of(content, null);
        UploadPartResponse answer = call(
                "uploading part " + partNumber + " of",
                upload.key(),
                () -> client.uploadPart(requests.uploadPart(upload, partNumber, content.length()), body));
        return new PartReceipt(partNumber, PartTag.of(answer).packed(), content.length());
    }

    @Override
    public ObjectStat completeUpload(UploadId upload, List<PartReceipt> parts, WriteOptions options)
            throws IOException {
        WriteOptions sent = dialect.sentWithCompletion(options);
        checkUnsent(upload.key(), options, sent);
        long length = parts.stream().mapToLong(PartReceipt::length).sum();
        try {
            CompleteMultipartUploadResponse answer = call(
                    "completing the upload of",
                    upload.key(),
                    () -> client.completeMultipartUpload(requests.complete(upload, parts, sent, dialect.profile())));
            // Ceph leaves the etag out, without which a reader cannot tell a version from the next.
            return S3Stats.unquoted(answer.eTag()).isEmpty()
                    ? head(upload.key())
                    : S3Stats.written(upload.key(), length, answer.eTag(), answer.sdkHttpResponse());
        } catch (FileNotFoundException | PreconditionFailedException e) {
            return Outcome.ofRetriedCompletion(this, upload.key(), parts, e);
        }
    }

    @Override
    public void abortUpload(UploadId upload) throws IOException {
        try {
            call("aborting the upload of", upload.key(), () -> client.abortMultipartUpload(requests.abort(upload)));
        } catch (FileNotFoundException alreadyGone) {
            // Completed, aborted before, or swept away by a lifecycle rule: what was wanted.
        }
    }

    @Override
    public List<UploadId> listUploads(String prefix) throws IOException {
        List<UploadId> uploads = uploads(prefix);
        if (uploads.isEmpty() && prefix.endsWith("/") && dialect.profile() == CompatibilityProfile.GENERIC) {
            // MinIO knows no prefix here but a whole key and the empty one.
            return uploads("").stream()
                    .filter(upload -> upload.key().startsWith(prefix))
                    .toList();
        }
        return uploads;
    }

    private List<UploadId> uploads(String prefix) throws IOException {
        List<UploadId> uploads = new ArrayList<>();
        @Nullable String keyMarker = null;
        @Nullable String idMarker = null;
        ListMultipartUploadsResponse page;
        do {
            var request = requests.listUploads(prefix, keyMarker, idMarker);
            page = call("listing uploads under", prefix, () -> client.listMultipartUploads(request));
            for (MultipartUpload each : page.uploads()) {
                uploads.add(new UploadId(each.key(), each.uploadId()));
            }
            keyMarker = page.nextKeyMarker();
            idMarker = page.nextUploadIdMarker();
        } while (Boolean.TRUE.equals(page.isTruncated()));
        return uploads;
    }

    @Override
    public List<DeleteFailure> delete(List<String> keys) throws IOException {
        if (keys.isEmpty()) {
            return List.of();
        }
        if (keys.size() == 1) {
            try {
                call("deleting", keys.get(0), () -> client.deleteObject(requests.delete(keys.get(0))));
            } catch (FileNotFoundException alreadyGone) {
                // Swift answers 404 where S3 answers 204.
            }
            return List.of();
        }
        return call("deleting " + keys.size() + " objects of", "", () -> client.deleteObjects(requests.delete(keys)))
                .errors()
                .stream()
                .filter(error -> !"NoSuchKey".equals(error.code()))
                .map(error -> new DeleteFailure(error.key(), error.code() + ": " + error.message()))
                .toList();
    }

    @Override
    public ObjectStat copy(ObjectStat source, String targetKey, WriteOptions options) throws IOException {
        if (!dialect.profile().conditionalCopy()) {
            checkUnsent(targetKey, options, options.withCondition(new Condition.Anything()));
        }
        return copies.copy(source, targetKey, options, dialect.profile());
    }

    @Override
    public void close() {
        onClose.run();
    }

    /** Does with a head what the store will not do by itself. Not atomic, which is the most such a store allows. */
    private void checkUnsent(String key, WriteOptions wanted, WriteOptions sent) throws IOException {
        if (wanted.condition() instanceof Condition.Anything || !(sent.condition() instanceof Condition.Anything)) {
            return;
        }
        @Nullable ObjectStat there = headOrNull(key);
        if (wanted.condition() instanceof Condition.Absent && there != null) {
            throw new PreconditionFailedException("writing " + settings.uri(key) + ": there is an object already");
        }
        if (wanted.condition() instanceof Condition.Matches matches
                && (there == null || !there.etag().equals(matches.etag()))) {
            throw new PreconditionFailedException("writing " + settings.uri(key) + ": the object is "
                    + (there == null ? "gone" : there.etag()) + ", no longer " + matches.etag());
        }
    }

    private @Nullable ObjectStat headOrNull(String key) throws IOException {
        try {
            return head(key);
        } catch (FileNotFoundException e) {
            return null;
        }
    }

    <T> T call(String what, String key, Supplier<T> request) throws IOException {
        try {
            return request.get();
        } catch (RuntimeException e) {
            throw S3Failures.translate(what, settings.uri(key), e);
        }
    }

    private static boolean isUnknown(IOException e) {
        return e.getCause() instanceof AwsServiceException service
                && (service.statusCode() == 501 || S3Failures.code(service).equals("NotImplemented"));
    }
}
