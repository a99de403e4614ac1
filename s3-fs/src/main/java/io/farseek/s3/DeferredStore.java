package io.farseek.s3;

import io.farseek.fs.store.ContentSource;
import io.farseek.fs.store.DeleteFailure;
import io.farseek.fs.store.ListPage;
import io.farseek.fs.store.ListRequest;
import io.farseek.fs.store.ObjectStat;
import io.farseek.fs.store.ObjectStore;
import io.farseek.fs.store.PartReceipt;
import io.farseek.fs.store.StoreTraits;
import io.farseek.fs.store.UploadId;
import io.farseek.fs.store.WriteOptions;
import io.farseek.readahead.RangeReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.PathIOException;
import org.jspecify.annotations.Nullable;

/**
 * The store as tasks of a job with {@link S3OutputCommitter} see it: what is written to a place for uncommitted output goes up as the parts
 * of an upload for the file's final key, and what is left at the place itself is a record of that upload. Everything else passes through.
 */
final class DeferredStore implements ObjectStore {
    private static final String LENGTH = "farseek-pending-length";

    private final S3ObjectStore store;

    DeferredStore(S3ObjectStore store) {
        this.store = store;
    }

    /** The store without this: records are objects there. */
    S3ObjectStore direct() {
        return store;
    }

    @Override
    public ObjectStat put(String key, ContentSource content, WriteOptions options) throws IOException {
        @Nullable String target = PendingKeys.target(key);
        if (target == null) {
            return store.put(key, content, options);
        }
        UploadId upload = store.startUpload(target, options);
        try {
            List<PartReceipt> parts = List.of(store.uploadPart(upload, 1, content));
            return record(key, new PendingUpload(upload, true, parts));
        } catch (IOException | RuntimeException e) {
            abort(upload, e);
            throw e;
        }
    }

    @Override
    public UploadId startUpload(String key, WriteOptions options) throws IOException {
        @Nullable String target = PendingKeys.target(key);
        if (target == null) {
            return store.startUpload(key, options);
        }
        UploadId upload = store.startUpload(target, options);
        try {
            // Should this JVM be killed, the job still knows what to abort.
            record(key, new PendingUpload(upload, false, List.of()));
        } catch (IOException | RuntimeException e) {
            abort(upload, e);
            throw e;
        }
        return new UploadId(key, upload.id());
    }

    @Override
    public PartReceipt uploadPart(UploadId upload, int partNumber, ContentSource content) throws IOException {
        return store.uploadPart(targeted(upload), partNumber, content);
    }

    @Override
    public ObjectStat completeUpload(UploadId upload, List<PartReceipt> parts, WriteOptions options)
            throws IOException {
        UploadId target = targeted(upload);
        return target.equals(upload)
                ? store.completeUpload(upload, parts, options)
                : record(upload.key(), new PendingUpload(target, true, parts));
    }

    @Override
    public void abortUpload(UploadId upload) throws IOException {
        UploadId target = targeted(upload);
        store.abortUpload(target);
        if (!target.equals(upload)) {
            store.delete(List.of(upload.key()));
        }
    }

    @Override
    public ObjectStat head(String key) throws IOException {
        return PendingKeys.target(key) == null ? store.head(key) : ofContent(store.head(key));
    }

    @Override
    public ListPage list(ListRequest request) throws IOException {
        ListPage page = store.list(request);
        if (page.objects().stream().noneMatch(object -> PendingKeys.target(object.key()) != null)) {
            return page;
        }
        List<ObjectStat> objects = new ArrayList<>(page.objects().size());
        for (ObjectStat each : page.objects()) {
            objects.add(PendingKeys.target(each.key()) == null ? each : head(each.key()));
        }
        return new ListPage(objects, page.prefixes(), page.continuation());
    }

    @Override
    public RangeReader open(ObjectStat object) throws IOException {
        if (PendingKeys.target(object.key()) != null) {
            throw new PathIOException(object.key(), "written but not committed: it can be read once its job has ended");
        }
        return store.open(object);
    }

    @Override
    public StoreTraits traits() {
        return store.traits();
    }

    @Override
    public String endpoint() {
        return store.endpoint();
    }

    @Override
    public List<UploadId> listUploads(String prefix) throws IOException {
        return store.listUploads(prefix);
    }

    @Override
    public List<DeleteFailure> delete(List<String> keys) throws IOException {
        return store.delete(keys);
    }

    @Override
    public ObjectStat copy(ObjectStat source, String targetKey, WriteOptions options) throws IOException {
        if (PendingKeys.target(source.key()) != null) {
            throw new PathIOException(
                    source.key(), "written but not committed: it cannot be renamed; write it under its final name");
        }
        return store.copy(source, targetKey, options);
    }

    @Override
    public void close() {
        store.close();
    }

    private ObjectStat record(String key, PendingUpload pending) throws IOException {
        WriteOptions options = new WriteOptions(
                WriteOptions.REPLACE.condition(), null, Map.of(LENGTH, Long.toString(pending.length())));
        byte[] bytes = PendingUpload.write(List.of(pending));
        return ofContent(store.put(key, ContentSource.of(ByteBuffer.wrap(bytes)), options), pending.length());
    }

    private static UploadId targeted(UploadId upload) {
        @Nullable String target = PendingKeys.target(upload.key());
        return target == null ? upload : new UploadId(target, upload.id());
    }

    /** A record's status says how long the file is, since that is what its writer asks. */
    private static ObjectStat ofContent(ObjectStat record) {
        @Nullable String length = record.attributes().get(LENGTH);
        return length == null ? record : ofContent(record, Long.parseLong(length));
    }

    private static ObjectStat ofContent(ObjectStat record, long length) {
        return new ObjectStat(
                record.key(), length, record.modifiedMillis(), record.etag(), new HashMap<>(record.attributes()));
    }

    private void abort(UploadId upload, Exception why) {
        try {
            store.abortUpload(upload);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }
}
