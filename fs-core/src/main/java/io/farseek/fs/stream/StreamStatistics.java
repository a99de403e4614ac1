package io.farseek.fs.stream;

import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.statistics.IOStatistics;
import org.apache.hadoop.fs.statistics.StreamStatisticNames;
import org.apache.hadoop.fs.statistics.impl.IOStatisticsBinding;
import org.apache.hadoop.fs.statistics.impl.IOStatisticsStore;
import org.jspecify.annotations.Nullable;

/**
 * What one input stream read. Credits Hadoop's per-thread {@code FileSystem.Statistics} in the calling thread, because Spark takes a task's
 * input bytes from there.
 */
final class StreamStatistics {
    private static final String VECTORED_OPERATIONS = "stream_read_vectored_operations";
    private static final String VECTORED_RANGES = "stream_read_vectored_incoming_ranges";

    private final FileSystem.@Nullable Statistics fileSystem;
    private final IOStatisticsStore store = IOStatisticsBinding.iostatisticsStore()
            .withCounters(
                    StreamStatisticNames.STREAM_READ_BYTES,
                    StreamStatisticNames.STREAM_READ_OPERATIONS,
                    StreamStatisticNames.STREAM_READ_SEEK_OPERATIONS,
                    StreamStatisticNames.STREAM_READ_UNBUFFERED,
                    StreamStatisticNames.STREAM_READ_CLOSE_OPERATIONS,
                    StreamStatisticNames.STREAM_READ_EXCEPTIONS,
                    VECTORED_OPERATIONS,
                    VECTORED_RANGES)
            .build();

    StreamStatistics(FileSystem.@Nullable Statistics fileSystem) {
        this.fileSystem = fileSystem;
    }

    IOStatistics view() {
        return store;
    }

    void read(int bytes) {
        store.incrementCounter(StreamStatisticNames.STREAM_READ_OPERATIONS);
        if (bytes > 0) {
            credit(bytes);
        }
    }

    void vectored(int ranges, long bytes) {
        store.incrementCounter(VECTORED_OPERATIONS);
        store.incrementCounter(VECTORED_RANGES, ranges);
        credit(bytes);
    }

    void seek() {
        store.incrementCounter(StreamStatisticNames.STREAM_READ_SEEK_OPERATIONS);
    }

    void unbuffered() {
        store.incrementCounter(StreamStatisticNames.STREAM_READ_UNBUFFERED);
    }

    void failed() {
        store.incrementCounter(StreamStatisticNames.STREAM_READ_EXCEPTIONS);
    }

    void closed() {
        store.incrementCounter(StreamStatisticNames.STREAM_READ_CLOSE_OPERATIONS);
    }

    private void credit(long bytes) {
        store.incrementCounter(StreamStatisticNames.STREAM_READ_BYTES, bytes);
        if (fileSystem != null) {
            fileSystem.incrementBytesRead(bytes);
            fileSystem.incrementReadOps(1);
        }
    }
}
