package io.farseek.it.spark;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * Writes a table as Parquet and ORC and reads it back, column by column and filtered: {@code RoundTrip <base URI> <other scheme>}. What was
 * written through the one scheme is read through the other too. Ends with an exception when a figure differs.
 */
public final class RoundTrip {
    private static final long ROWS = 200_000;

    private RoundTrip() {}

    public static void main(String[] args) {
        String base = args[0];
        String other = args[1];
        SparkSession spark = SparkSession.builder().appName("farseek round trip").getOrCreate();
        try {
            Dataset<Row> table = spark.range(0, ROWS, 1, 4)
                    .selectExpr("id", "id % 7 as bin", "cast(id as double) * 0.5 as half", "concat('row ', id) as name");
            for (String format : List.of("parquet", "orc")) {
                String path = base + "/" + format + " with space";
                table.write().mode(SaveMode.Overwrite).partitionBy("bin").format(format).save(path);
                check(spark, format, path);
                check(spark, format, path.replaceFirst("^[a-z0-9]+:", other + ":"));
                table.limit(10).write().mode(SaveMode.Overwrite).format(format).save(path);
                equal(10, spark.read().format(format).load(path).count(), "rows after an overwrite of " + path);
            }
        } finally {
            spark.stop();
        }
    }

    private static void check(SparkSession spark, String format, String path) {
        Dataset<Row> read = spark.read().format(format).load(path);
        equal(ROWS, read.count(), "rows of " + path);
        Row sums = read.selectExpr("sum(id)", "cast(sum(half) as long)", "count(distinct name)").first();
        equal(ROWS * (ROWS - 1) / 2, sums.getLong(0), "sum of a column of " + path);
        equal(ROWS * (ROWS - 1) / 4, sums.getLong(1), "sum of another column of " + path);
        equal(ROWS, sums.getLong(2), "distinct names of " + path);
        equal(ROWS / 7, read.filter("bin = 3").count(), "rows of a partition of " + path);
        equal(101, read.filter("id between 5000 and 5100").count(), "filtered rows of " + path);
    }

    private static void equal(long expected, long actual, String what) {
        if (expected != actual) {
            throw new IllegalStateException(what + ": expected " + expected + ", got " + actual);
        }
    }
}
