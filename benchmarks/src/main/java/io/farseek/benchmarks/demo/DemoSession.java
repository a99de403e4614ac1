package io.farseek.benchmarks.demo;

import io.farseek.spark.FarseekPlugin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.SparkSession;

/** Spark in this process, with the plugin on and the store configured. */
final class DemoSession implements AutoCloseable {
    private static final int LEAST_SLOTS = 4;
    private static final int MOST_SLOTS = 16;

    private final SparkSession spark;
    private final Map<String, String> hadoop;

    private DemoSession(SparkSession spark, Map<String, String> hadoop) {
        this.spark = spark;
        this.hadoop = hadoop;
    }

    /** Two tasks a core, four at least: they mostly wait for the store. */
    static int slots() {
        return Math.max(
                LEAST_SLOTS, Math.min(MOST_SLOTS, 2 * Runtime.getRuntime().availableProcessors()));
    }

    /** @param hadoop what file systems need to reach the store */
    static DemoSession start(Map<String, String> hadoop, WorkFolder work) throws IOException {
        Path events = work.folder("events");
        SparkSession.Builder builder = SparkSession.builder()
                .master("local[" + slots() + "]")
                .appName("farseek demo")
                .config("spark.plugins", FarseekPlugin.class.getName())
                .config(
                        "spark.farseek.metrics.heatMapDirectory",
                        work.folder("heat-maps").toString())
                .config("spark.farseek.metrics.samplePeriod", "500ms")
                .config("spark.eventLog.enabled", "true")
                .config("spark.eventLog.dir", events.toUri().toString())
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.local.dir", work.folder("spark").toString())
                .config(
                        "spark.sql.warehouse.dir",
                        work.folder("warehouse").toUri().toString())
                .config("spark.sql.shuffle.partitions", "2");
        hadoop.forEach((key, value) -> builder.config("spark.hadoop." + key, value));
        return new DemoSession(builder.getOrCreate(), hadoop);
    }

    SparkSession spark() {
        return spark;
    }

    /** What a task needs to reach the store. */
    Map<String, String> hadoop() {
        return hadoop;
    }

    /** Lets later jobs read ahead or not; ends all file systems, so that each job starts with new connections. */
    void readAhead(boolean enabled) throws IOException {
        Configuration configuration = spark.sparkContext().hadoopConfiguration();
        configuration.setBoolean("fs.farseek.readahead.enabled", enabled);
        FileSystem.closeAll();
    }

    @Override
    public void close() {
        spark.stop();
    }
}
