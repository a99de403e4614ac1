package io.farseek.oci.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.farseek.oci.OciFixture;
import java.nio.file.Path;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the patterns that are measured may cost in requests and bytes. */
@Timeout(120)
class OciReadCostTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"FORWARD_SKIPS, 2, 9", "BACKWARD_SKIPS, 8, 8", "PING_PONG, 5, 20"})
    void aPatternCostsNoMoreThan(OciReads pattern, int mostGets, int mostMegabytes) throws Exception {
        byte[] content = new byte[64 << 20];
        new Random(1).nextBytes(content);
        try (OciFixture fixture = OciFixture.start()) {
            fixture.service().put(OciFixture.NAMESPACE, OciFixture.BUCKET, OciReads.OBJECT, content);
            fixture.service().latency(java.time.Duration.ofMillis(20));
            Configuration conf = new Configuration(false);
            conf.set("fs.oci.impl", "io.farseek.oci.OciFileSystem");
            conf.set("hadoop.tmp.dir", folder.toString());
            fixture.configureForOracle(conf, folder.resolve("key.pem"));
            org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(OciFixture.uri() + "/" + OciReads.OBJECT);
            try (FileSystem fs = FileSystem.newInstance(file.toUri(), conf)) {
                pattern.run(fs, file);
            }
            assertThat(fixture.service().requests.stream()
                            .filter(each -> each.startsWith("GET") && each.contains("/o/")))
                    .hasSizeLessThanOrEqualTo(mostGets);
            assertThat(fixture.service().line.sent()).isLessThanOrEqualTo(mostMegabytes * 1_000_000L);
            assertThat(fixture.service().line.connections())
                    .isLessThanOrEqualTo(fixture.service().mostAtOnce.get());
        }
    }
}
