package io.farseek.fs.store;

import io.farseek.readahead.RangeReader;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * One bucket of an object store: the seam that every object-store connector implements. Keys are plain text without a leading slash.
 * Blocking, safe for use from many threads at once; every call ends within the connector's own deadlines and has done the connector's own
 * retries.
 *
 * <p>Failures are Hadoop's exceptions, made by the connector: {@link java.io.FileNotFoundException} for a missing object,
 * {@link MissingBucketException} for a missing bucket wherever the store can tell (a head often cannot, a listing can),
 * {@link java.nio.file.AccessDeniedException} for a refused one, {@link PreconditionFailedException} when a condition did not hold,
 * {@link java.io.InterruptedIOException} after an interrupt. The message names the operation, the URI, and the server's request id.
 */
public interface ObjectStore extends Closeable {
    StoreTraits traits();

    /**
     * Where requests go, so that buckets of one name at two endpoints are never taken for one another and each endpoint's latency is learnt
     * apart: a URL, without credentials.
     */
    default String endpoint() {
        return "";
    }

    /** What the store says of one object; fails with a {@link java.io.FileNotFoundException} when there is none. */
    ObjectStat head(String key) throws IOException;

    /**
     * A reader pinned to {@code object}'s etag, normally a {@link StreamingRangeReader}. No I/O. The caller closes it. A read of another
     * version fails with {@link RemoteFileChangedException}.
     */
    RangeReader open(ObjectStat object) throws IOException;

    /** One page of a listing in key order. A prefix without objects is an empty page, a missing bucket is a failure. */
    ListPage list(ListRequest request) throws IOException;

    /** Writes a whole object in one request. */
    ObjectStat put(String key, ContentSource content, WriteOptions options) throws IOException;

    /** Begins a multipart upload. Nothing is visible under {@code key} until it is completed. */
    UploadId startUpload(String key, WriteOptions options) throws IOException;

    /** Uploads one part, numbered from 1. Uploading a number again replaces the part. */
    PartReceipt uploadPart(UploadId upload, int partNumber, ContentSource content) throws IOException;

    /** Makes the object of exactly these parts, in order of number. {@code options} is what the upload was started with. */
    ObjectStat completeUpload(UploadId upload, List<PartReceipt> parts, WriteOptions options) throws IOException;

    /** Throws the upload and its parts away. An upload that is gone already is no failure. */
    void abortUpload(UploadId upload) throws IOException;

    /** The uploads under {@code prefix} that were neither completed nor aborted. */
    List<UploadId> listUploads(String prefix) throws IOException;

    /**
     * Deletes up to {@link StoreTraits#deleteBatch} objects and returns those that are still there, each with its reason. A key without an
     * object is no failure.
     */
    List<DeleteFailure> delete(List<String> keys) throws IOException;

    /** Copies within the store, without moving bytes through here, provided the source still has its etag. Any length. */
    ObjectStat copy(ObjectStat source, String targetKey, WriteOptions options) throws IOException;

    /**
     * Renames one object within the store, in one request, provided the source still has its etag and, with
     * {@link WriteOptions.Condition.Absent}, nothing is at the target. Only where {@link StoreTraits#serverSideRename}.
     */
    default ObjectStat rename(ObjectStat source, String targetKey, WriteOptions options) throws IOException {
        throw new UnsupportedOperationException("this store has no rename; copy and delete instead");
    }

    @Override
    void close();
}
