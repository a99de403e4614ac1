package io.farseek.fs.memory;

import io.farseek.fs.store.ContentSource;
import io.farseek.fs.store.DeleteFailure;
import io.farseek.fs.store.ListPage;
import io.farseek.fs.store.ListRequest;
import io.farseek.fs.store.MissingBucketException;
import io.farseek.fs.store.ObjectStat;
import io.farseek.fs.store.ObjectStore;
import io.farseek.fs.store.PartReceipt;
import io.farseek.fs.store.PreconditionFailedException;
import io.farseek.fs.store.RemoteFileChangedException;
import io.farseek.fs.store.StoreThreads;
import io.farseek.fs.store.StoreTraits;
import io.farseek.fs.store.StreamingRangeReader;
import io.farseek.fs.store.UploadId;
import io.farseek.fs.store.WriteOptions;
import io.farseek.readahead.ByteRange;
import io.farseek.readahead.Capabilities;
import io.farseek.readahead.RangeReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A bucket in memory: strongly consistent, conditional writes, checked multipart uploads, etags that are never reused. */
public final class MemoryObjectStore implements ObjectStore {
    /** Small limits, so that paging and parts are met early. No rename, as S3. */
    public static final StoreTraits COPYING =
            new StoreTraits(1000, 1000, 1, 1L << 30, 10_000, 1L << 30, false, true, true);

    /** The same with a rename of single objects, as OCI. */
    public static final StoreTraits RENAMING =
            new StoreTraits(1000, 1000, 1, 1L << 30, 10_000, 1L << 30, true, true, true);

    private final StoreTraits traits;
    private final String name;
    private final Faults faults = new Faults();
    private final List<Request> log = new CopyOnWriteArrayList<>();
    private final NavigableMap<String, Stored> objects = new ConcurrentSkipListMap<>();
    private final Map<String, Upload> uploads = new ConcurrentHashMap<>();
    private final AtomicLong versions = new AtomicLong();
    private volatile boolean missing;

    // Never handed out.
    @SuppressWarnings("ArrayRecordComponent")
    private record Stored(byte[] bytes, ObjectStat stat) {}

    private record Upload(UploadId id, WriteOptions options, Map<Integer, Part> parts) {}

    @SuppressWarnings("ArrayRecordComponent")
    private record Part(byte[] bytes, String etag) {}

    public MemoryObjectStore(String name, StoreTraits traits) {
        this.name = name;
        this.traits = traits;
    }

    public Faults faults() {
        return faults;
    }

    /** From now on there is no such bucket. */
    public void remove() {
        missing = true;
    }

    /** Requests since the start or the last {@link #clearLog}, in the order they were begun. */
    public List<Request> log() {
        return List.copyOf(log);
    }

    public void clearLog() {
        log.clear();
    }

    /** Every key, in order. */
    public List<String> keys() {
        return List.copyOf(objects.keySet());
    }

    public int uploadsUnderWay() {
        return uploads.size();
    }

    /** Puts an object in place, past log and faults. */
    public ObjectStat seed(String key, byte[] bytes) {
        return store(key, bytes, WriteOptions.REPLACE);
    }

    private void begin(Request.Kind kind, String key) throws IOException {
        Request request = new Request(kind, key);
        log.add(request);
        faults.check(request);
        if (missing && kind != Request.Kind.HEAD) {
            throw new MissingBucketException(request + ": there is no bucket " + name, null);
        }
    }

    private String where(String key) {
        return "memory://" + name + "/" + key;
    }

    private ObjectStat store(String key, byte[] bytes, WriteOptions options) {
        Map<String, String> attributes = new HashMap<>(options.metadata());
        attributes.put(
                "content-type", options.contentType() == null ? "application/octet-stream" : options.contentType());
        ObjectStat stat = new ObjectStat(
                key, bytes.length, System.currentTimeMillis(), "v" + versions.incrementAndGet(), attributes);
        objects.put(key, new Stored(bytes, stat));
        return stat;
    }

    private synchronized ObjectStat storeIf(String key, byte[] bytes, WriteOptions options) throws IOException {
        Stored now = objects.get(key);
        if (options.condition() instanceof WriteOptions.Condition.Absent && now != null) {
            throw new PreconditionFailedException(where(key) + " exists");
        }
        if (options.condition() instanceof WriteOptions.Condition.Matches matches
                && (now == null || !now.stat().etag().equals(matches.etag()))) {
            throw new PreconditionFailedException(where(key) + " is not " + matches.etag());
        }
        return store(key, bytes, options);
    }

    private Stored get(String key) throws FileNotFoundException {
        Stored stored = missing ? null : objects.get(key);
        if (stored == null) {
            throw new FileNotFoundException("no object " + where(key));
        }
        return stored;
    }

    @Override
    public StoreTraits traits() {
        return traits;
    }

    @Override
    public ObjectStat head(String key) throws IOException {
        begin(Request.Kind.HEAD, key);
        return get(key).stat();
    }

    @Override
    public RangeReader open(ObjectStat object) {
        return new StreamingRangeReader(
                where(object.key()),
                object.length(),
                Capabilities.PLAIN,
                (range, cause) -> body(object, range),
                StoreThreads.ranges());
    }

    private InputStream body(ObjectStat object, ByteRange range) throws IOException {
        Request request = new Request(Request.Kind.GET, object.key() + " " + range);
        begin(request.kind(), request.key());
        Stored stored = objects.get(object.key());
        String found =
                stored == null ? "it is gone" : "its etag is " + stored.stat().etag();
        if (stored == null
                || !(object.etag().isEmpty()
                        || object.etag().equals(stored.stat().etag()))) {
            throw new RemoteFileChangedException(where(object.key()), found + ", not " + object.etag(), null);
        }
        int start = (int) Math.min(range.start(), stored.bytes().length);
        int end = (int) Math.min(range.end(), stored.bytes().length);
        return faults.wrap(request, new ByteArrayInputStream(stored.bytes(), start, end - start));
    }

    @Override
    public ListPage list(ListRequest request) throws IOException {
        begin(Request.Kind.LIST, request.prefix() + (request.deep() ? "**" : "*"));
        List<ObjectStat> found = new ArrayList<>();
        List<String> folded = new ArrayList<>();
        String after = request.continuation() != null ? request.continuation() : request.startAfter();
        String last = "";
        for (Map.Entry<String, Stored> each :
                objects.tailMap(request.prefix(), true).entrySet()) {
            String key = each.getKey();
            if (!key.startsWith(request.prefix())) {
                break;
            }
            String entry = request.deep() ? key : folded(key, request.prefix());
            boolean seen = entry.equals(last) || (after != null && entry.compareTo(after) <= 0);
            if (seen) {
                continue;
            }
            if (found.size() + folded.size() == request.limit()) {
                return new ListPage(found, folded, last);
            }
            if (request.deep() || key.indexOf('/', request.prefix().length()) < 0) {
                found.add(each.getValue().stat());
            } else {
                folded.add(entry);
            }
            last = entry;
        }
        return new ListPage(found, folded, null);
    }

    private static String folded(String key, String prefix) {
        int slash = key.indexOf('/', prefix.length());
        return slash < 0 ? key : key.substring(0, slash) + "/";
    }

    @Override
    public ObjectStat put(String key, ContentSource content, WriteOptions options) throws IOException {
        begin(Request.Kind.PUT, key);
        return storeIf(key, bytes(content), options);
    }

    private static byte[] bytes(ContentSource content) throws IOException {
        try (InputStream in = content.open()) {
            byte[] bytes = in.readAllBytes();
            if (bytes.length != content.length()) {
                throw new IOException("content said " + content.length() + " bytes and gave " + bytes.length);
            }
            return bytes;
        }
    }

    @Override
    public UploadId startUpload(String key, WriteOptions options) throws IOException {
        begin(Request.Kind.START_UPLOAD, key);
        UploadId id = new UploadId(key, "u" + versions.incrementAndGet());
        uploads.put(id.id(), new Upload(id, options, new ConcurrentHashMap<>()));
        return id;
    }

    @Override
    public PartReceipt uploadPart(UploadId upload, int partNumber, ContentSource content) throws IOException {
        begin(Request.Kind.PART, upload.key() + " " + partNumber);
        byte[] bytes = bytes(content);
        Part part = new Part(bytes, "p" + versions.incrementAndGet());
        upload(upload).parts().put(partNumber, part);
        return new PartReceipt(partNumber, part.etag(), bytes.length);
    }

    private Upload upload(UploadId id) throws FileNotFoundException {
        @Nullable Upload upload = uploads.get(id.id());
        if (upload == null || !upload.id().key().equals(id.key())) {
            throw new FileNotFoundException("no upload " + id.id() + " of " + where(id.key()));
        }
        return upload;
    }

    @Override
    public ObjectStat completeUpload(UploadId id, List<PartReceipt> parts, WriteOptions options) throws IOException {
        begin(Request.Kind.COMPLETE_UPLOAD, id.key());
        Upload upload = upload(id);
        if (parts.isEmpty()) {
            throw new IOException("an upload of no parts: " + where(id.key()));
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (PartReceipt each : new TreeMap<>(byNumber(parts)).values()) {
            Part part = upload.parts().get(each.partNumber());
            if (part == null || !part.etag().equals(each.etag())) {
                throw new IOException(
                        "part " + each.partNumber() + " of " + where(id.key()) + " is not " + each.etag());
            }
            whole.writeBytes(part.bytes());
        }
        ObjectStat stat = storeIf(id.key(), whole.toByteArray(), options);
        uploads.remove(id.id());
        return stat;
    }

    private static Map<Integer, PartReceipt> byNumber(List<PartReceipt> parts) {
        Map<Integer, PartReceipt> byNumber = new HashMap<>();
        parts.forEach(each -> byNumber.put(each.partNumber(), each));
        return byNumber;
    }

    @Override
    public void abortUpload(UploadId upload) throws IOException {
        begin(Request.Kind.ABORT_UPLOAD, upload.key());
        uploads.remove(upload.id());
    }

    @Override
    public List<UploadId> listUploads(String prefix) throws IOException {
        begin(Request.Kind.LIST_UPLOADS, prefix);
        return uploads.values().stream()
                .map(Upload::id)
                .filter(each -> each.key().startsWith(prefix))
                .toList();
    }

    @Override
    public List<DeleteFailure> delete(List<String> keys) throws IOException {
        if (keys.size() > traits.deleteBatch()) {
            throw new IllegalArgumentException(keys.size() + " keys in one delete");
        }
        begin(Request.Kind.DELETE, String.join(",", keys));
        List<DeleteFailure> left = new ArrayList<>();
        for (String key : keys) {
            try {
                // Faults hit single keys of a batch by this form, which the log does not show.
                faults.check(new Request(Request.Kind.DELETE, "one " + key));
                objects.remove(key);
            } catch (IOException e) {
                left.add(new DeleteFailure(key, String.valueOf(e.getMessage())));
            }
        }
        return left;
    }

    @Override
    public ObjectStat copy(ObjectStat source, String targetKey, WriteOptions options) throws IOException {
        begin(Request.Kind.COPY, source.key() + " " + targetKey);
        return storeIf(targetKey, unchanged(source).bytes(), options);
    }

    @Override
    public ObjectStat rename(ObjectStat source, String targetKey, WriteOptions options) throws IOException {
        begin(Request.Kind.RENAME, source.key() + " " + targetKey);
        ObjectStat stat = storeIf(targetKey, unchanged(source).bytes(), options);
        objects.remove(source.key());
        return stat;
    }

    private Stored unchanged(ObjectStat source) throws IOException {
        Stored stored = get(source.key());
        if (!source.etag().isEmpty() && !stored.stat().etag().equals(source.etag())) {
            throw new PreconditionFailedException(where(source.key()) + " has changed");
        }
        return stored;
    }

    @Override
    public void close() {}
}
