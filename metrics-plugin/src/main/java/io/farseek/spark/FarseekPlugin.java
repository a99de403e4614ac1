package io.farseek.spark;

import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Exports what Hadoop file systems count and time as metrics of the driver and of every executor, and records the I/O of each task.
 *
 * <p>Switched on with {@code spark.plugins=io.farseek.spark.FarseekPlugin}; everything else is {@link MetricsKey}. Metrics are called
 * {@code <app>.<executor>.plugin.io.farseek.spark.FarseekPlugin.<scheme>.<metric>}. Works for every file system that registers statistics
 * with Hadoop, and whatever class loader loaded it.
 */
public final class FarseekPlugin implements SparkPlugin {
    @Override
    public DriverPlugin driverPlugin() {
        return new DriverSide();
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new ExecutorSide();
    }
}
