package io.farseek.fs.stream;

import io.farseek.fs.stats.ThreadStatistics;
import io.farseek.readahead.ByteRange;
import io.farseek.readahead.Level;
import io.farseek.readahead.ReadAhead;
import io.farseek.readahead.Recorder;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.apache.hadoop.fs.ByteBufferPositionedReadable;
import org.apache.hadoop.fs.ByteBufferReadable;
import org.apache.hadoop.fs.CanSetReadahead;
import org.apache.hadoop.fs.CanUnbuffer;
import org.apache.hadoop.fs.FSExceptionMessages;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileRange;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.statistics.IOStatistics;
import org.apache.hadoop.fs.statistics.IOStatisticsSource;
import org.jspecify.annotations.Nullable;

/**
 * Hadoop's input stream over a {@link ReadAhead}: holds a position, and no bytes but the few that single-byte reads take next.
 *
 * <p>{@code read} and {@code seek} are for one thread at a time. Positioned reads, vectored reads and hints neither use nor move the
 * position, take no lock and may run in any number of threads. A read blocks until it has at least one byte. Reads after {@link #close} fail.
 */
public final class ReadAheadInputStream extends FSInputStream
        implements ByteBufferReadable,
                ByteBufferPositionedReadable,
                CanUnbuffer,
                CanSetReadahead,
                StreamCapabilities,
                IOStatisticsSource,
                RangeHints {
    private final String where;
    private final ReadAhead readAhead;
    private final Recorder recorder;
    private final StreamStatistics statistics;
    private final ByteReads single;
    private final AtomicBoolean closed = new AtomicBoolean();
    private long position;
    // Where the last read of the position ended: a read elsewhere is what counts as a seek.
    private long lastEnd;

    /**
     * @param where the file's URI, for messages
     * @param readAhead owned from here on and closed with this
     * @param fileSystem where the reading thread's bytes are credited, or null
     */
    public ReadAheadInputStream(
            String where, ReadAhead readAhead, Recorder recorder, FileSystem.@Nullable Statistics fileSystem) {
        this.where = where;
        this.readAhead = readAhead;
        this.recorder = recorder;
        this.statistics = new StreamStatistics(fileSystem, recorder);
        this.single = new ByteReads(readAhead);
        recorder.shift(Level.OPEN_STREAMS, 1);
    }

    @Override
    public void seek(long target) throws IOException {
        checkOpen();
        if (target < 0) {
            throw new EOFException(FSExceptionMessages.NEGATIVE_SEEK + " " + target + " in " + where);
        }
        if (target > readAhead.length()) {
            throw new EOFException(FSExceptionMessages.CANNOT_SEEK_PAST_EOF + ": " + target + " in " + where + " of "
                    + readAhead.length() + " bytes");
        }
        position = target;
    }

    @Override
    public long getPos() {
        return position;
    }

    @Override
    public boolean seekToNewSource(long target) {
        return false;
    }

    @Override
    public int available() throws IOException {
        checkOpen();
        return (int) Math.min(Integer.MAX_VALUE, readAhead.length() - position);
    }

    @Override
    public long skip(long bytes) throws IOException {
        checkOpen();
        long skipped = Math.max(0, Math.min(bytes, readAhead.length() - position));
        seek(position + skipped);
        return skipped;
    }

    @Override
    public int read() throws IOException {
        checkOpen();
        int next = position == lastEnd ? nextByte() : -1;
        if (next < 0) {
            ByteBuffer one = ByteBuffer.allocate(1);
            return read(one) < 0 ? -1 : one.get(0) & 0xff;
        }
        statistics.singleByte();
        advance(1);
        return next;
    }

    private int nextByte() throws IOException {
        try {
            return single.next(position);
        } catch (IOException e) {
            statistics.failed();
            throw e;
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        validatePositionedReadArgs(position, target, offset, length);
        return read(ByteBuffer.wrap(target, offset, length));
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        statistics.settle();
        if (position == lastEnd || position >= readAhead.length() || !target.hasRemaining()) {
            return advance(readAt(position, target));
        }
        checkOpen();
        statistics.seek(lastEnd, position, target.remaining(), readAhead);
        long start = System.nanoTime();
        int got = readAt(position, target);
        statistics.sought(System.nanoTime() - start);
        return advance(got);
    }

    private int advance(int got) {
        if (got > 0) {
            position += got;
            lastEnd = position;
        }
        return got;
    }

    @Override
    public int read(long at, byte[] target, int offset, int length) throws IOException {
        validatePositionedReadArgs(at, target, offset, length);
        return read(at, ByteBuffer.wrap(target, offset, length));
    }

    @Override
    public int read(long at, ByteBuffer target) throws IOException {
        checkOpen();
        if (at < 0) {
            throw new EOFException(FSExceptionMessages.NEGATIVE_SEEK + " " + at + " in " + where);
        }
        return readAt(at, target);
    }

    @Override
    public void readFully(long at, byte[] target) throws IOException {
        readFully(at, ByteBuffer.wrap(target));
    }

    @Override
    public void readFully(long at, byte[] target, int offset, int length) throws IOException {
        validatePositionedReadArgs(at, target, offset, length);
        readFully(at, ByteBuffer.wrap(target, offset, length));
    }

    @Override
    public void readFully(long at, ByteBuffer target) throws IOException {
        checkOpen();
        if (at < 0) {
            throw new EOFException(FSExceptionMessages.NEGATIVE_SEEK + " " + at + " in " + where);
        }
        int wanted = target.remaining();
        if (wanted > readAhead.length() - at) {
            throw new EOFException(FSExceptionMessages.EOF_IN_READ_FULLY + ": " + wanted + " bytes at " + at + " of "
                    + where + ", which has " + readAhead.length());
        }
        long start = System.nanoTime();
        try {
            readAhead.readFully(at, target);
        } catch (IOException e) {
            statistics.failed();
            throw e;
        }
        statistics.read(wanted, System.nanoTime() - start);
    }

    private int readAt(long at, ByteBuffer target) throws IOException {
        checkOpen();
        if (!target.hasRemaining()) {
            return 0;
        }
        long start = System.nanoTime();
        try {
            int got = readAhead.read(at, target);
            statistics.read(got, System.nanoTime() - start);
            return got;
        } catch (IOException e) {
            statistics.failed();
            throw e;
        }
    }

    /** Bytes are credited to the calling thread when they are asked for: they arrive on threads that belong to nobody. */
    @Override
    public void readVectored(List<? extends FileRange> ranges, IntFunction<ByteBuffer> allocate) throws IOException {
        checkOpen();
        statistics.vectored(ranges.size(), VectoredReads.read(readAhead, where, ranges, allocate));
    }

    @Override
    public void readVectored(
            List<? extends FileRange> ranges, IntFunction<ByteBuffer> allocate, Consumer<ByteBuffer> release)
            throws IOException {
        Objects.requireNonNull(release, "release");
        readVectored(ranges, allocate);
    }

    /** Merging is done here, with what is known of the endpoint: callers need not. */
    @Override
    public int minSeekForVectorReads() {
        return 0;
    }

    @Override
    public int maxReadSizeForVectorReads() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void willNeed(long[] offsets, long[] lengths) {
        if (closed.get()) {
            return;
        }
        ByteRange all = new ByteRange(0, readAhead.length());
        List<ByteRange> ranges = new ArrayList<>(offsets.length);
        for (int i = 0; i < Math.min(offsets.length, lengths.length); i++) {
            long start = Math.max(0, Math.min(offsets[i], all.end()));
            ByteRange range = ByteRange.of(start, Math.max(0, Math.min(lengths[i], all.end() - start)));
            if (!range.isEmpty()) {
                ranges.add(range);
            }
        }
        readAhead.willNeed(ranges);
    }

    @Override
    public void unbuffer() {
        if (!closed.get()) {
            statistics.unbuffered();
            single.forget();
            readAhead.unbuffer();
        }
    }

    /** Accepted and not needed: the window follows from what is read and what the endpoint costs. */
    @Override
    public void setReadahead(@Nullable Long bytes) throws IOException {
        checkOpen();
        if (bytes != null && bytes < 0) {
            throw new IllegalArgumentException(FSExceptionMessages.NEGATIVE_SEEK + ": readahead of " + bytes);
        }
    }

    @Override
    public boolean hasCapability(String capability) {
        return switch (capability.toLowerCase(Locale.ROOT)) {
            case StreamCapabilities.READAHEAD,
                    StreamCapabilities.UNBUFFER,
                    StreamCapabilities.READBYTEBUFFER,
                    StreamCapabilities.PREADBYTEBUFFER,
                    StreamCapabilities.IOSTATISTICS,
                    "in:readvectored",
                    "fs.capability.iocontext.supported",
                    RangeHints.WILL_NEED -> true;
            default -> false;
        };
    }

    @Override
    public IOStatistics getIOStatistics() {
        statistics.settle();
        return statistics.view();
    }

    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            recorder.shift(Level.OPEN_STREAMS, -1);
            statistics.closed();
            ThreadStatistics.aggregate(statistics.view());
            readAhead.close();
        }
    }

    private void checkOpen() throws IOException {
        if (closed.get()) {
            throw new IOException(where + ": " + FSExceptionMessages.STREAM_IS_CLOSED);
        }
    }

    @Override
    public String toString() {
        return "ReadAheadInputStream{" + where + ", position " + position + " of " + readAhead.length() + "}";
    }
}
