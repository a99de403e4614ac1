package io.farseek.fs.hadoop;

import io.farseek.fs.store.ObjectStat;
import io.farseek.fs.store.ObjectStore;
import io.farseek.fs.store.PartReceipt;
import io.farseek.fs.store.StoreThreads;
import io.farseek.fs.store.UploadId;
import io.farseek.fs.store.WriteOptions;
import io.farseek.fs.stream.PartBuffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.hadoop.fs.BBPartHandle;
import org.apache.hadoop.fs.BBUploadHandle;
import org.apache.hadoop.fs.PartHandle;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathHandle;
import org.apache.hadoop.fs.UploadHandle;
import org.apache.hadoop.fs.impl.AbstractMultipartUploader;
import org.apache.hadoop.fs.statistics.IOStatistics;
import org.apache.hadoop.fs.statistics.IOStatisticsSupport;
import org.apache.hadoop.util.functional.CallableRaisingIOE;

/** Hadoop's multipart uploader over the store's own uploads: parts may come from any JVM that knows the upload handle. */
final class StoreMultipartUploader extends AbstractMultipartUploader {
    private final StoreSession session;
    private final ObjectStore store;
    private final FileTree tree;
    private final Function<Path, String> keyOf;

    /** @param keyOf from a path to its key */
    StoreMultipartUploader(StoreSession session, FileTree tree, Path basePath, Function<Path, String> keyOf) {
        super(basePath);
        this.session = session;
        this.store = session.store();
        this.tree = tree;
        this.keyOf = keyOf;
    }

    @Override
    public CompletableFuture<UploadHandle> startUpload(Path filePath) throws IOException {
        checkPath(filePath);
        String key = keyOf.apply(filePath);
        return run(() -> BBUploadHandle.from(ByteBuffer.wrap(
                store.startUpload(key, WriteOptions.REPLACE).id().getBytes(StandardCharsets.UTF_8))));
    }

    @Override
    public CompletableFuture<PartHandle> putPart(
            UploadHandle uploadId,
            int partNumber,
            boolean isLastPart,
            Path filePath,
            InputStream inputStream,
            long lengthInBytes)
            throws IOException {
        return putPart(uploadId, partNumber, filePath, inputStream, lengthInBytes);
    }

    /** What Hadoop before 3.5 calls; there it overrides, here the compiler cannot know. */
    @SuppressWarnings("MissingOverride")
    public CompletableFuture<PartHandle> putPart(
            UploadHandle uploadId, int partNumber, Path filePath, InputStream inputStream, long lengthInBytes)
            throws IOException {
        checkPutArguments(filePath, inputStream, partNumber, uploadId, lengthInBytes);
        UploadId upload = upload(uploadId, filePath);
        return run(() -> {
            PartBuffer content = session.partBuffer(upload.key(), lengthInBytes);
            try (InputStream in = inputStream) {
                fill(content, in, lengthInBytes);
                return partHandle(store.uploadPart(upload, partNumber, content));
            } finally {
                content.release();
            }
        });
    }

    @Override
    public CompletableFuture<PathHandle> complete(
            UploadHandle uploadId, Path filePath, Map<Integer, PartHandle> handles) throws IOException {
        checkPath(filePath);
        checkPartHandles(handles);
        UploadId upload = upload(uploadId, filePath);
        List<PartReceipt> parts = new ArrayList<>();
        Set<String> distinct = new HashSet<>();
        for (Map.Entry<Integer, PartHandle> each : new TreeMap<>(handles).entrySet()) {
            PartReceipt receipt = receipt(each.getValue());
            if (!distinct.add(receipt.partNumber() + " " + receipt.etag())) {
                throw new IllegalArgumentException("part " + each.getKey() + " of " + filePath + " is given twice");
            }
            parts.add(receipt);
        }
        return run(() -> {
            // A directory may have been made since the upload was started.
            tree.checkCreatable(upload.key(), true);
            ObjectStat stat = store.completeUpload(upload, parts, WriteOptions.REPLACE);
            session.cache().saw(stat);
            return new ObjectPathHandle(stat, true);
        });
    }

    @Override
    public CompletableFuture<Void> abort(UploadHandle uploadId, Path filePath) throws IOException {
        checkPath(filePath);
        UploadId upload = upload(uploadId, filePath);
        return run(() -> {
            // A store does not mind aborting what is gone; Hadoop's contract does.
            if (!store.listUploads(upload.key()).contains(upload)) {
                throw new FileNotFoundException("no upload " + upload.id() + " of " + filePath + " is under way");
            }
            store.abortUpload(upload);
            return null;
        });
    }

    @Override
    public CompletableFuture<Integer> abortUploadsUnderPath(Path path) throws IOException {
        checkPath(path);
        String prefix = PathKeys.prefixOf(keyOf.apply(path));
        return run(() -> {
            List<UploadId> uploads = store.listUploads(prefix);
            for (UploadId each : uploads) {
                store.abortUpload(each);
            }
            return uploads.size();
        });
    }

    @Override
    public IOStatistics getIOStatistics() {
        return IOStatisticsSupport.retrieveIOStatistics(null);
    }

    private static void fill(PartBuffer content, InputStream in, long length) throws IOException {
        byte[] chunk = new byte[64 << 10];
        while (content.length() < length) {
            int got = in.read(chunk, 0, (int) Math.min(chunk.length, length - content.length()));
            if (got < 0) {
                throw new EOFException(
                        "the part's stream ended after " + content.length() + " of " + length + " bytes");
            }
            content.add(chunk, 0, got);
        }
    }

    private static <T> CompletableFuture<T> run(CallableRaisingIOE<T> call) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return call.apply();
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                },
                StoreThreads.uploads());
    }

    private UploadId upload(UploadHandle handle, Path filePath) {
        checkUploadId(handle.toByteArray());
        return new UploadId(keyOf.apply(filePath), new String(handle.toByteArray(), StandardCharsets.UTF_8));
    }

    private static PartHandle partHandle(PartReceipt receipt) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(receipt.partNumber());
            out.writeUTF(receipt.etag());
            out.writeLong(receipt.length());
        }
        return BBPartHandle.from(ByteBuffer.wrap(bytes.toByteArray()));
    }

    private static PartReceipt receipt(PartHandle handle) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(handle.toByteArray()))) {
            return new PartReceipt(in.readInt(), in.readUTF(), in.readLong());
        } catch (EOFException e) {
            throw new IOException("a damaged part handle", e);
        }
    }
}
