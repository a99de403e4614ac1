package io.farseek.root.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** One read: the columns needed, and the partitions, which are planned once, when Spark asks for them. */
final class RootScan implements SupportsReportStatistics, Batch {
    private final StructType tableSchema;
    private final StructType required;
    private final int limit;
    private final RootSourceOptions settings;
    private final Configuration configuration;
    private @Nullable RootFileSet files;
    private InputPartition @Nullable [] partitions;

    RootScan(
            StructType tableSchema,
            StructType required,
            int limit,
            RootSourceOptions settings,
            Configuration configuration) {
        this.tableSchema = tableSchema;
        this.required = required;
        this.limit = limit;
        this.settings = settings;
        this.configuration = configuration;
    }

    @Override
    public StructType readSchema() {
        return required;
    }

    @Override
    public String description() {
        return "root " + String.join(", ", settings.paths())
                + (settings.trees().isEmpty() ? "" : " tree " + settings.trees())
                + (limit == Integer.MAX_VALUE ? "" : " limit " + limit) + " columns " + required.simpleString();
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    private synchronized RootFileSet files() throws IOException {
        if (files == null) {
            files = new RootFileSet(settings, configuration);
        }
        return files;
    }

    /** Size of the files times the share of the columns: enough to tell small tables from large ones, and costs one listing. */
    @Override
    public Statistics estimateStatistics() {
        try {
            long total = files().totalBytes();
            int columns = Math.max(1, tableSchema.fields().length);
            long size = Math.max(1, (long) (total * (double) required.fields().length / columns));
            return new Statistics() {
                @Override
                public OptionalLong sizeInBytes() {
                    return OptionalLong.of(size);
                }

                @Override
                public OptionalLong numRows() {
                    return OptionalLong.empty();
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Override
    public synchronized InputPartition[] planInputPartitions() {
        if (partitions == null) {
            try {
                partitions = new PartitionPlanner(settings, required, limit)
                        .plan(files().tables(rowsEnough()))
                        .toArray(InputPartition[]::new);
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        }
        return partitions.clone();
    }

    /** A file that turns out corrupt gives fewer rows than its metadata says, so when such files are skipped all must be planned. */
    private long rowsEnough() {
        return limit == Integer.MAX_VALUE || settings.ignoreCorruptFiles() ? Long.MAX_VALUE : limit;
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new RootReaderFactory(new ShippedConfiguration(configuration), required, limit, settings);
    }

    @Override
    public CustomMetric[] supportedCustomMetrics() {
        return ScanMetrics.all();
    }
}
