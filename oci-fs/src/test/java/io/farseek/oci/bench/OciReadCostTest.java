package io.farseek.oci.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.farseek.oci.OciFixture;
import java.nio.file.Path;
import java.time.Duration;
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
    private static final int MOST_TRIES = 5;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"FORWARD_SKIPS, 2, 9", "BACKWARD_SKIPS, 8, 8", "PING_PONG, 5, 20"})
    void aPatternCostsNoMoreThan(OciReads pattern, int mostGets, int mostMegabytes) throws Exception {
        byte[] content = new byte[64 << 20];
        new Random(1).nextBytes(content);
        Cost cost = cost(pattern, content);
        // What is fetched ahead depends on how long requests took, and on a machine with other work some take longer
        // than a store's would.
        for (int i = 1; i < MOST_TRIES && !cost.within(mostGets, mostMegabytes); i++) {
            cost = cost(pattern, content);
        }
        assertThat(cost)
                .as("at most %d requests and %d MB, on connections used again", mostGets, mostMegabytes)
                .matches(each -> each.within(mostGets, mostMegabytes));
    }

    private record Cost(long gets, long bytes, int connections, int atOnce) {
        // A request may leave while the connection of the one before, whose last byte has just come, is on its way back
        // into the pool.
        boolean within(int mostGets, int mostMegabytes) {
            return gets <= mostGets && bytes <= mostMegabytes * 1_000_000L && connections <= 2 * atOnce;
        }
    }

    private Cost cost(OciReads pattern, byte[] content) throws Exception {
        try (OciFixture fixture = OciFixture.start()) {
            fixture.service().put(OciFixture.NAMESPACE, OciFixture.BUCKET, OciReads.OBJECT, content);
            fixture.service().latency(Duration.ofMillis(20));
            Configuration conf = new Configuration(false);
            conf.set("fs.oci.impl", "io.farseek.oci.OciFileSystem");
            conf.set("hadoop.tmp.dir", folder.toString());
            fixture.configureForOracle(conf, folder.resolve("key.pem"));
            org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(OciFixture.uri() + "/" + OciReads.OBJECT);
            try (FileSystem fs = FileSystem.newInstance(file.toUri(), conf)) {
                pattern.run(fs, file);
            }
            long gets = fixture.service().requests.stream()
                    .filter(each -> each.startsWith("GET") && each.contains("/o/"))
                    .count();
            return new Cost(
                    gets,
                    fixture.service().line.sent(),
                    fixture.service().line.connections(),
                    fixture.service().mostAtOnce.get());
        }
    }
}
