package io.farseek.fs.stream;

import io.farseek.readahead.Count;
import io.farseek.readahead.ReadAhead;
import io.farseek.readahead.Recorder;
import io.farseek.readahead.Size;
import io.farseek.readahead.Timing;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.statistics.IOStatistics;
import org.apache.hadoop.fs.statistics.StreamStatisticNames;
import org.apache.hadoop.fs.statistics.impl.IOStatisticsBinding;
import org.jspecify.annotations.Nullable;

/**
 * What one input stream read, and what its reads and seeks cost. Credits Hadoop's per-thread {@code FileSystem.Statistics} in the calling
 * thread, because Spark takes a task's input bytes from there. Safe for use from many threads at once.
 */
final class StreamStatistics {
    private static final String VECTORED_OPERATIONS = "stream_read_vectored_operations";
    private static final String VECTORED_RANGES = "stream_read_vectored_incoming_ranges";
    private static final int MOST_UNSETTLED = 512;

    private final FileSystem.@Nullable Statistics fileSystem;
    private final Recorder recorder;
    private final AtomicInteger unsettled = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong operations = new AtomicLong();
    private final AtomicLong seeks = new AtomicLong();
    private final AtomicLong exceptions = new AtomicLong();
    private final AtomicLong unbuffers = new AtomicLong();
    private final AtomicLong closes = new AtomicLong();
    private final AtomicLong vectored = new AtomicLong();
    private final AtomicLong ranges = new AtomicLong();
    private final IOStatistics view = IOStatisticsBinding.dynamicIOStatistics()
            .withAtomicLongCounter(StreamStatisticNames.STREAM_READ_BYTES, bytes)
            .withAtomicLongCounter(StreamStatisticNames.STREAM_READ_OPERATIONS, operations)
            .withAtomicLongCounter(StreamStatisticNames.STREAM_READ_SEEK_OPERATIONS, seeks)
            .withAtomicLongCounter(StreamStatisticNames.STREAM_READ_EXCEPTIONS, exceptions)
            .withAtomicLongCounter(StreamStatisticNames.STREAM_READ_UNBUFFERED, unbuffers)
            .withAtomicLongCounter(StreamStatisticNames.STREAM_READ_CLOSE_OPERATIONS, closes)
            .withAtomicLongCounter(VECTORED_OPERATIONS, vectored)
            .withAtomicLongCounter(VECTORED_RANGES, ranges)
            .build();

    StreamStatistics(FileSystem.@Nullable Statistics fileSystem, Recorder recorder) {
        this.fileSystem = fileSystem;
        this.recorder = recorder;
    }

    IOStatistics view() {
        return view;
    }

    /** One read of the stream's user has returned {@code got}, which is negative at the end. */
    void read(int got, long nanos) {
        operations.incrementAndGet();
        recorder.time(Timing.READ, nanos);
        recorder.add(Count.READ_TIME_MICROS, (nanos + 500) / 1000);
        if (got > 0) {
            recorder.size(Size.READ, got);
            credit(got);
        }
    }

    /** One byte was read from what is at hand. Credited with the next ones, or by {@link #settle}: each alone would cost more than its read. */
    void singleByte() {
        if (unsettled.incrementAndGet() >= MOST_UNSETTLED) {
            settle();
        }
    }

    /** Credits single bytes that have not been yet. In the thread that read them. */
    void settle() {
        int got = unsettled.getAndSet(0);
        if (got > 0) {
            operations.addAndGet(got);
            credit(got);
        }
    }

    void vectored(int asked, long total) {
        vectored.incrementAndGet();
        ranges.addAndGet(asked);
        credit(total);
    }

    /** A read is about to be made elsewhere than where the last one ended: counts it by direction and by what is fetched already. */
    void seek(long from, long to, int length, ReadAhead readAhead) {
        seeks.incrementAndGet();
        boolean held = readAhead.holds(to, length);
        if (to > from) {
            recorder.size(Size.SEEK_FORWARD, to - from);
            recorder.increment(held ? Count.SEEK_FORWARD_IN_BUFFER : Count.SEEK_FORWARD_REFETCH);
        } else {
            recorder.size(Size.SEEK_BACKWARD, from - to);
            recorder.increment(held ? Count.SEEK_BACKWARD_IN_BUFFER : Count.SEEK_BACKWARD_REFETCH);
        }
    }

    /** The read after a seek has its bytes. */
    void sought(long nanos) {
        recorder.time(Timing.SEEK, nanos);
        recorder.add(Count.SEEK_TIME_MICROS, (nanos + 500) / 1000);
    }

    void unbuffered() {
        unbuffers.incrementAndGet();
    }

    void failed() {
        exceptions.incrementAndGet();
    }

    void closed() {
        settle();
        closes.incrementAndGet();
    }

    private void credit(long got) {
        bytes.addAndGet(got);
        if (fileSystem != null) {
            fileSystem.incrementBytesRead(got);
            fileSystem.incrementReadOps(1);
        }
    }
}
