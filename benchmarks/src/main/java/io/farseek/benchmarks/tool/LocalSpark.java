package io.farseek.benchmarks.tool;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** Spark within a tool's own process. */
public final class LocalSpark {
    private LocalSpark() {}

    /** One task at a time, no web page, nothing on other than the loopback interface, and whatever is written within {@code work}. */
    public static SparkSession.Builder builder(String name, Path work) {
        return SparkSession.builder()
                .master("local[1]")
                .appName(name)
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.local.dir", work.resolve("spark").toString())
                .config(
                        "spark.sql.warehouse.dir",
                        work.resolve("warehouse").toUri().toString());
    }
}
