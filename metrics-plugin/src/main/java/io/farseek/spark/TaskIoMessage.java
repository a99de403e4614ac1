package io.farseek.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@link TaskIoEvent} on its way from executor to driver. It travels as JDK types only: with {@code --jars} Spark's message threads may
 * not see the plugin's own classes.
 */
final class TaskIoMessage {
    private static final String KIND = "farseek-task-io-1";

    private TaskIoMessage() {}

    static Object of(TaskIoEvent event) {
        return new ArrayList<>(List.of(
                KIND,
                event.stageId(),
                event.stageAttempt(),
                event.partition(),
                event.taskAttemptId(),
                event.attemptNumber(),
                event.executorId(),
                event.succeeded(),
                event.durationMicros(),
                event.stores(),
                event.ioStatistics()));
    }

    /** The event in {@code message}; null when it is something else. */
    @SuppressWarnings("unchecked") // The kind says which version of this class wrote it, and so what is inside.
    static @Nullable TaskIoEvent read(Object message) {
        if (!(message instanceof List<?> fields) || fields.size() != 11 || !KIND.equals(fields.get(0))) {
            return null;
        }
        return new TaskIoEvent(
                (Integer) fields.get(1),
                (Integer) fields.get(2),
                (Integer) fields.get(3),
                (Long) fields.get(4),
                (Integer) fields.get(5),
                (String) fields.get(6),
                (Boolean) fields.get(7),
                (Long) fields.get(8),
                (Map<String, Map<String, Long>>) fields.get(9),
                (Map<String, Long>) fields.get(10));
    }
}
