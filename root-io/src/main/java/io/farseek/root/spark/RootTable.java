package io.farseek.root.spark;

import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** ROOT files as one table that can be read in batches. */
final class RootTable implements SupportsRead {
    private final StructType schema;
    private final RootSourceOptions settings;

    RootTable(StructType schema, RootSourceOptions settings) {
        this.schema = schema;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "root " + String.join(", ", settings.paths());
    }

    /** Deprecated in favour of columns(), yet without a default in Spark 3.5. */
    @Override
    @SuppressWarnings("deprecation")
    public StructType schema() {
        return schema;
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
        return new RootScanBuilder(schema, RootSourceOptions.of(options), SessionConfiguration.of(options));
    }
}
