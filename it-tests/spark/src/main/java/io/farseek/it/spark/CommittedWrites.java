package io.farseek.it.spark;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * Writes through the committer that is configured: append, static and dynamic overwrite, and a job that fails. Ends with an exception when
 * something is missing, left over or moved.
 */
public final class CommittedWrites {
    private CommittedWrites() {}

    public static void main(String[] args) throws IOException {
        String base = args[0];
        SparkSession spark = SparkSession.builder().appName("farseek committed writes").getOrCreate();
        try {
            FileSystem fs = FileSystem.get(URI.create(base), spark.sparkContext().hadoopConfiguration());
            Dataset<Row> table = spark.range(0, 1000, 1, 3).selectExpr("id", "id % 4 as bin");

            String path = base + "/table";
            table.write().partitionBy("bin").parquet(path);
            table.write().mode(SaveMode.Append).partitionBy("bin").parquet(path);
            equal(2000, spark.read().parquet(path).count(), "rows after an append");
            table.write().mode(SaveMode.Overwrite).partitionBy("bin").parquet(path);
            equal(1000, spark.read().parquet(path).count(), "rows after a static overwrite");
            nothingPending(fs, path);
            if (!fs.exists(new Path(path, "_SUCCESS"))) {
                throw new IllegalStateException("no _SUCCESS in " + path);
            }

            spark.conf().set("spark.sql.sources.partitionOverwriteMode", "dynamic");
            table.filter("bin = 1").limit(5).write().mode(SaveMode.Overwrite).partitionBy("bin").parquet(path);
            equal(755, spark.read().parquet(path).count(), "rows after a dynamic overwrite of one partition");
            nothingPending(fs, path);

            failing(spark, base + "/failed");
            if (fs.exists(new Path(base + "/failed")) && fs.listStatus(new Path(base + "/failed")).length > 0) {
                throw new IllegalStateException("a job that failed left files behind");
            }
        } finally {
            spark.stop();
        }
    }

    private static void failing(SparkSession spark, String path) {
        MapFunction<Long, Long> fails = value -> {
            if (value == 700) {
                throw new IllegalStateException("meant to fail");
            }
            return value;
        };
        try {
            spark.range(0, 1000, 1, 3)
                    .as(Encoders.LONG())
                    .map(fails, Encoders.LONG())
                    .write()
                    .orc(path);
        } catch (Exception expected) {
            return;
        }
        throw new IllegalStateException("the job that should fail did not");
    }

    private static void nothingPending(FileSystem fs, String path) throws IOException {
        if (fs.exists(new Path(path, "_farseek_pending")) || fs.exists(new Path(path, "_temporary"))) {
            throw new IllegalStateException("uncommitted output left in " + path);
        }
    }

    private static void equal(long expected, long actual, String what) {
        if (expected != actual) {
            throw new IllegalStateException(what + ": expected " + expected + ", got " + actual);
        }
    }
}
