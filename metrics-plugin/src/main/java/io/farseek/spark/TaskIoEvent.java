package io.farseek.spark;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.scheduler.SparkListenerEvent;

/**
 * What one task did to each file system, posted to Spark's listeners when the task ends and kept in the event log.
 *
 * <p>Counts what happened in the task's own thread, as Spark's input metrics do.
 *
 * @param executorId the executor it ran in, {@code driver} in local mode; Spark's own events say on which host it is
 * @param succeeded false when the task failed or was killed
 * @param durationMicros from the task's start to its end
 * @param stores for each scheme the task used, Hadoop's totals: bytesRead, bytesWritten, readOps, largeReadOps, writeOps
 * @param ioStatistics counters of the thread's IOStatistics, where Hadoop has them (3.4 and later); those that moved
 */
public record TaskIoEvent(
        int stageId,
        int stageAttempt,
        int partition,
        long taskAttemptId,
        int attemptNumber,
        String executorId,
        boolean succeeded,
        long durationMicros,
        Map<String, Map<String, Long>> stores,
        Map<String, Long> ioStatistics)
        implements SparkListenerEvent {
    public TaskIoEvent {
        TreeMap<String, Map<String, Long>> copy = new TreeMap<>();
        stores.forEach((scheme, totals) -> copy.put(scheme, new TreeMap<>(totals)));
        stores = copy;
        ioStatistics = new TreeMap<>(ioStatistics);
    }

    /** The sum of one total over all schemes. */
    public long total(String name) {
        return stores.values().stream()
                .mapToLong(totals -> totals.getOrDefault(name, 0L))
                .sum();
    }
}
