package io.farseek.root.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * {@code spark.read.format("root").load("s3a://bucket/*.root")}. Spark finds it by its short name. Uses only the parts of Spark's interface that are
 * the same in 3.5 (Scala 2.12 and 2.13) and 4.x.
 */
public final class RootDataSource implements TableProvider, DataSourceRegister {
    /** Called by Spark. */
    public RootDataSource() {}

    @Override
    public String shortName() {
        return "root";
    }

    /** Reads the metadata of the first file, or of all with the option {@code mergeSchema}. */
    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        RootSourceOptions settings = RootSourceOptions.of(options);
        Configuration configuration = SessionConfiguration.of(options);
        try {
            return new RootFileSet(settings, configuration).inferSchema();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        CaseInsensitiveStringMap options = new CaseInsensitiveStringMap(properties);
        return new RootTable(schema, RootSourceOptions.of(options));
    }

    /** A schema given by the user saves reading the first file. */
    @Override
    public boolean supportsExternalMetadata() {
        return true;
    }
}
