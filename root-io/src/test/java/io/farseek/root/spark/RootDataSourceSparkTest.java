package io.farseek.root.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.root.write.Compression;
import io.farseek.root.write.LeafType;
import io.farseek.root.write.RootFileWriter;
import io.farseek.root.write.SparkSample;
import io.farseek.root.write.TreeSchema;
import io.farseek.root.write.TreeWriter;
import io.farseek.root.write.WriteOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data source inside a real Spark; the build runs this class on the oldest and on the newest supported one. */
final class RootDataSourceSparkTest {
    private static final int ROWS = 3_000;

    @TempDir
    static Path directory;

    private static SparkSession spark;
    private static Map<String, double[]> expected = new TreeMap<>();

    @BeforeAll
    static void start() throws IOException {
        spark = SparkSessions.local(directory);
        Files.createDirectories(directory.resolve("set"));
        for (int i = 0; i < 3; i++) {
            SparkSample sample = new SparkSample(ROWS);
            write(directory.resolve("set/part-" + i + ".root"), "zlib", sample);
            expected = sample.sums();
        }
        Files.writeString(directory.resolve("set/_SUCCESS"), "");
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    private static void write(Path file, String compression, RootFileWriter.Content content) throws IOException {
        try (OutputStream target = Files.newOutputStream(file)) {
            WriteOptions options = new WriteOptions(Compression.parse(compression), 4_000, 700);
            RootFileWriter.spooled(target, file.getFileName().toString(), options, directory, content);
        }
    }

    private static void writeNumbers(Path file, String tree, String branch, int... values) throws IOException {
        write(file, "none", root -> {
            TreeWriter writer = root.tree(
                    TreeSchema.named(tree, "").flat(branch, LeafType.INT32).build());
            for (int value : values) {
                writer.branch(branch).putInt(value);
                writer.endEntry();
            }
        });
    }

    private static DataFrameReader reader() {
        return spark.read().format("root");
    }

    private static Dataset<Row> set() {
        return reader().load(directory.resolve("set").toString());
    }

    @Test
    void schemaKeepsEveryValueInRange() {
        StructType schema = set().schema();
        assertThat(schema.apply("flag").dataType()).isEqualTo(DataTypes.BooleanType);
        assertThat(schema.apply("i8").dataType()).isEqualTo(DataTypes.ByteType);
        assertThat(schema.apply("u8").dataType()).isEqualTo(DataTypes.ShortType);
        assertThat(schema.apply("u16").dataType()).isEqualTo(DataTypes.IntegerType);
        assertThat(schema.apply("u32").dataType()).isEqualTo(DataTypes.LongType);
        assertThat(schema.apply("u64").dataType()).isEqualTo(DataTypes.createDecimalType(20, 0));
        assertThat(schema.apply("Muon_pt").dataType()).isEqualTo(DataTypes.createArrayType(DataTypes.FloatType, false));
        ArrayType tracks = (ArrayType) schema.apply("Track").dataType();
        assertThat(((StructType) tracks.elementType()).fieldNames()).contains("PT", "PID", "Weight");
    }

    @Test
    void everyValueArrives() {
        for (Map.Entry<String, double[]> branch : expected.entrySet()) {
            String name = branch.getKey();
            Dataset<Row> table = set();
            if (name.equals("vector") || name.startsWith("Muon_") || name.startsWith("Track.")) {
                table = table.select(explode(col(name)).as("value"));
            } else {
                table = table.select(col(name).as("value"));
            }
            Column value = name.equals("flag") ? col("value").cast("int") : col("value");
            Row row = table.agg(count(lit(1)), sum(value.cast("double"))).head();
            assertThat(row.getLong(0)).as(name).isEqualTo(3 * (long) branch.getValue()[0]);
            assertThat(row.isNullAt(1) ? 0.0 : row.getDouble(1)).as(name).isEqualTo(3 * branch.getValue()[1]);
        }
    }

    @Test
    void rowsKeepTheirColumnsTogether() {
        Dataset<Row> mismatch = set().where("i64 * 5 != u64 * 3 or size(Track) != Track_size or size(Muon_pt) != nMuon"
                + " or (size(Track) > 0 and Track[0].PT != i64 / 3 % 500)");
        assertThat(mismatch.count()).isZero();
        assertThat(set().count()).isEqualTo(3 * ROWS);
    }

    @Test
    void onlyTheFieldsAskedForAreRead() {
        Dataset<Row> narrow = set().select("Track.PT");
        String plan = narrow.queryExecution().executedPlan().toString();
        assertThat(plan).contains("PT").doesNotContain("Weight").doesNotContain("Muon_pt");
        Map<String, Long> metrics = metrics(narrow);
        assertThat(metrics.get("rootRecords")).isEqualTo(3L * ROWS);
        assertThat(metrics.get("rootStoredBytes"))
                .isPositive()
                .isLessThan(metrics(set()).get("rootStoredBytes") / 3);
        assertThat(metrics.get("rootDecompressedBytes")).isGreaterThan(metrics.get("rootStoredBytes"));
    }

    @Test
    void countingReadsNoBaskets() {
        Map<String, Long> metrics = metrics(set().select());
        assertThat(metrics.get("rootStoredBytes")).isZero();
        assertThat(metrics.get("rootRecords")).isEqualTo(3L * ROWS);
    }

    @Test
    void partitionsEndWhereClustersEnd() {
        Dataset<Row> cut = reader().option("partitionBytes", 1)
                .load(directory.resolve("set/part-0.root").toString());
        // 3000 entries in clusters of 700
        assertThat(cut.select("i8", "flag").javaRDD().getNumPartitions()).isEqualTo(5);
        assertThat(cut.agg(sum("f64")).head().getDouble(0)).isEqualTo(expected.get("f64")[1]);
        assertThat(set().javaRDD().getNumPartitions()).isEqualTo(1);
    }

    @Test
    void aLimitPlansNoMoreClustersThanItNeeds() {
        Dataset<Row> limited = reader().option("partitionBytes", "1k")
                .load(directory.resolve("set").toString())
                .select("i32")
                .limit(710);
        assertThat(limited.count()).isEqualTo(710);
        Dataset<Row> scan = limited.select("i32");
        assertThat(metrics(scan).get("rootRecords")).isLessThanOrEqualTo(1_420);
        assertThat(set().limit(ROWS * 3 + 5).count()).isEqualTo(ROWS * 3);
        assertThat(set().limit(0).count()).isZero();
    }

    @Test
    void aLimitOpensNoMoreFilesThanItNeeds() throws IOException {
        Path folder = Files.createDirectories(directory.resolve("many"));
        for (int i = 0; i < 40; i++) {
            writeNumbers(folder.resolve("f" + (10 + i) + ".root"), "t", "a", i, i, i);
        }
        Dataset<Row> table = reader().option("fs.guarded.impl", GuardedFileSystem.class.getName())
                .option("fs.guarded.impl.disable.cache", true)
                .option(GuardedFileSystem.PASSWORD, "sesame")
                .load("guarded://" + folder);
        GuardedFileSystem.OPENED.clear();
        assertThat(table.limit(3).collectAsList()).hasSize(3);
        assertThat(GuardedFileSystem.OPENED).hasSize(1);
        assertThat(table.limit(10).collectAsList()).hasSize(10);
        assertThat(GuardedFileSystem.OPENED).hasSize(17);
        assertThat(table.count()).isEqualTo(120);
    }

    @Test
    void pathsMayBeGlobsAndSeveral() {
        String set = directory.resolve("set").toString();
        assertThat(reader().load(set + "/part-[01].root").count()).isEqualTo(2 * ROWS);
        assertThat(reader().load(set + "/part-0.root", set + "/part-2.root").count())
                .isEqualTo(2 * ROWS);
        assertThat(reader().option("pathGlobFilter", "*-1.root").load(set).count())
                .isEqualTo(ROWS);
        assertThatThrownBy(() -> reader().load(set + "/nothing-*.root")).hasMessageContaining("nothing-*.root");
    }

    @Test
    void aFileThatCannotBeReadFailsTheJobByName() throws IOException {
        Path folder = Files.createDirectories(directory.resolve("damaged"));
        byte[] good = Files.readAllBytes(directory.resolve("set/part-0.root"));
        Files.write(folder.resolve("a-good.root"), good);
        byte[] bad = good.clone();
        for (int i = 2_000; i < good.length / 2; i++) {
            bad[i] = (byte) (i * 31);
        }
        Files.write(folder.resolve("b-overwritten.root"), bad);
        Dataset<Row> table = reader().load(folder.toString());
        assertThatThrownBy(() -> table.agg(sum("f64")).head()).hasStackTraceContaining("b-overwritten.root");

        Files.write(folder.resolve("c-cut.root"), java.util.Arrays.copyOf(good, good.length / 2));
        assertThatThrownBy(() -> reader().load(folder.toString()).count()).hasStackTraceContaining("c-cut.root");

        Dataset<Row> tolerant = reader().option("ignoreCorruptFiles", true).load(folder.toString());
        long rows = tolerant.select("f64").javaRDD().count();
        assertThat(rows).isBetween((long) ROWS, 2L * ROWS);
        spark.conf().set("spark.sql.files.ignoreCorruptFiles", true);
        try {
            assertThat(reader().load(folder.toString()).select("f64").javaRDD().count())
                    .isEqualTo(rows);
        } finally {
            spark.conf().unset("spark.sql.files.ignoreCorruptFiles");
        }
    }

    @Test
    void treesAreChosenByName() throws IOException {
        Path file = directory.resolve("trees.root");
        write(file, "none", root -> {
            for (String name : List.of("first", "second")) {
                TreeWriter tree = root.tree(
                        TreeSchema.named(name, "").flat("x", LeafType.INT32).build());
                tree.branch("x").putInt(name.length());
                tree.endEntry();
            }
        });
        assertThatThrownBy(() -> reader().load(file.toString()))
                .hasStackTraceContaining("first")
                .hasStackTraceContaining("second");
        assertThat(reader().option("tree", "second")
                        .load(file.toString())
                        .head()
                        .getInt(0))
                .isEqualTo(6);
        assertThat(reader().option("tree", "first, second")
                        .load(file.toString())
                        .agg(sum("x"))
                        .head()
                        .getLong(0))
                .isEqualTo(11);
        assertThatThrownBy(() -> reader().option("tree", "third").load(file.toString()))
                .hasStackTraceContaining("third")
                .hasStackTraceContaining("trees.root");
    }

    @Test
    void schemasMergeOnRequest() throws IOException {
        Path folder = Files.createDirectories(directory.resolve("evolved"));
        writeNumbers(folder.resolve("1.root"), "t", "a", 1, 2);
        writeNumbers(folder.resolve("2.root"), "t", "b", 4);
        assertThat(reader().load(folder.toString()).schema().fieldNames()).containsExactly("a");
        assertThat(reader().load(folder.toString()).where("a is null").count()).isEqualTo(1);
        Row row = reader().option("mergeSchema", true)
                .load(folder.toString())
                .agg(sum("a"), sum("b"), count("a"), count("b"))
                .head();
        assertThat(row.getLong(0)).isEqualTo(3);
        assertThat(row.getLong(1)).isEqualTo(4);
        assertThat(row.getLong(2)).isEqualTo(2);
        assertThat(row.getLong(3)).isEqualTo(1);
    }

    @Test
    void aColumnOfAnotherTypeIsRefusedByName() throws IOException {
        Path folder = Files.createDirectories(directory.resolve("retyped"));
        writeNumbers(folder.resolve("1.root"), "t", "a", 1);
        write(folder.resolve("2.root"), "none", root -> {
            TreeWriter tree = root.tree(
                    TreeSchema.named("t", "").flat("a", LeafType.FLOAT64).build());
            tree.branch("a").putDouble(1.5);
            tree.endEntry();
        });
        assertThatThrownBy(() -> reader().load(folder.toString()).agg(sum("a")).head())
                .hasStackTraceContaining("2.root")
                .hasStackTraceContaining("'a'");
    }

    @Test
    void settingsOfAReadAndOfTheSessionReachExecutors() {
        String path = "guarded://" + directory.resolve("set/part-0.root");
        DataFrameReader configured = reader().option("fs.guarded.impl", GuardedFileSystem.class.getName())
                .option("fs.guarded.impl.disable.cache", true);
        assertThatThrownBy(() -> configured.load(path)).hasStackTraceContaining(GuardedFileSystem.PASSWORD);
        assertThat(configured
                        .option(GuardedFileSystem.PASSWORD, "sesame")
                        .load(path)
                        .select("i32")
                        .javaRDD()
                        .count())
                .isEqualTo(ROWS);
        spark.conf().set("spark.hadoop." + GuardedFileSystem.PASSWORD, "sesame");
        try {
            assertThat(reader().option("fs.guarded.impl", GuardedFileSystem.class.getName())
                            .option("fs.guarded.impl.disable.cache", true)
                            .load(path)
                            .select("i32")
                            .javaRDD()
                            .count())
                    .isEqualTo(ROWS);
        } finally {
            spark.conf().unset("spark.hadoop." + GuardedFileSystem.PASSWORD);
        }
    }

    @Test
    void optionsThatMakeNoSenseAreRefusedByName() {
        String set = directory.resolve("set").toString();
        assertThatThrownBy(() -> reader().load()).hasStackTraceContaining("needs a path");
        assertThatThrownBy(() -> reader().option("mergeSchema", "perhaps").load(set))
                .hasStackTraceContaining("mergeSchema");
        assertThatThrownBy(() -> reader().option("batchRows", 0).load(set)).hasStackTraceContaining("batchRows");
        assertThatThrownBy(() -> reader().option("unsigned64", "float").load(set))
                .hasStackTraceContaining("unsigned64");
        assertThat(reader().option("unsigned64", "long")
                        .load(set)
                        .schema()
                        .apply("u64")
                        .dataType())
                .isEqualTo(DataTypes.LongType);
    }

    /** Runs the query and returns the metrics of its scan. By reflection: Scala's collections differ between the Sparks this class runs on. */
    private static Map<String, Long> metrics(Dataset<Row> query) {
        try {
            Object plan = query.queryExecution().executedPlan();
            query.queryExecution().toRdd().toJavaRDD().foreach(row -> {});
            Object leaves = plan.getClass().getMethod("collectLeaves").invoke(plan);
            Object scan = leaves.getClass().getMethod("head").invoke(leaves);
            Object metrics = scan.getClass().getMethod("metrics").invoke(scan);
            Map<String, Long> values = new TreeMap<>();
            for (String name :
                    List.of("rootRecords", "rootStoredBytes", "rootDecompressedBytes", "rootDecompressionTime")) {
                Object metric =
                        metrics.getClass().getMethod("apply", Object.class).invoke(metrics, name);
                values.put(name, (Long) metric.getClass().getMethod("value").invoke(metric));
            }
            return values;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Spark changed its plan classes", e);
        }
    }
}
