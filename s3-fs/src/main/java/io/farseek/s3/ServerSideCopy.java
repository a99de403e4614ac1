package io.farseek.s3;

import io.farseek.fs.store.ObjectStat;
import io.farseek.fs.store.PartReceipt;
import io.farseek.fs.store.PreconditionFailedException;
import io.farseek.fs.store.UploadId;
import io.farseek.fs.store.WriteOptions;
import io.farseek.readahead.ByteRange;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;

/** Copies within the store: one request for small objects, an upload whose parts are ranges of the source for large ones. */
final class ServerSideCopy {
    /** Attributes that are headers of their own, not user metadata. */
    private static final Set<String> HEADERS = Set.of(
            "content-type",
            "content-encoding",
            "cache-control",
            "content-disposition",
            "content-language",
            "storage-class",
            "server-side-encryption",
            "version-id");

    private final S3Settings settings;
    private final S3Client client;
    private final S3Requests requests;
    private final S3ObjectStore store;
    private final Executor executor;

    ServerSideCopy(S3Settings settings, S3Client client, S3Requests requests, S3ObjectStore store, Executor executor) {
        this.settings = settings;
        this.client = client;
        this.requests = requests;
        this.store = store;
        this.executor = executor;
    }

    ObjectStat copy(ObjectStat source, String target, WriteOptions options, CompatibilityProfile profile)
            throws IOException {
        return source.length() > settings.copyThreshold()
                        || (source.length() > 0 && !profile.copiesAtOnce(source.etag()))
                ? inParts(source, target, options, profile)
                : atOnce(source, target, options, profile);
    }

    private ObjectStat atOnce(ObjectStat source, String target, WriteOptions options, CompatibilityProfile profile)
            throws IOException {
        CopyObjectResponse answer = store.call(
                "copying " + settings.uri(source.key()) + " to",
                target,
                () -> client.copyObject(requests.copy(source, target, options, profile)));
        return new ObjectStat(
                target,
                source.length(),
                answer.copyObjectResult().lastModified() == null
                        ? System.currentTimeMillis()
                        : answer.copyObjectResult().lastModified().toEpochMilli(),
                S3Stats.unquoted(answer.copyObjectResult().eTag()),
                Map.of());
    }

    private ObjectStat inParts(ObjectStat source, String target, WriteOptions options, CompatibilityProfile profile)
            throws IOException {
        // An upload starts without the source's headers and metadata: a copy of a large object must not lose what that
        // of a small one keeps.
        ObjectStat full = store.head(source.key());
        Map<String, String> metadata = new HashMap<>(full.attributes());
        metadata.keySet().removeAll(HEADERS);
        WriteOptions kept =
                new WriteOptions(options.condition(), full.attributes().get("content-type"), metadata);
        UploadId upload = store.startUpload(target, kept);
        try {
            List<PartReceipt> parts = copyParts(source, upload, profile);
            if (!profile.pinsCopiedParts(source.etag())) {
                checkUnchanged(source);
            }
            return store.completeUpload(upload, parts, kept);
        } catch (IOException | RuntimeException e) {
            abort(upload, e);
            throw e;
        }
    }

    /** Does with a head what the store will not do by itself, before anybody can see a mix of versions. */
    private void checkUnchanged(ObjectStat source) throws IOException {
        if (source.etag().isEmpty()) {
            return;
        }
        String now = store.head(source.key()).etag();
        if (!now.equals(source.etag())) {
            throw new PreconditionFailedException("copying " + settings.uri(source.key()) + ": the object is " + now
                    + ", no longer " + source.etag());
        }
    }

    private List<PartReceipt> copyParts(ObjectStat source, UploadId upload, CompatibilityProfile profile)
            throws IOException {
        long least = (source.length() + S3Settings.MAX_PARTS - 1) / S3Settings.MAX_PARTS;
        long partBytes = Math.max(settings.copyPartBytes(), least);
        List<CompletableFuture<PartReceipt>> parts = new ArrayList<>();
        for (long start = 0; start < source.length(); start += partBytes) {
            ByteRange range = new ByteRange(start, Math.min(source.length(), start + partBytes));
            int number = parts.size() + 1;
            parts.add(CompletableFuture.supplyAsync(() -> copyPart(source, upload, number, range, profile), executor));
        }
        List<PartReceipt> receipts = new ArrayList<>(parts.size());
        try {
            for (CompletableFuture<PartReceipt> each : parts) {
                receipts.add(await(each, source));
            }
        } finally {
            // After a failure the rest must not start: an upload that is aborted while parts arrive keeps them.
            parts.forEach(each -> each.cancel(false));
        }
        return receipts;
    }

    private PartReceipt copyPart(
            ObjectStat source, UploadId upload, int number, ByteRange range, CompatibilityProfile profile) {
        var answer = client.uploadPartCopy(requests.copyPart(source, upload, number, range, profile));
        return new PartReceipt(number, PartTag.of(answer.copyPartResult()).packed(), range.length());
    }

    private PartReceipt await(CompletableFuture<PartReceipt> part, ObjectStat source) throws IOException {
        String uri = settings.uri(source.key());
        try {
            return part.get(settings.callTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted copying " + uri);
        } catch (TimeoutException e) {
            throw new java.net.SocketTimeoutException(
                    "copying a part of " + uri + " took longer than " + settings.callTimeout());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure
                    ? S3Failures.translate("copying a part of", uri, failure)
                    : new IOException("copying a part of " + uri, e.getCause());
        }
    }

    private void abort(UploadId upload, Exception why) {
        try {
            store.abortUpload(upload);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }
}
