package io.farseek.root.spark;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.callUDF;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.last;
import static org.apache.spark.sql.functions.max;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.farseek.root.write.Compression;
import io.farseek.root.write.RootFileWriter;
import io.farseek.root.write.SparkSample;
import io.farseek.root.write.WriteOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever keeps values for longer than a batch gives the same answers whether every few rows overwrite those before them or a task's rows come in one
 * batch, which nothing overwrites.
 */
final class ReusedBatchesSparkTest {
    private static final int ROWS = 300;

    @TempDir
    static Path directory;

    private static SparkSession spark;
    private static String file = "";

    @BeforeAll
    static void start() throws IOException {
        spark = SparkSessions.local(directory);
        Path path = directory.resolve("sample.root");
        try (OutputStream out = Files.newOutputStream(path)) {
            WriteOptions options = new WriteOptions(Compression.parse("lz4"), 900, 250);
            RootFileWriter.spooled(out, "sample.root", options, directory, new SparkSample(ROWS));
        }
        file = path.toString();
        spark.udf().register("same", (UDF1<Object, Object>) value -> value, DataTypes.FloatType);
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    private static Dataset<Row> table(String path, int batchRows) {
        return spark.read().format("root").option("batchRows", batchRows).load(path);
    }

    private static List<String> lines(Iterable<Row> rows) {
        List<String> lines = new ArrayList<>();
        rows.forEach(row -> lines.add(row.json()));
        return lines;
    }

    /** The answers with small batches and with one; the rows of a query in the order that it gives them. */
    private static void sameAnswers(String path, Function<Dataset<Row>, Iterable<Row>> query) {
        List<String> expected = lines(query.apply(table(path, 1_000_000)));
        assertThat(expected).isNotEmpty();
        assertThat(lines(query.apply(table(path, 7)))).isEqualTo(expected);
        List<String> compilers = List.of("spark.sql.codegen.wholeStage", "spark.sql.codegen.factoryMode");
        spark.conf().set(compilers.get(0), "false");
        spark.conf().set(compilers.get(1), "NO_CODEGEN");
        try {
            assertThat(lines(query.apply(table(path, 7)))).as("interpreted").isEqualTo(expected);
        } finally {
            compilers.forEach(spark.conf()::unset);
        }
    }

    @Test
    void collectedRowsKeepTheirValues() {
        sameAnswers(file, Dataset::collectAsList);
        sameAnswers(file, table -> table.javaRDD().collect());
        sameAnswers(
                file,
                table -> table.select("i32", "Muon_pt", "Track", "vector")
                        .limit(40)
                        .collectAsList());
        sameAnswers(file, table -> {
            List<Row> rows = new ArrayList<>();
            Iterator<Row> all = table.select("i64", "Track").toLocalIterator();
            all.forEachRemaining(rows::add);
            return rows;
        });
    }

    @Test
    void cachedRowsKeepTheirValues() {
        sameAnswers(file, table -> {
            Dataset<Row> cached =
                    table.select("i32", "f64", "Muon_pt", "Track", "flag").cache();
            try {
                assertThat(cached.count()).isEqualTo(ROWS);
                return cached.where("i32 % 3 = 0").collectAsList();
            } finally {
                cached.unpersist(true);
            }
        });
    }

    @Test
    void sortedAndJoinedRowsKeepTheirValues() {
        sameAnswers(file, table -> table.orderBy(col("i32").desc()).collectAsList());
        sameAnswers(file, table -> table.orderBy(col("i64").desc()).limit(30).collectAsList());
        sameAnswers(file, table -> {
            Dataset<Row> left = table.select("i32", "Muon_pt", "Track");
            Dataset<Row> right = table.select(col("i32"), col("vector"), col("Muon_charge"));
            return left.join(broadcast(right), "i32").orderBy("i32").collectAsList();
        });
        sameAnswers(file, table -> {
            Dataset<Row> left = table.select("i32", "Track").hint("merge");
            return left.join(table.select("i32", "Muon_pt"), "i32")
                    .orderBy("i32")
                    .collectAsList();
        });
        sameAnswers(file, table -> {
            Dataset<Row> few = table.select("nMuon").distinct();
            return few.crossJoin(table.select("i32", "vector"))
                    .orderBy("nMuon", "i32")
                    .collectAsList();
        });
    }

    @Test
    void aggregatesAndWindowsKeepTheirValues() {
        sameAnswers(
                file,
                table -> table.groupBy(expr("i64 % 11").as("key"))
                        .agg(
                                collect_list("Muon_pt"),
                                first("Track"),
                                last("vector"),
                                max(expr("struct(i32, Muon_charge)")),
                                collect_list(expr("struct(u16, f32)")))
                        .orderBy("key")
                        .collectAsList());
        sameAnswers(
                file,
                table -> table.selectExpr(
                                "i32",
                                "lag(Track, 9) over (order by i64) as before",
                                "lead(vector, 9) over (order by i64) as after")
                        .collectAsList());
        sameAnswers(
                file,
                table -> table.select(col("i32"), explode(col("Track")).as("track"))
                        .where("track.PT > 1")
                        .collectAsList());
    }

    @Test
    void functionsOfTheUserMayKeepWhatTheyAreGiven() {
        sameAnswers(
                file,
                table -> table.select(col("i32"), callUDF("same", col("f32"))).collectAsList());
        sameAnswers(
                file,
                table -> table.select("i32", "Muon_pt", "Track")
                        .mapPartitions(
                                (MapPartitionsFunction<Row, String>) rows -> {
                                    List<Row> kept = new ArrayList<>();
                                    rows.forEachRemaining(kept::add);
                                    return kept.stream().map(Row::json).iterator();
                                },
                                Encoders.STRING())
                        .toDF()
                        .collectAsList());
    }

    @Test
    void textsAndPagesOfRealFilesKeepTheirValues() {
        Path shared = Path.of(System.getProperty("farseek.shared", "none"));
        assumeTrue(Files.isDirectory(shared.resolve("root/data")), () -> "skipped: no real ROOT files at " + shared);
        for (String name : List.of("gohep/x-flat-tree.root", "skhep/ntpl001_staff_rntuple_v1-0-1-0.root")) {
            String path = shared.resolve("root/data").resolve(name).toString();
            sameAnswers(path, Dataset::collectAsList);
            sameAnswers(path, table -> {
                String text = table.schema().fieldNames()[1].equals("Str") ? "Str" : "Nation";
                return table.groupBy(text).agg(collect_list(text)).orderBy(text).collectAsList();
            });
        }
    }
}
