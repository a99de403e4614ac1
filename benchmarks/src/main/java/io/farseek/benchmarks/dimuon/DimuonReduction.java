package io.farseek.benchmarks.dimuon;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The CMS data reduction on Spark: reads muons, selects events, writes the mass of every pair, the spectrum, its peaks and plots, the cut flow and
 * proof that every event was read once. One pass over the data, no shuffle. Run it without arguments for its options.
 */
public final class DimuonReduction {
    private static final StructType MASS =
            new StructType().add("mll", DataTypes.FloatType, false).add("sampleID", DataTypes.IntegerType, false);
    private static final StructType COUNT = new StructType()
            .add("sampleID", DataTypes.IntegerType, false)
            .add("name", DataTypes.StringType, false)
            .add("xsec", DataTypes.DoubleType, false)
            .add("count", DataTypes.LongType, false);

    private final SparkSession spark;
    private final ReductionOptions options;

    DimuonReduction(SparkSession spark, ReductionOptions options) {
        this.spark = spark;
        this.options = options;
    }

    /** Spark calls this; exits with 2 when the arguments make no sense. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws IOException {
        ReductionOptions options;
        try {
            options = ReductionOptions.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(ReductionOptions.USAGE);
            System.exit(2);
            return;
        }
        SparkSession spark = SparkSession.builder()
                .appName("dimuon " + options.algorithm().optionName())
                .getOrCreate();
        try {
            ReductionResult result = new DimuonReduction(spark, options).run();
            System.out.println(ReductionReport.summary(result));
        } finally {
            spark.stop();
        }
    }

    /** Runs over all samples and writes the outputs. Returns their sum. */
    ReductionResult run() throws IOException {
        Path output = new Path(options.output());
        FileSystem fileSystem = output.getFileSystem(spark.sparkContext().hadoopConfiguration());
        if (fileSystem.exists(output)) {
            throw new IOException("output " + output + " exists; name another, or remove it");
        }
        Selection selection = options.selection();
        ReductionResult total = new ReductionResult(selection.cuts());
        List<Row> counts = new ArrayList<>();
        boolean events = true;
        for (Sample sample : options.samples()) {
            Dataset<Row> table = read(sample);
            MuonColumns columns = MuonColumns.of(table.schema(), options.algorithm() == ReductionOptions.Algorithm.AOD);
            events &= columns.hasEvent();
            ReductionResult result = reduce(table, columns, selection, sample);
            total.merge(result);
            counts.add(RowFactory.create(
                    sample.id(),
                    sample.name(),
                    sample.crossSectionPb(),
                    result.cutFlow().count("all")));
        }
        spark.createDataFrame(counts, COUNT).coalesce(1).write().parquet(new Path(output, "count.parquet").toString());
        new ReductionReport(spark, fileSystem, output).write(total, events);
        return total;
    }

    private Dataset<Row> read(Sample sample) {
        DataFrameReader reader = spark.read().format(options.format());
        if (options.format().equals("root")) {
            reader = reader.option("tree", options.tree()).option("unsigned64", "long");
        }
        options.readOptions().forEach(reader::option);
        return reader.load(sample.paths().toArray(String[]::new));
    }

    private ReductionResult reduce(Dataset<Row> table, MuonColumns columns, Selection selection, Sample sample) {
        @Nullable String objects = options.muons();
        ReductionAccumulator accumulator = new ReductionAccumulator(selection.cuts());
        spark.sparkContext().register(accumulator, "dimuon " + sample.name());
        Dataset<Row> masses = spark.createDataFrame(
                columns.select(table, objects)
                        .queryExecution()
                        .toRdd()
                        .toJavaRDD()
                        .mapPartitions(new ReduceEvents(selection, columns, sample.id(), accumulator)),
                MASS);
        masses.write().mode(SaveMode.Append).parquet(new Path(options.output(), "mll.parquet").toString());
        return accumulator.value();
    }
}
