package io.farseek.root.spark;

import io.farseek.root.column.BatchReader;
import java.util.Arrays;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomSumMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.jspecify.annotations.Nullable;

/** What a task counts, and how Spark's user interface shows it: records, stored and decompressed bytes, time spent decompressing. */
public final class ScanMetrics {
    private static final String RECORDS = "rootRecords";
    private static final String STORED_BYTES = "rootStoredBytes";
    private static final String DECOMPRESSED_BYTES = "rootDecompressedBytes";
    private static final String DECOMPRESSION_TIME = "rootDecompressionTime";

    private long records;
    private long storedBytes;
    private long decompressedBytes;
    private long decompressionNanos;

    static CustomMetric[] all() {
        return new CustomMetric[] {new Records(), new StoredBytes(), new DecompressedBytes(), new DecompressionTime()};
    }

    void addRecords(long rows) {
        records += rows;
    }

    /** Takes over the counts of a reader that is done. */
    void finish(BatchReader reader) {
        storedBytes += reader.storedBytesRead();
        decompressedBytes += reader.decompressedBytes();
        decompressionNanos += reader.decompressionNanos();
    }

    /** The counts so far, with those of the reader at work. */
    CustomTaskMetric[] values(@Nullable BatchReader reader) {
        long stored = storedBytes + (reader == null ? 0 : reader.storedBytesRead());
        long decompressed = decompressedBytes + (reader == null ? 0 : reader.decompressedBytes());
        long nanos = decompressionNanos + (reader == null ? 0 : reader.decompressionNanos());
        return new CustomTaskMetric[] {
            new Value(RECORDS, records),
            new Value(STORED_BYTES, stored),
            new Value(DECOMPRESSED_BYTES, decompressed),
            new Value(DECOMPRESSION_TIME, nanos / 1_000_000)
        };
    }

    private record Value(String name, long value) implements CustomTaskMetric {}

    /** Spark makes these by name with their public constructors when it shows a finished query. */
    public static final class Records extends CustomSumMetric {
        public Records() {}

        @Override
        public String name() {
            return RECORDS;
        }

        @Override
        public String description() {
            return "ROOT entries read";
        }
    }

    public static final class StoredBytes extends CustomSumMetric {
        public StoredBytes() {}

        @Override
        public String name() {
            return STORED_BYTES;
        }

        @Override
        public String description() {
            return "ROOT bytes read, as stored";
        }
    }

    public static final class DecompressedBytes extends CustomSumMetric {
        public DecompressedBytes() {}

        @Override
        public String name() {
            return DECOMPRESSED_BYTES;
        }

        @Override
        public String description() {
            return "ROOT bytes after decompression";
        }
    }

    public static final class DecompressionTime implements CustomMetric {
        public DecompressionTime() {}

        @Override
        public String name() {
            return DECOMPRESSION_TIME;
        }

        @Override
        public String description() {
            return "ROOT decompression time (ms, all threads)";
        }

        @Override
        public String aggregateTaskMetrics(long[] taskMetrics) {
            return Long.toString(Arrays.stream(taskMetrics).sum());
        }
    }
}
