package io.farseek.benchmarks.scaling;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Spark's own metrics of the tasks that have ended since {@link #reset}. Thread-safe. */
final class TaskTotals extends SparkListener {
    private static final long REPORT_MILLIS = 10_000;

    private final List<Long> millis = new ArrayList<>();
    private final List<RunRecords.Span> spans = new ArrayList<>();
    private long zeroMillis;
    private long cpuNanos;
    private long gcMillis;

    synchronized void reset() {
        millis.clear();
        spans.clear();
        zeroMillis = System.currentTimeMillis();
        cpuNanos = 0;
        gcMillis = 0;
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        TaskMetrics metrics = end.taskMetrics();
        if (metrics != null) {
            millis.add(metrics.executorRunTime());
            cpuNanos += metrics.executorCpuTime();
            gcMillis += metrics.jvmGCTime();
            spans.add(new RunRecords.Span(
                    (end.taskInfo().launchTime() - zeroMillis) / 1e3,
                    (end.taskInfo().finishTime() - zeroMillis) / 1e3));
        }
    }

    /** The sums, once Spark has reported every task. */
    Sums await(SparkContext context) {
        try {
            context.listenerBus().waitUntilEmpty(REPORT_MILLIS);
        } catch (java.util.concurrent.TimeoutException late) {
            throw new IllegalStateException("Spark did not report its tasks within " + REPORT_MILLIS + " ms", late);
        }
        synchronized (this) {
            List<Long> sorted = millis.stream().sorted().toList();
            double runSeconds = sorted.stream().mapToLong(Long::longValue).sum() / 1e3;
            return new Sums(
                    sorted.size(),
                    runSeconds,
                    cpuNanos / 1e9,
                    gcMillis / 1e3,
                    quantile(sorted, 0.5),
                    quantile(sorted, 0.95),
                    quantile(sorted, 1),
                    List.copyOf(spans));
        }
    }

    private static double quantile(List<Long> sorted, double share) {
        int at = (int) Math.ceil(share * sorted.size()) - 1;
        return sorted.isEmpty() ? 0 : sorted.get(Math.max(0, at)) / 1e3;
    }

    /** Of all tasks, in seconds; the spans since the last reset. */
    record Sums(
            int tasks,
            double runSeconds,
            double cpuSeconds,
            double gcSeconds,
            double medianSeconds,
            double p95Seconds,
            double longestSeconds,
            List<RunRecords.Span> spans) {}
}
