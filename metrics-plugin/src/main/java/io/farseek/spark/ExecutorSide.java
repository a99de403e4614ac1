package io.farseek.spark;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugin in an executor. In local mode, where driver and executor are one process, it only records tasks: Spark would register its
 * metrics before the application has an id and name them without one, so the driver side exports them.
 */
final class ExecutorSide implements ExecutorPlugin {
    private static final Logger LOG = LoggerFactory.getLogger(ExecutorSide.class);
    private static final String DRIVER = "driver";

    private final AtomicBoolean failureLogged = new AtomicBoolean();
    private @Nullable PluginContext context;
    private @Nullable StoreMetrics metrics;
    private volatile boolean recordTasks;

    @Override
    public void init(PluginContext context, Map<String, String> fromDriver) {
        MetricsSettings settings = MetricsSettings.from(context.conf());
        this.context = context;
        recordTasks = settings.taskRecords();
        if (!context.executorID().equals(DRIVER)) {
            String process = context.conf().get("spark.app.id", "app") + "." + context.executorID();
            HeatMapFiles files = settings.heatMapDirectory()
                    .map(directory -> new HeatMapFiles(directory, process))
                    .orElse(null);
            StoreMetrics started = new StoreMetrics(settings, context.metricRegistry(), System::nanoTime, files);
            metrics = started;
            started.start();
        }
    }

    @Override
    public void onTaskStart() {
        TaskContext task = TaskContext.get();
        if (!recordTasks || task == null) {
            return;
        }
        try {
            ThreadIo before = ThreadIo.now();
            long startNanos = System.nanoTime();
            // A lambda would fit two overloads. The context is gone by the time the plugin hears of success, but not
            // here.
            task.addTaskCompletionListener(new TaskCompletionListener() {
                @Override
                public void onTaskCompletion(TaskContext ended) {
                    report(ended, before, System.nanoTime() - startNanos);
                }
            });
        } catch (RuntimeException | LinkageError failure) {
            logOnce(failure);
        }
    }

    @Override
    public void shutdown() {
        StoreMetrics running = metrics;
        if (running != null) {
            running.close();
        }
    }

    private void report(TaskContext task, ThreadIo before, long nanos) {
        PluginContext plugin = context;
        if (plugin == null) {
            return;
        }
        try {
            ThreadIo io = ThreadIo.now().since(before);
            plugin.send(TaskIoMessage.of(new TaskIoEvent(
                    task.stageId(),
                    task.stageAttemptNumber(),
                    task.partitionId(),
                    task.taskAttemptId(),
                    task.attemptNumber(),
                    plugin.executorID(),
                    !task.isFailed() && !task.isInterrupted(),
                    nanos / 1000,
                    io.stores(),
                    io.ioStatistics())));
            StoreMetrics running = metrics;
            if (running != null) {
                running.noticeNewSchemes();
            }
        } catch (IOException | RuntimeException | LinkageError failure) {
            // Thrown from here it would fail the task.
            logOnce(failure);
        }
    }

    private void logOnce(Throwable failure) {
        if (failureLogged.compareAndSet(false, true)) {
            LOG.warn("Task I/O could not be recorded; further failures are not logged", failure);
        }
    }
}
