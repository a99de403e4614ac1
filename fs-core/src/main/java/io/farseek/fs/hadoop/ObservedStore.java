package io.farseek.fs.hadoop;

import io.farseek.fs.store.ContentSource;
import io.farseek.fs.store.DeleteFailure;
import io.farseek.fs.store.ListPage;
import io.farseek.fs.store.ListRequest;
import io.farseek.fs.store.ObjectStat;
import io.farseek.fs.store.ObjectStore;
import io.farseek.fs.store.PartReceipt;
import io.farseek.fs.store.PreconditionFailedException;
import io.farseek.fs.store.StoreTraits;
import io.farseek.fs.store.UploadId;
import io.farseek.fs.store.WriteOptions;
import io.farseek.readahead.Count;
import io.farseek.readahead.RangeReader;
import io.farseek.readahead.Recorder;
import io.farseek.readahead.Ticker;
import io.farseek.readahead.Timing;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;

/** Counts and times every request but the range reads, which the read-ahead records itself. An absent object is an answer, not an error. */
final class ObservedStore implements ObjectStore {
    private final ObjectStore store;
    private final Recorder recorder;
    private final Ticker ticker;

    ObservedStore(ObjectStore store, Recorder recorder, Ticker ticker) {
        this.store = store;
        this.recorder = recorder;
        this.ticker = ticker;
    }

    private interface Request<T> {
        T send() throws IOException;
    }

    private <T> T observe(Count count, Timing timing, Request<T> request) throws IOException {
        long start = ticker.nanos();
        recorder.increment(count);
        try {
            return request.send();
        } catch (FileNotFoundException | PreconditionFailedException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            recorder.increment(Count.ERRORS);
            throw e;
        } finally {
            long nanos = ticker.nanos() - start;
            recorder.time(timing, nanos);
            if (timing == Timing.HEAD || timing == Timing.LIST) {
                recorder.add(Count.METADATA_TIME_MICROS, (nanos + 500) / 1000);
            }
        }
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
    public ObjectStat head(String key) throws IOException {
        return observe(Count.REQUESTS_HEAD, Timing.HEAD, () -> store.head(key));
    }

    @Override
    public RangeReader open(ObjectStat object) throws IOException {
        return store.open(object);
    }

    @Override
    public ListPage list(ListRequest request) throws IOException {
        return observe(Count.REQUESTS_LIST, Timing.LIST, () -> store.list(request));
    }

    @Override
    public ObjectStat put(String key, ContentSource content, WriteOptions options) throws IOException {
        return observe(Count.REQUESTS_PUT, Timing.PUT, () -> store.put(key, content, options));
    }

    @Override
    public UploadId startUpload(String key, WriteOptions options) throws IOException {
        return observe(Count.REQUESTS_PUT, Timing.PUT, () -> store.startUpload(key, options));
    }

    @Override
    public PartReceipt uploadPart(UploadId upload, int partNumber, ContentSource content) throws IOException {
        return observe(Count.REQUESTS_PUT, Timing.PUT, () -> store.uploadPart(upload, partNumber, content));
    }

    @Override
    public ObjectStat completeUpload(UploadId upload, List<PartReceipt> parts, WriteOptions options)
            throws IOException {
        return observe(Count.REQUESTS_PUT, Timing.PUT, () -> store.completeUpload(upload, parts, options));
    }

    @Override
    public void abortUpload(UploadId upload) throws IOException {
        observe(Count.REQUESTS_DELETE, Timing.DELETE, () -> {
            store.abortUpload(upload);
            return upload;
        });
    }

    @Override
    public List<UploadId> listUploads(String prefix) throws IOException {
        return observe(Count.REQUESTS_LIST, Timing.LIST, () -> store.listUploads(prefix));
    }

    @Override
    public List<DeleteFailure> delete(List<String> keys) throws IOException {
        return observe(Count.REQUESTS_DELETE, Timing.DELETE, () -> store.delete(keys));
    }

    @Override
    public ObjectStat copy(ObjectStat source, String targetKey, WriteOptions options) throws IOException {
        return observe(Count.REQUESTS_PUT, Timing.PUT, () -> store.copy(source, targetKey, options));
    }

    @Override
    public ObjectStat rename(ObjectStat source, String targetKey, WriteOptions options) throws IOException {
        return observe(Count.REQUESTS_PUT, Timing.PUT, () -> store.rename(source, targetKey, options));
    }

    @Override
    public void close() {
        store.close();
    }
}
