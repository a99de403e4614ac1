package io.farseek.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskIoMessageTest {
    @Test
    void arrivesAsItWasSent() {
        TaskIoEvent event = new TaskIoEvent(
                1, 2, 3, 4L, 5, "6", true, 7L, Map.of("s3", Map.of("bytesRead", 8L)), Map.of("stream_read_bytes", 9L));
        assertThat(TaskIoMessage.read(TaskIoMessage.of(event))).isEqualTo(event);
        assertThat(event.total("bytesRead")).isEqualTo(8);
    }

    @Test
    void holdsJdkTypesOnly() {
        TaskIoEvent event =
                new TaskIoEvent(1, 2, 3, 4L, 5, "6", true, 7L, Map.of("s3", Map.of("bytesRead", 8L)), Map.of());
        assertThat((List<?>) TaskIoMessage.of(event))
                .allMatch(each -> each.getClass().getName().startsWith("java."));
    }

    @Test
    void anothersMessageIsLeftAlone() {
        assertThat(TaskIoMessage.read("hello")).isNull();
        assertThat(TaskIoMessage.read(List.of("farseek-task-io-1"))).isNull();
    }
}
