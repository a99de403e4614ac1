package io.farseek.root.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** Starts the Spark that the class path has, and checks that it is the one the build meant. */
final class SparkSessions {
    private SparkSessions() {}

    static SparkSession local(Path directory) {
        SparkSession session = SparkSession.builder()
                .master("local[2]")
                .appName("root data source")
                .config("spark.ui.enabled", false)
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", 2)
                .config(
                        "spark.sql.warehouse.dir",
                        directory.resolve("warehouse").toString())
                .getOrCreate();
        assertThat(session.version()).isEqualTo(System.getProperty("farseek.expectedSpark", session.version()));
        return session;
    }
}
