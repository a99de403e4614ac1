package io.farseek.it.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.farseek.xrootd.server.XrootdServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** As a user does it: {@code spark-submit --jars} with the jars of xrootd-fs and root-io, on a real XRootD server. */
class XrootdSparkSubmitTest {
    private static final int EVENTS = 6000;
    private static final List<String> JARS = List.of("xrootd-fs", "root-io");

    @Test
    void reducesRootFiles() throws Exception {
        XrootdServer.require("xrootd");
        Path home = Files.createTempDirectory("xrootd-spark");
        try (XrootdServer server = XrootdServer.at(home, "data").start()) {
            Map<String, String> conf = new LinkedHashMap<>();
            // Hadoop looks for file systems once, before spark-submit adds the jars of --jars: the class has to be named.
            conf.put("spark.hadoop.fs.root.impl", "io.farseek.xrootd.fs.XrootdFileSystem");
            conf.put("spark.ui.enabled", "false");
            conf.put("spark.sql.shuffle.partitions", "2");
            String base = "root://localhost:" + server.port() + "/store";

            works(SparkSubmit.submit(
                    JARS,
                    SparkSubmit.jarOf("benchmarks"),
                    "io.farseek.benchmarks.dimuon.DimuonDataset",
                    conf,
                    "--output",
                    base + "/events",
                    "--events",
                    Integer.toString(EVENTS),
                    "--files",
                    "3",
                    "--clusterEvents",
                    "500"));
            assertThat(server.file("/store/events")).isDirectoryContaining("glob:**.root");

            SparkSubmit.Result reduced = SparkSubmit.runWith(
                    JARS,
                    "io.farseek.it.spark.RootReduction",
                    conf,
                    base + "/events",
                    server.file("/store/events").toUri().toString(),
                    base + "/masses",
                    Integer.toString(EVENTS));
            works(reduced);
            assertThat(server.file("/store/masses")).isDirectoryContaining("glob:**.parquet");
        } finally {
            XrootdServer.delete(home);
        }
    }

    private static void works(SparkSubmit.Result result) {
        assertThat(result.exit()).as(result.output()).isZero();
        assertThat(result.output()).doesNotContain("NoClassDefFoundError", "NoSuchMethodError", "LinkageError");
    }
}
