package io.farseek.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.farseek.fs.config.ConfigReader;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

/** Hadoop's {@code core-default.xml} gives S3A's keys values; they are S3A's defaults and must not become this connector's. */
class ShippedDefaultsTest {
    private static S3Settings settings(Configuration configuration) {
        return S3Config.settings(new ConfigReader(configuration, S3Keys.CONNECTOR, "bucket"), "s3", "bucket");
    }

    @Test
    void settingsAreThoseWithoutThem() {
        Configuration shipped = new Configuration();
        assertThat(shipped.get("fs.s3a.aws.credentials.provider"))
                .as("core-default.xml on the class path")
                .contains("SimpleAWSCredentialsProvider");

        assertThat(settings(shipped)).isEqualTo(settings(new Configuration(false)));
    }

    @Test
    void whatAUserSetsBesidesThemCounts() {
        Configuration configuration = new Configuration();
        configuration.set("fs.s3a.assumed.role.session.duration", "20m");
        configuration.set("fs.s3a.bucket.bucket.attempts.maximum", "3");
        configuration.set("fs.s3a.path.style.access", "true");

        S3Settings settings = settings(configuration);

        assertThat(settings.credentials().role().duration()).isEqualTo(Duration.ofMinutes(20));
        assertThat(settings.attempts()).isEqualTo(3);
        assertThat(settings.pathStyle()).isTrue();
    }
}
