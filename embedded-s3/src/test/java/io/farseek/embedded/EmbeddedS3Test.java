package io.farseek.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EmbeddedS3Test {
    @Test
    void refusesAnotherKey() throws Exception {
        try (EmbeddedS3 server = EmbeddedS3.start("bucket")) {
            var request = HttpRequest.newBuilder(server.endpoint().resolve("/bucket/key"))
                    .timeout(Duration.ofSeconds(20))
                    .header("Authorization", "AWS another-key:c2lnbmF0dXJl")
                    .PUT(HttpRequest.BodyPublishers.ofString("content"))
                    .build();

            var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("AccessDenied");
        }
    }

    @Test
    void twoServersDoNotShareAnything() throws Exception {
        try (EmbeddedS3 one = EmbeddedS3.start("bucket");
                EmbeddedS3 other = EmbeddedS3.start("bucket")) {
            assertThat(one.endpoint()).isNotEqualTo(other.endpoint());
        }
    }
}
