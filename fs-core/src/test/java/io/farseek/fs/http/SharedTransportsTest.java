package io.farseek.fs.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.farseek.readahead.Recorder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SharedTransportsTest {
    private static final HttpSettings SETTINGS = HttpSettings.DEFAULT;

    @Test
    void thoseWithTheSameSettingsAndRecorderShareOneUntilTheLastIsDone() throws Exception {
        Recorder recorder = new Recorder();
        SharedTransports.Lease one = SharedTransports.lease(SETTINGS, recorder);
        SharedTransports.Lease other = SharedTransports.lease(SETTINGS, recorder);
        HttpTransport first = one.transport();
        assertThat(other.transport()).isSameAs(first);
        one.close();
        one.close();
        try (SharedTransports.Lease third = SharedTransports.lease(SETTINGS, recorder)) {
            assertThat(third.transport()).as("the other still holds it").isSameAs(first);
        }
        other.close();
        try (SharedTransports.Lease later = SharedTransports.lease(SETTINGS, recorder)) {
            assertThat(later.transport()).as("the first one was closed").isNotSameAs(first);
        }
    }

    @Test
    void othersDoNotShareIt() throws Exception {
        Recorder recorder = new Recorder();
        HttpSettings patient = new HttpSettings(
                SETTINGS.connections(),
                SETTINGS.dns(),
                SETTINGS.tls(),
                null,
                Duration.ofMinutes(1),
                SETTINGS.progress(),
                SETTINGS.drainBytes(),
                SETTINGS.expectContinueBytes());
        try (SharedTransports.Lease one = SharedTransports.lease(SETTINGS, recorder);
                SharedTransports.Lease otherSettings = SharedTransports.lease(patient, recorder);
                SharedTransports.Lease otherRecorder = SharedTransports.lease(SETTINGS, new Recorder())) {
            assertThat(otherSettings.transport()).isNotSameAs(one.transport());
            assertThat(otherRecorder.transport()).isNotSameAs(one.transport());
        }
    }
}
