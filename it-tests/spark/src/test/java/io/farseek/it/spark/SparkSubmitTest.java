package io.farseek.it.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.farseek.it.servers.S3Server;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** As a user does it: {@code spark-submit --jars} with the shaded jar, S3A's jars on Spark's own class path. */
class SparkSubmitTest {
    private static final String WITHOUT_MINIO =
            "no Docker engine answers and no minio is on the PATH: .ci/install-minio gets one";

    private static @Nullable S3Server server;

    @BeforeAll
    static void start() throws Exception {
        server = System.getProperty("farseek.spark.server").equals("embedded")
                ? S3Server.embedded()
                : S3Server.minio().orElse(null);
        if (server == null && Boolean.getBoolean("farseek.requireServers")) {
            throw new IllegalStateException(WITHOUT_MINIO);
        }
    }

    @BeforeEach
    void needsServer() {
        Assumptions.assumeTrue(server != null, WITHOUT_MINIO);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void writesAndReadsBesideS3a() throws Exception {
        SparkSubmit.Result result = SparkSubmit.run(
                "io.farseek.it.spark.RoundTrip", conf(), "s3://" + S3Server.BUCKET + "/beside", "s3a");

        assertThat(result.exit()).as(result.output()).isZero();
        assertThat(result.output()).doesNotContain("NoClassDefFoundError", "NoSuchMethodError", "LinkageError");
    }

    @Test
    void standsInForS3a() throws Exception {
        Map<String, String> conf = conf();
        conf.put("spark.hadoop.fs.s3a.impl", "io.farseek.s3.S3FileSystem");
        // Hadoop's own defaults send s3a to S3A's committers, which refuse any other file system.
        conf.put("spark.hadoop.mapreduce.outputcommitter.factory.scheme.s3a", "io.farseek.s3.S3CommitterFactory");
        SparkSubmit.Result result = SparkSubmit.run(
                "io.farseek.it.spark.RoundTrip", conf, "s3a://" + S3Server.BUCKET + "/instead", "s3");

        assertThat(result.exit()).as(result.output()).isZero();
    }

    @Test
    void commitsWithoutMovingData() throws Exception {
        Map<String, String> conf = conf();
        conf.put("spark.sql.sources.outputCommitterClass", "io.farseek.s3.S3OutputCommitter");
        conf.put("spark.sql.parquet.output.committer.class", "io.farseek.s3.S3OutputCommitter");
        SparkSubmit.Result result = SparkSubmit.run(
                "io.farseek.it.spark.CommittedWrites", conf, "s3://" + S3Server.BUCKET + "/committed");

        assertThat(result.exit()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("committer class io.farseek.s3.S3OutputCommitter")
                .doesNotContain("ParquetOutputCommitter");
    }

    private static Map<String, String> conf() {
        Map<String, String> conf = new LinkedHashMap<>();
        // Hadoop looks for file systems once, before spark-submit adds the jars of --jars: the class has to be named.
        conf.put("spark.hadoop.fs.s3.impl", "io.farseek.s3.S3FileSystem");
        // The keys of S3A alone, which both connectors read.
        conf.put("spark.hadoop.fs.s3a.endpoint", server.endpoint().toString());
        conf.put("spark.hadoop.fs.s3a.endpoint.region", "us-east-1");
        conf.put("spark.hadoop.fs.s3a.path.style.access", "true");
        conf.put("spark.hadoop.fs.s3a.connection.ssl.enabled", "false");
        conf.put("spark.hadoop.fs.s3a.access.key", server.accessKey());
        conf.put("spark.hadoop.fs.s3a.secret.key", server.secretKey());
        conf.put("spark.ui.enabled", "false");
        conf.put("spark.sql.shuffle.partitions", "2");
        return conf;
    }
}
