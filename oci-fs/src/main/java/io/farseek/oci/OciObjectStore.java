package io.farseek.oci;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.objectstorage.ObjectStorage;
import com.oracle.bmc.objectstorage.model.BatchDeleteObjectIdentifier;
import com.oracle.bmc.objectstorage.model.BatchDeleteObjectsDetails;
import com.oracle.bmc.objectstorage.model.ListObjects;
import com.oracle.bmc.objectstorage.model.RenameObjectDetails;
import com.oracle.bmc.objectstorage.requests.BatchDeleteObjectsRequest;
import com.oracle.bmc.objectstorage.requests.DeleteObjectRequest;
import com.oracle.bmc.objectstorage.requests.HeadObjectRequest;
import com.oracle.bmc.objectstorage.requests.ListObjectsRequest;
import com.oracle.bmc.objectstorage.requests.PutObjectRequest;
import com.oracle.bmc.objectstorage.requests.RenameObjectRequest;
import com.oracle.bmc.objectstorage.responses.PutObjectResponse;
import com.oracle.bmc.objectstorage.responses.RenameObjectResponse;
import io.farseek.fs.store.ContentSource;
import io.farseek.fs.store.DeleteFailure;
import io.farseek.fs.store.ListPage;
import io.farseek.fs.store.ListRequest;
import io.farseek.fs.store.ObjectStat;
import io.farseek.fs.store.ObjectStore;
import io.farseek.fs.store.PartReceipt;
import io.farseek.fs.store.StoreThreads;
import io.farseek.fs.store.StoreTraits;
import io.farseek.fs.store.StreamingRangeReader;
import io.farseek.fs.store.UploadId;
import io.farseek.fs.store.WriteOptions;
import io.farseek.readahead.Capabilities;
import io.farseek.readahead.RangeReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One bucket. */
final class OciObjectStore implements ObjectStore {
    private static final String FIELDS = "name,size,etag,timeCreated,timeModified,storageTier,archivalState";
    private static final long MAX_OBJECT_BYTES = 10L << 40;
    private static final StoreTraits TRAITS =
            new StoreTraits(1000, 1000, 1, 50L << 30, 10_000, Math.min(MAX_OBJECT_BYTES, 50L << 30), true, true, true);

    private final ObjectStorage client;
    private final OciSettings settings;
    private final OciRetries retries;
    private final OciUploads uploads;
    private final ServerSideCopy copy;
    private final Runnable onClose;

    OciObjectStore(ObjectStorage client, OciSettings settings, OciRetries retries, Runnable onClose) {
        this.client = client;
        this.settings = settings;
        this.retries = retries;
        this.uploads = new OciUploads(client, settings);
        this.copy = new ServerSideCopy(client, settings, retries);
        this.onClose = onClose;
    }

    @Override
    public StoreTraits traits() {
        return TRAITS;
    }

    @Override
    public String endpoint() {
        return String.valueOf(client.getEndpoint());
    }

    private String uri(String key) {
        return settings.uri() + "/" + key;
    }

    private <T> T send(String what, String key, OciRetries.Attempt<T> attempt) throws IOException {
        try {
            return retries.run(attempt);
        } catch (RuntimeException e) {
            throw OciFailures.translate(what, uri(key), e);
        }
    }

    @Override
    public ObjectStat head(String key) throws IOException {
        return OciStats.of(
                key,
                send(
                        "looking up",
                        key,
                        prepare -> client.headObject(HeadObjectRequest.builder()
                                .namespaceName(settings.namespace())
                                .bucketName(settings.bucket())
                                .objectName(key)
                                .opcSseCustomerAlgorithm(settings.encryption().algorithm())
                                .opcSseCustomerKey(settings.encryption().customerKey())
                                .opcSseCustomerKeySha256(settings.encryption().customerKeySha256())
                                .invocationCallback(prepare)
                                .build())));
    }

    @Override
    public RangeReader open(ObjectStat object) {
        String uri = uri(object.key());
        return new StreamingRangeReader(
                uri,
                object.length(),
                Capabilities.PLAIN,
                new OciRangeSource(client, retries, settings, object, uri),
                StoreThreads.ranges());
    }

    @Override
    public ListPage list(ListRequest request) throws IOException {
        ListObjects page = send(
                        "listing",
                        request.prefix(),
                        prepare -> client.listObjects(ListObjectsRequest.builder()
                                .namespaceName(settings.namespace())
                                .bucketName(settings.bucket())
                                .prefix(request.prefix().isEmpty() ? null : request.prefix())
                                .delimiter(request.deep() ? null : "/")
                                .startAfter(request.continuation() == null ? request.startAfter() : null)
                                .start(request.continuation())
                                .limit(Math.min(request.limit(), TRAITS.listPage()))
                                .fields(FIELDS)
                                .invocationCallback(prepare)
                                .build()))
                .getListObjects();
        List<String> prefixes = page.getPrefixes() == null ? List.of() : page.getPrefixes();
        List<ObjectStat> objects = page.getObjects().stream().map(OciStats::of).toList();
        return new ListPage(objects, prefixes, page.getNextStartWith());
    }

    @Override
    public ObjectStat put(String key, ContentSource content, WriteOptions options) throws IOException {
        String md5 = settings.contentMd5() ? ContentMd5.of(content) : null;
        PutObjectResponse answer = send(
                "writing",
                key,
                prepare -> client.putObject(PutObjectRequest.builder()
                        .namespaceName(settings.namespace())
                        .bucketName(settings.bucket())
                        .objectName(key)
                        .contentLength(content.length())
                        .putObjectBody(new ContentStream(content))
                        .contentMD5(md5)
                        .ifMatch(ifMatch(options))
                        .ifNoneMatch(ifNoneMatch(options))
                        .contentType(options.contentType())
                        .opcMeta(options.metadata().isEmpty() ? null : options.metadata())
                        .storageTier(settings.tier())
                        .opcSseKmsKeyId(settings.encryption().kmsKey())
                        .opcSseCustomerAlgorithm(settings.encryption().algorithm())
                        .opcSseCustomerKey(settings.encryption().customerKey())
                        .opcSseCustomerKeySha256(settings.encryption().customerKeySha256())
                        .invocationCallback(prepare)
                        .build()));
        return OciStats.written(key, content.length(), answer.getETag(), answer.getLastModified());
    }

    static @Nullable String ifMatch(WriteOptions options) {
        return options.condition() instanceof WriteOptions.Condition.Matches matches ? matches.etag() : null;
    }

    static @Nullable String ifNoneMatch(WriteOptions options) {
        return options.condition() instanceof WriteOptions.Condition.Absent ? "*" : null;
    }

    @Override
    public UploadId startUpload(String key, WriteOptions options) throws IOException {
        return send("starting an upload to", key, prepare -> uploads.start(key, options, prepare));
    }

    @Override
    public PartReceipt uploadPart(UploadId upload, int partNumber, ContentSource content) throws IOException {
        String md5 = settings.contentMd5() ? ContentMd5.of(content) : null;
        return send(
                "uploading part " + partNumber + " of",
                upload.key(),
                prepare -> uploads.part(upload, partNumber, content, md5, prepare));
    }

    @Override
    public ObjectStat completeUpload(UploadId upload, List<PartReceipt> parts, WriteOptions options)
            throws IOException {
        return send(
                "completing the upload to", upload.key(), prepare -> uploads.complete(upload, parts, options, prepare));
    }

    @Override
    public void abortUpload(UploadId upload) throws IOException {
        try {
            send("aborting an upload to", upload.key(), prepare -> uploads.abort(upload, prepare));
        } catch (FileNotFoundException gone) {
            return; // which is what was wanted
        }
    }

    @Override
    public List<UploadId> listUploads(String prefix) throws IOException {
        List<UploadId> all = new ArrayList<>();
        String page = null;
        do {
            String from = page;
            OciUploads.Page got =
                    send("listing the uploads to", prefix, prepare -> uploads.list(prefix, from, prepare));
            all.addAll(got.uploads());
            page = got.next();
        } while (page != null);
        return all;
    }

    @Override
    public List<DeleteFailure> delete(List<String> keys) throws IOException {
        if (keys.size() == 1) {
            deleteOne(keys.get(0));
            return List.of();
        }
        List<BatchDeleteObjectIdentifier> names = keys.stream()
                .map(key ->
                        BatchDeleteObjectIdentifier.builder().objectName(key).build())
                .toList();
        return send(
                        "deleting " + keys.size() + " objects of",
                        "",
                        prepare -> client.batchDeleteObjects(BatchDeleteObjectsRequest.builder()
                                .namespaceName(settings.namespace())
                                .bucketName(settings.bucket())
                                .batchDeleteObjectsDetails(BatchDeleteObjectsDetails.builder()
                                        .objects(names)
                                        .isSkipDeletedResult(true)
                                        .build())
                                .invocationCallback(prepare)
                                .build()))
                .getBatchDeleteObjectsResult()
                .getFailed()
                .stream()
                .filter(each -> each.getStatusCode() == null || each.getStatusCode() != 404)
                .map(each ->
                        new DeleteFailure(each.getObjectName(), each.getStatusCode() + " " + each.getErrorMessage()))
                .toList();
    }

    private void deleteOne(String key) throws IOException {
        try {
            send(
                    "deleting",
                    key,
                    prepare -> client.deleteObject(DeleteObjectRequest.builder()
                            .namespaceName(settings.namespace())
                            .bucketName(settings.bucket())
                            .objectName(key)
                            .invocationCallback(prepare)
                            .build()));
        } catch (FileNotFoundException gone) {
            return; // which is what was wanted
        }
    }

    @Override
    public ObjectStat copy(ObjectStat source, String targetKey, WriteOptions options) throws IOException {
        String workRequest = send(
                "copying " + uri(source.key()) + " to",
                targetKey,
                prepare -> copy.start(source, targetKey, options, prepare));
        try {
            copy.await(workRequest, uri(source.key()), uri(targetKey));
        } catch (RuntimeException e) {
            throw OciFailures.translate("copying " + uri(source.key()) + " to", uri(targetKey), e);
        }
        return head(targetKey);
    }

    @Override
    public ObjectStat rename(ObjectStat source, String targetKey, WriteOptions options) throws IOException {
        RenameObjectDetails details = RenameObjectDetails.builder()
                .sourceName(source.key())
                .newName(targetKey)
                .srcObjIfMatchETag(source.etag().isEmpty() ? null : source.etag())
                .newObjIfMatchETag(ifMatch(options))
                .newObjIfNoneMatchETag(ifNoneMatch(options))
                .build();
        int[] attempts = {0};
        try {
            RenameObjectResponse answer = retries.run(prepare -> {
                attempts[0]++;
                return client.renameObject(RenameObjectRequest.builder()
                        .namespaceName(settings.namespace())
                        .bucketName(settings.bucket())
                        .renameObjectDetails(details)
                        .invocationCallback(prepare)
                        .build());
            });
            return new ObjectStat(
                    targetKey,
                    source.length(),
                    OciStats.written(targetKey, source.length(), answer.getETag(), answer.getLastModified())
                            .modifiedMillis(),
                    OciStats.etag(answer.getETag()),
                    Map.of());
        } catch (BmcException e) {
            // An attempt whose answer was lost may have done it: then the source is gone and the target is what it was.
            if (attempts[0] > 1 && e.getStatusCode() == 404) {
                ObjectStat there = headOrNull(targetKey);
                if (there != null && isNoOlder(there, source)) {
                    return there;
                }
            }
            throw OciFailures.translate("renaming " + uri(source.key()) + " to", uri(targetKey), e);
        } catch (RuntimeException e) {
            throw OciFailures.translate("renaming " + uri(source.key()) + " to", uri(targetKey), e);
        }
    }

    /** A head tells the time in whole seconds only. */
    private static boolean isNoOlder(ObjectStat there, ObjectStat source) {
        return there.length() == source.length() && there.modifiedMillis() / 1000 >= source.modifiedMillis() / 1000;
    }

    private @Nullable ObjectStat headOrNull(String key) throws IOException {
        try {
            return head(key);
        } catch (FileNotFoundException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (Exception e) {
            throw new IllegalStateException("the SDK's client did not close", e);
        } finally {
            onClose.run();
        }
    }
}
