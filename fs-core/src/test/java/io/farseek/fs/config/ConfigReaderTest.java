package io.farseek.fs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.time.Duration;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.DataOutputBuffer;
import org.junit.jupiter.api.Test;

class ConfigReaderTest {
    private static final ConfigKey<Long> SIZE = ConfigKey.shared("test.size").size("8m", "1k", "1g", "A size.");
    private static final ConfigKey<Duration> TIME =
            ConfigKey.shared("test.time").time("30s", "1ms", "1h", "A time.");
    private static final ConfigKey<String> ENDPOINT =
            ConfigKey.of("s3", "endpoint").text(null, "An endpoint.").orElse(FallbackKey.s3a("endpoint"));
    private static final ConfigKey<String> HOST =
            ConfigKey.of("oci", "host").text(null, "A host.").orElse(FallbackKey.oci("client.hostname"));
    private static final ConfigKey<Secret> SECRET =
            ConfigKey.of("s3", "secret-key").secret("A secret.");

    private final Configuration configuration = new Configuration(false);

    private ConfigReader reader(String connector, String bucket) {
        return new ConfigReader(configuration, connector, bucket);
    }

    @Test
    void sizesAndTimesCarryUnits() {
        configuration.set("fs.farseek.test.size", "64k");
        configuration.set("fs.farseek.test.time", "5m");

        assertThat(reader("s3", "b").get(SIZE)).isEqualTo(65536);
        assertThat(reader("s3", "b").get(TIME)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aTimeWithoutUnitIsMilliseconds() {
        configuration.set("fs.farseek.test.time", "1500");

        assertThat(reader("s3", "b").get(TIME)).isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void theMostSpecificSettingWins() {
        configuration.set("fs.farseek.test.size", "1m");
        assertThat(reader("s3", "my.bucket").get(SIZE)).isEqualTo(1 << 20);
        configuration.set("fs.farseek.s3.test.size", "2m");
        assertThat(reader("s3", "my.bucket").get(SIZE)).isEqualTo(2 << 20);
        configuration.set("fs.farseek.s3.bucket.my.bucket.test.size", "3m");
        assertThat(reader("s3", "my.bucket").get(SIZE)).isEqualTo(3 << 20);

        assertThat(reader("s3", "other").get(SIZE)).isEqualTo(2 << 20);
        assertThat(reader("oci", "my.bucket").get(SIZE)).isEqualTo(1 << 20);
    }

    @Test
    void whatHadoopShipsForOtherConnectorsIsNotSetByAnybody() throws Exception {
        ConfigKey<Integer> attempts = ConfigKey.of("s3", "attempts")
                .integer(6, 1, 100, "Attempts.")
                .orElse(FallbackKey.s3a("attempts.maximum"));
        Configuration shipped = new Configuration();
        assertThat(shipped.get("fs.s3a.attempts.maximum"))
                .as("core-default.xml on the class path")
                .isEqualTo("5");

        assertThat(new ConfigReader(shipped, "s3", "b").get(attempts)).isEqualTo(6);
        assertThat(new ConfigReader(shipped, "s3", "b").setAs(attempts)).isEmpty();

        Configuration ofJob = new Configuration(false);
        ByteArrayOutputStream job = new ByteArrayOutputStream();
        shipped.writeXml(job);
        ofJob.addResource(new ByteArrayInputStream(job.toByteArray()), "job.xml");
        assertThat(new ConfigReader(ofJob, "s3", "b").get(attempts)).isEqualTo(6);

        Configuration sent = new Configuration(false);
        DataOutputBuffer wire = new DataOutputBuffer();
        shipped.write(wire);
        sent.readFields(new DataInputStream(new ByteArrayInputStream(wire.getData(), 0, wire.getLength())));
        assertThat(new ConfigReader(sent, "s3", "b").get(attempts)).isEqualTo(6);

        shipped.set("fs.s3a.attempts.maximum", "5");
        assertThat(new ConfigReader(shipped, "s3", "b").get(attempts)).isEqualTo(5);
        shipped.set("fs.s3a.bucket.b.attempts.maximum", "7");
        assertThat(new ConfigReader(new Configuration(shipped), "s3", "b").get(attempts))
                .isEqualTo(7);
    }

    @Test
    void keysOfOtherConnectorsAreReadWhereOursAreUnset() {
        configuration.set("fs.s3a.endpoint", "http://a");
        assertThat(reader("s3", "b").find(ENDPOINT)).contains("http://a");
        configuration.set("fs.s3a.bucket.b.endpoint", "http://b");
        assertThat(reader("s3", "b").find(ENDPOINT)).contains("http://b");
        configuration.set("fs.farseek.s3.endpoint", "http://ours");
        assertThat(reader("s3", "b").find(ENDPOINT)).contains("http://ours");

        configuration.set("fs.oci.client.hostname.bucket.space", "https://os");
        assertThat(reader("oci", "bucket@space").find(HOST)).contains("https://os");
        assertThat(reader("oci", "bucket@space").setAs(HOST)).contains("fs.oci.client.hostname.bucket.space");
    }

    @Test
    void aBadValueNamesKeyAndValueAndWhatIsAllowed() {
        configuration.set("fs.farseek.s3.bucket.b.test.size", "8q");

        assertThatThrownBy(() -> reader("s3", "b").get(SIZE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fs.farseek.s3.bucket.b.test.size")
                .hasMessageContaining("8q")
                .hasMessageContaining("1k to 1g");
    }

    @Test
    void aValueOutOfRangeIsABadValue() {
        configuration.set("fs.farseek.test.size", "2g");
        configuration.set("fs.farseek.test.time", "2h");

        assertThatThrownBy(() -> reader("s3", "b").get(SIZE)).hasMessageContaining("out of range");
        assertThatThrownBy(() -> reader("s3", "b").get(TIME)).hasMessageContaining("out of range");
    }

    @Test
    void aSizeThatOverflowsIsABadValue() {
        configuration.set("fs.farseek.test.size", "99999999999t");

        assertThatThrownBy(() -> reader("s3", "b").get(SIZE)).hasMessageContaining("too large");
    }

    @Test
    void secretsAreReadButNeverShown() {
        configuration.set("fs.farseek.s3.secret-key", "hunter2");

        Secret secret = reader("s3", "b").find(SECRET).orElseThrow();

        assertThat(secret.reveal()).isEqualTo("hunter2");
        assertThat(secret.toString()).doesNotContain("hunter2");
    }

    @Test
    void unknownKeysAreFoundAndOthersLeftAlone() {
        configuration.set("fs.farseek.test.size", "1m");
        configuration.set("fs.farseek.test.sise", "1m");
        configuration.set("fs.farseek.s3.endpoint", "x");
        configuration.set("fs.farseek.s3.endpiont", "x");
        configuration.set("fs.farseek.s3.bucket.a.b.endpoint", "x");
        configuration.set("fs.farseek.s3.bucket.a.b.endpiont", "x");
        configuration.set("fs.farseek.oci.whatever", "another connector's business");
        configuration.set("fs.s3a.whatever", "x");

        assertThat(reader("s3", "b").unknown(List.of(SIZE, TIME, ENDPOINT)))
                .containsExactly("fs.farseek.s3.bucket.a.b.endpiont", "fs.farseek.s3.endpiont", "fs.farseek.test.sise");
    }

    @Test
    void everyDefaultIsPinned() {
        ConfigReader plain = reader("memory", "b");

        assertThat(SharedConfig.readAhead(plain)).isEqualTo(io.farseek.readahead.ReadAheadSettings.DEFAULT);
        assertThat(SharedConfig.store(plain))
                .isEqualTo(new StoreSettings(Duration.ofSeconds(1), false, true, 16, 128L << 20));
        WriteSettings write = SharedConfig.write(plain);
        assertThat(write)
                .isEqualTo(new WriteSettings(
                        16L << 20,
                        4,
                        WriteSettings.Buffer.HEAP,
                        256L << 20,
                        write.directory(),
                        WriteSettings.Sync.WARN,
                        Duration.ofMinutes(30)));
    }
}
