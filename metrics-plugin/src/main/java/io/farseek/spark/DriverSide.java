package io.farseek.spark;

import com.codahale.metrics.Gauge;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plugin in the driver: exports the driver's own I/O and passes on what executors say about their tasks. */
final class DriverSide implements DriverPlugin {
    private static final Logger LOG = LoggerFactory.getLogger(DriverSide.class);

    private final LongAdder tasks = new LongAdder();
    private final LongAdder bytesRead = new LongAdder();
    private final LongAdder bytesWritten = new LongAdder();
    private final LongAdder taskMicros = new LongAdder();
    private @Nullable SparkContext spark;
    private @Nullable MetricsSettings settings;
    private @Nullable StoreMetrics metrics;

    @Override
    public Map<String, String> init(SparkContext spark, PluginContext context) {
        this.spark = spark;
        settings = MetricsSettings.from(context.conf());
        return Map.of();
    }

    @Override
    public void registerMetrics(String appId, PluginContext context) {
        MetricsSettings read = settings;
        if (read == null) {
            return;
        }
        context.metricRegistry().register("tasks.recorded", (Gauge<Long>) tasks::sum);
        context.metricRegistry().register("tasks.bytesRead", (Gauge<Long>) bytesRead::sum);
        context.metricRegistry().register("tasks.bytesWritten", (Gauge<Long>) bytesWritten::sum);
        HeatMapFiles files = read.heatMapDirectory()
                .map(directory -> new HeatMapFiles(directory, appId + ".driver"))
                .orElse(null);
        StoreMetrics started = new StoreMetrics(read, context.metricRegistry(), System::nanoTime, files);
        metrics = started;
        started.start();
    }

    /** Takes a task's record. Answers null always: messages are sent, not asked. */
    @Override
    public @Nullable Object receive(Object message) {
        TaskIoEvent event = TaskIoMessage.read(message);
        SparkContext context = spark;
        if (event != null && context != null) {
            tasks.increment();
            bytesRead.add(event.total("bytesRead"));
            bytesWritten.add(event.total("bytesWritten"));
            taskMicros.add(event.durationMicros());
            context.listenerBus().post(event);
            StoreMetrics running = metrics;
            if (running != null) {
                running.noticeNewSchemes();
            }
        }
        return null;
    }

    @Override
    public void shutdown() {
        StoreMetrics running = metrics;
        if (running != null) {
            running.close();
        }
        LOG.info(
                "{} tasks read {} bytes and wrote {} bytes in {} task seconds",
                tasks.sum(),
                bytesRead.sum(),
                bytesWritten.sum(),
                taskMicros.sum() / 1_000_000);
    }
}
