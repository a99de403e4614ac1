package io.farseek.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.farseek.fs.config.ConfigReader;
import io.farseek.readahead.Count;
import io.farseek.readahead.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** How long the pauses between attempts are; nobody waits for them here. */
class RecordingRetriesTest {
    private final Recorder recorder = new Recorder();
    private final RecordingRetries retries = RecordingRetries.of(settings(), recorder);

    @ParameterizedTest
    @CsvSource({"500, 1000, RETRIES_SERVER", "503, 4000, RETRIES_THROTTLE", "429, 4000, RETRIES_THROTTLE"})
    void pausesAreRandomBelowALimitOfTheirKind(int status, long limitMillis, Count counted) {
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            pauses.add(pause(start(), status).delay());
        }

        // Half of the room is left out by all 200 with a probability of one in 2^200.
        assertThat(Collections.max(pauses))
                .isBetween(Duration.ofMillis(limitMillis / 2), Duration.ofMillis(limitMillis));
        assertThat(Collections.min(pauses)).isLessThan(Duration.ofMillis(limitMillis / 2));
        assertThat(recorder.count(counted)).isEqualTo(200);
    }

    @Test
    void theLimitGrowsToTheLongest() {
        List<Duration> fourth = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            RetryToken token = start();
            for (int attempt = 0; attempt < 3; attempt++) {
                token = pause(token, 500).token();
            }
            fourth.add(pause(token, 500).delay());
        }

        // Eight times the first limit would be 8 s; the longest is 5 s.
        assertThat(Collections.max(fourth)).isBetween(Duration.ofMillis(2500), Duration.ofSeconds(5));
    }

    private RetryToken start() {
        return retries.acquireInitialToken(AcquireInitialTokenRequest.create("test"))
                .token();
    }

    private RefreshRetryTokenResponse pause(RetryToken token, int status) {
        return retries.refreshRetryToken(RefreshRetryTokenRequest.builder()
                .token(token)
                .failure(S3Exception.builder().statusCode(status).build())
                .build());
    }

    private static S3Settings settings() {
        Configuration configuration = new Configuration(false);
        configuration.set(S3Keys.ENDPOINT.fullName(), "http://127.0.0.1:1");
        configuration.set(S3Keys.BACKOFF.fullName(), "1s");
        configuration.set(S3Keys.THROTTLE_BACKOFF.fullName(), "4s");
        configuration.set(S3Keys.LONGEST_BACKOFF.fullName(), "5s");
        return S3Config.settings(new ConfigReader(configuration, S3Keys.CONNECTOR, "bucket"), "s3", "bucket");
    }
}
