package io.farseek.root.spark;

import io.farseek.root.column.BatchReader;
import io.farseek.root.column.ColumnBatch;
import io.farseek.root.column.Scan;
import io.farseek.root.spark.RootPartition.Piece;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the pieces of a partition one after the other. Used by one task thread, in which all bytes are asked for, so that Spark counts them. */
final class RootPartitionReader implements PartitionReader<ColumnarBatch> {
    private static final Logger LOG = LoggerFactory.getLogger(RootPartitionReader.class);

    private final RootPartition partition;
    private final Configuration configuration;
    private final StructType schema;
    private final RootSourceOptions settings;
    private final ScanMetrics metrics = new ScanMetrics();

    private int nextPiece;
    private long countedRows;
    private long rowsLeft;
    private @Nullable BatchReader reader;
    private String path = "";
    private @Nullable ColumnarBatch batch;

    RootPartitionReader(
            RootPartition partition,
            Configuration configuration,
            StructType schema,
            int limit,
            RootSourceOptions settings) {
        this.partition = partition;
        this.configuration = configuration;
        this.schema = schema;
        this.settings = settings;
        this.rowsLeft = limit == Integer.MAX_VALUE ? Long.MAX_VALUE : limit;
    }

    @Override
    public boolean next() throws IOException {
        while (rowsLeft > 0) {
            if (countedRows > 0) {
                emit(Math.min(countedRows, settings.read().batchRows()), null);
                return true;
            }
            try {
                ColumnBatch columns = reader == null ? null : reader.next();
                if (columns != null) {
                    emit(columns.rows(), columns);
                    return true;
                }
                finishPiece();
                if (!openNext()) {
                    return false;
                }
            } catch (FileNotFoundException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                if (!settings.ignoreCorruptFiles()) {
                    throw e;
                }
                LOG.warn("skipping the rest of {}, which cannot be read: {}", path, e.toString());
                finishPiece();
            }
        }
        return false;
    }

    private void emit(long available, @Nullable ColumnBatch columns) {
        int rows = (int) Math.min(available, rowsLeft);
        if (columns == null) {
            countedRows -= available;
            batch = SparkColumns.empty(schema, rows);
        } else {
            batch = SparkColumns.batch(columns, schema, rows);
        }
        metrics.addRecords(rows);
        rowsLeft -= rowsLeft == Long.MAX_VALUE ? 0 : rows;
    }

    private boolean openNext() throws IOException {
        if (nextPiece == partition.pieces().size()) {
            return false;
        }
        Piece piece = partition.pieces().get(nextPiece++);
        path = piece.path();
        Scan scan = piece.scan();
        if (scan == null) {
            countedRows = piece.rows();
            return true;
        }
        FileSystem fileSystem = new Path(piece.path()).getFileSystem(configuration);
        reader = scan.open(fileSystem, settings.read());
        return true;
    }

    private void finishPiece() throws IOException {
        BatchReader finished = reader;
        if (finished != null) {
            reader = null;
            metrics.finish(finished);
            finished.close();
        }
    }

    @Override
    public ColumnarBatch get() {
        if (batch == null) {
            throw new IllegalStateException("get before next");
        }
        return batch;
    }

    @Override
    public CustomTaskMetric[] currentMetricsValues() {
        return metrics.values(reader);
    }

    @Override
    public void close() throws IOException {
        finishPiece();
    }
}
