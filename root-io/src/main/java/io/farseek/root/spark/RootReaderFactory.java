package io.farseek.root.spark;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Travels to the executors and makes the readers there. */
final class RootReaderFactory implements PartitionReaderFactory {
    private static final long serialVersionUID = 1L;

    private final ShippedConfiguration configuration;
    private final StructType schema;
    private final int limit;
    private final RootSourceOptions settings;

    RootReaderFactory(ShippedConfiguration configuration, StructType schema, int limit, RootSourceOptions settings) {
        this.configuration = configuration;
        this.schema = schema;
        this.limit = limit;
        this.settings = settings;
    }

    @Override
    public boolean supportColumnarReads(InputPartition partition) {
        return true;
    }

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        throw new UnsupportedOperationException("ROOT files are read in columnar batches only");
    }

    @Override
    public PartitionReader<ColumnarBatch> createColumnarReader(InputPartition partition) {
        return new RootPartitionReader((RootPartition) partition, configuration.get(), schema, limit, settings);
    }
}
