package io.farseek.fs.stream;

import io.farseek.fs.config.WriteSettings;
import io.farseek.fs.stats.ThreadStatistics;
import io.farseek.fs.store.ContentSource;
import io.farseek.fs.store.ObjectStat;
import io.farseek.fs.store.ObjectStore;
import io.farseek.fs.store.StoreThreads;
import io.farseek.fs.store.StoreTraits;
import io.farseek.fs.store.WriteOptions;
import io.farseek.readahead.Count;
import io.farseek.readahead.Recorder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Abortable;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSExceptionMessages;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.Syncable;
import org.apache.hadoop.fs.statistics.IOStatistics;
import org.apache.hadoop.fs.statistics.IOStatisticsSource;
import org.apache.hadoop.fs.statistics.StreamStatisticNames;
import org.apache.hadoop.fs.statistics.impl.IOStatisticsBinding;
import org.apache.hadoop.fs.statistics.impl.IOStatisticsStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one object: a single put when everything fits in one part, otherwise a multipart upload whose parts go up while later ones are
 * being filled. Nothing is visible until {@link #close} has returned; when anything failed before, close fails too and throws the upload
 * away. For one thread at a time.
 */
public final class UploadOutputStream extends OutputStream
        implements Syncable, StreamCapabilities, Abortable, IOStatisticsSource {
    static final Logger LOG = LoggerFactory.getLogger(UploadOutputStream.class);
    private static final AtomicBoolean WARNED_OF_SYNC = new AtomicBoolean();

    private final String where;
    private final String key;
    private final ObjectStore store;
    private final WriteOptions options;
    private final WriteSettings settings;
    private final WriteMemory memory;
    private final Recorder recorder;
    private final Consumer<ObjectStat> whenVisible;
    private final IOStatisticsStore statistics = IOStatisticsBinding.iostatisticsStore()
            .withCounters(
                    StreamStatisticNames.STREAM_WRITE_BYTES,
                    StreamStatisticNames.STREAM_WRITE_BLOCK_UPLOADS,
                    StreamStatisticNames.STREAM_WRITE_EXCEPTIONS)
            .build();

    private @Nullable PartBuffer part;
    private @Nullable PartUploads uploads;
    private @Nullable IOException failure;
    private boolean closed;

    /**
     * @param where the file's URI, for messages
     * @param memory the budget for unsent bytes
     * @param whenVisible told once when the object has been written, with what the store says of it
     */
    public UploadOutputStream(
            String where,
            String key,
            ObjectStore store,
            WriteOptions options,
            WriteSettings settings,
            WriteMemory memory,
            Recorder recorder,
            Consumer<ObjectStat> whenVisible) {
        this.where = where;
        this.key = key;
        this.store = store;
        this.options = options;
        this.settings = settings;
        this.memory = memory;
        this.recorder = recorder;
        this.whenVisible = whenVisible;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        checkWritable();
        Objects.checkFromIndexSize(offset, count, bytes.length);
        try {
            int at = offset;
            int left = count;
            while (left > 0) {
                PartBuffer filling = partWithRoom();
                int taken = (int) Math.min(left, filling.room());
                filling.add(bytes, at, taken);
                at += taken;
                left -= taken;
            }
            statistics.incrementCounter(StreamStatisticNames.STREAM_WRITE_BYTES, count);
            recorder.add(Count.BYTES_WRITTEN, count);
        } catch (IOException | RuntimeException e) {
            throw fail(e);
        }
    }

    /** A full part goes up only when there is a byte for the next one: a file of exactly one part stays a single put. */
    private PartBuffer partWithRoom() throws IOException {
        PartBuffer filling = part;
        if (filling != null && filling.room() == 0) {
            part = null;
            upload(filling);
            filling = null;
        }
        if (filling == null) {
            filling = new PartBuffer(
                    where,
                    memory,
                    settings.directory(),
                    nextPartBytes(),
                    settings.buffer() == WriteSettings.Buffer.HEAP);
            part = filling;
        }
        return filling;
    }

    /** Doubles with every tenth of the store's number of parts, so that the longest object a store takes can be written. */
    private long nextPartBytes() {
        StoreTraits traits = store.traits();
        int number = uploads == null ? 0 : uploads.submitted();
        int doublings = Math.min(30, (int) (number / Math.max(1, traits.maxParts() / 10L)));
        long wanted = Math.max(settings.partBytes(), traits.minPartBytes()) << doublings;
        return Math.min(wanted, traits.maxPartBytes());
    }

    private void upload(PartBuffer full) throws IOException {
        PartUploads to = uploads;
        if (to == null) {
            try {
                to = new PartUploads(
                        store,
                        store.startUpload(key, options),
                        options,
                        StoreThreads.uploads(),
                        settings.parallelParts(),
                        settings.deadline());
            } catch (IOException | RuntimeException e) {
                full.release();
                throw e;
            }
            uploads = to;
        }
        if (to.submitted() == store.traits().maxParts()) {
            full.release();
            throw new IOException(where + " would need more than "
                    + store.traits().maxParts() + " parts; raise fs.farseek.write.part-size");
        }
        statistics.incrementCounter(StreamStatisticNames.STREAM_WRITE_BLOCK_UPLOADS);
        to.submit(full);
    }

    /** Makes the object visible, or fails and leaves what was there before. A second call does nothing. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (failure != null) {
                throw new IOException(where + " was not written: " + failure.getMessage(), failure);
            }
            whenVisible.accept(finish());
        } catch (IOException | RuntimeException e) {
            throw fail(e);
        } finally {
            releasePart();
            ThreadStatistics.aggregate(statistics);
        }
    }

    private ObjectStat finish() throws IOException {
        PartBuffer last = part;
        PartUploads to = uploads;
        if (to == null) {
            return store.put(key, last == null ? ContentSource.EMPTY : last, options);
        }
        part = null;
        if (last != null) {
            upload(last);
        }
        return to.complete();
    }

    private IOException fail(Exception e) {
        statistics.incrementCounter(StreamStatisticNames.STREAM_WRITE_EXCEPTIONS);
        IOException io = e instanceof IOException already ? already : new IOException("writing " + where + ": " + e, e);
        if (failure == null) {
            failure = io;
        }
        releasePart();
        IOException aborting = abortUpload();
        if (aborting != null) {
            io.addSuppressed(aborting);
        }
        return io;
    }

    private @Nullable IOException abortUpload() {
        PartUploads to = uploads;
        uploads = null;
        if (to == null) {
            return null;
        }
        try {
            to.abort();
            return null;
        } catch (IOException | RuntimeException e) {
            return new IOException(
                    "the multipart upload of " + where + " could not be thrown away and still uses space: " + e, e);
        }
    }

    private void releasePart() {
        PartBuffer last = part;
        part = null;
        if (last != null) {
            last.release();
        }
    }

    private void checkWritable() throws IOException {
        if (closed) {
            throw new IOException(where + ": " + FSExceptionMessages.STREAM_IS_CLOSED);
        }
        if (failure != null) {
            throw new IOException("an earlier write to " + where + " failed: " + failure.getMessage(), failure);
        }
    }

    /** Has no effect: bytes go up in whole parts. */
    @Override
    public void flush() {}

    @Override
    public void hflush() throws IOException {
        sync("hflush");
    }

    @Override
    public void hsync() throws IOException {
        sync("hsync");
    }

    private void sync(String asked) throws IOException {
        checkWritable();
        String answer = asked + " on " + where + ": an object store shows a file, and keeps it, only once it is closed";
        if (settings.sync() == WriteSettings.Sync.FAIL) {
            throw new UnsupportedOperationException(answer);
        }
        if (WARNED_OF_SYNC.compareAndSet(false, true)) {
            LOG.warn("{}; such calls have no effect (fs.farseek.write.sync)", answer);
        }
    }

    /** Throws everything away; the file stays as it was. */
    @Override
    public AbortableResult abort() {
        boolean already = closed;
        closed = true;
        releasePart();
        IOException problem = abortUpload();
        return new AbortableResult() {
            @Override
            public boolean alreadyClosed() {
                return already;
            }

            @Override
            public @Nullable IOException anyCleanupException() {
                return problem;
            }
        };
    }

    /** Says no to hflush and hsync, whatever calling them does. */
    @Override
    public boolean hasCapability(String capability) {
        return switch (capability.toLowerCase(Locale.ROOT)) {
            case StreamCapabilities.IOSTATISTICS, CommonPathCapabilities.ABORTABLE_STREAM -> true;
            default -> false;
        };
    }

    @Override
    public IOStatistics getIOStatistics() {
        return statistics;
    }

    @Override
    public String toString() {
        return "UploadOutputStream{" + where + "}";
    }
}
