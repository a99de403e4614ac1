package io.farseek.root.spark;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownLimit;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.types.StructType;

/** Takes what Spark's optimizer knows: the columns needed, at any depth, and how many rows are enough. */
final class RootScanBuilder implements SupportsPushDownRequiredColumns, SupportsPushDownLimit {
    private final StructType tableSchema;
    private final RootSourceOptions settings;
    private final Configuration configuration;
    private StructType required;
    private int limit = Integer.MAX_VALUE;

    RootScanBuilder(StructType tableSchema, RootSourceOptions settings, Configuration configuration) {
        this.tableSchema = tableSchema;
        this.settings = settings;
        this.configuration = configuration;
        this.required = tableSchema;
    }

    @Override
    public void pruneColumns(StructType requiredSchema) {
        required = requiredSchema;
    }

    @Override
    public boolean pushLimit(int rows) {
        limit = rows;
        return true;
    }

    /** Every partition may still give that many rows; Spark cuts the rest. */
    @Override
    public boolean isPartiallyPushed() {
        return true;
    }

    @Override
    public Scan build() {
        return new RootScan(tableSchema, required, limit, settings, configuration);
    }
}
