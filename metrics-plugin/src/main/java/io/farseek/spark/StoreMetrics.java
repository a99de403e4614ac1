package io.farseek.spark;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.farseek.spark.readings.StoreReading;
import io.farseek.spark.readings.StoreReadings;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metrics of one process: registers gauges for each scheme as it appears and samples the statistics on one daemon thread.
 *
 * <p>Gauges read a copy of the statistics at most {@value #FRESH_MILLIS} ms old, so all series of one report belong together and a report
 * costs one pass over the statistics.
 */
final class StoreMetrics implements AutoCloseable {
    static final String SCHEMES = "schemes";
    static final String LEFT_OUT = "seriesLeftOut";

    private static final Logger LOG = LoggerFactory.getLogger(StoreMetrics.class);
    /** Those registered here and by the driver side; they count against the budget as well. */
    private static final int OWN_SERIES = 5;

    private static final long FRESH_MILLIS = 250;
    private static final long CLOSE_SECONDS = 10;

    private final MetricsSettings settings;
    private final MetricRegistry registry;
    private final LongSupplier nanos;
    private final RollingWindow window;
    private final @Nullable HeatMapFiles heatMaps;
    private final ScheduledExecutorService sampler;

    private volatile Snapshot latest;

    // Guarded by this.
    private final Map<String, Series> registered = new HashMap<>();
    private Set<String> knownNames = Set.of();
    private volatile int leftOut;

    private record Snapshot(long atNanos, Map<String, StoreReading> byScheme) {}

    StoreMetrics(
            MetricsSettings settings, MetricRegistry registry, LongSupplier nanos, @Nullable HeatMapFiles heatMaps) {
        this.settings = settings;
        this.registry = registry;
        this.nanos = nanos;
        this.heatMaps = heatMaps;
        window = new RollingWindow(settings.window());
        sampler = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "farseek-metrics-sampler");
            thread.setDaemon(true);
            return thread;
        });
        latest = read();
    }

    /**
     * Registers the series of the schemes there are and begins to sample. Registers two series of its own whatever there is: Spark drops the
     * registry of a plugin that has none yet.
     */
    void start() {
        register(SCHEMES, () -> latest().byScheme().size());
        register(LEFT_OUT, () -> leftOut);
        sample();
        long period = settings.samplePeriod().toMillis();
        var unused = sampler.scheduleAtFixedRate(this::sampleQuietly, period, period, TimeUnit.MILLISECONDS);
    }

    /** Picks up schemes that have appeared, when the last look was more than {@value #FRESH_MILLIS} ms ago. */
    void noticeNewSchemes() {
        align(latest().byScheme().values());
    }

    /** Reads the statistics once, for the window, the heat maps and new schemes. */
    void sample() {
        Snapshot now = read();
        latest = now;
        window.add(now.atNanos(), now.byScheme());
        align(now.byScheme().values());
        if (heatMaps != null) {
            heatMaps.add(Instant.now(), now.byScheme().values());
        }
    }

    /** Samples a last time and stops. Series stay registered: Spark reports once more after plugins have stopped. */
    @Override
    public void close() {
        sampler.shutdown();
        try {
            if (!sampler.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                sampler.shutdownNow();
            }
        } catch (InterruptedException e) {
            sampler.shutdownNow();
            Thread.currentThread().interrupt();
        }
        sampleQuietly();
        if (heatMaps != null) {
            heatMaps.close();
        }
    }

    Map<String, StoreReading> readings() {
        return latest().byScheme();
    }

    private void sampleQuietly() {
        try {
            sample();
        } catch (RuntimeException | LinkageError failure) {
            // One bad sample must not end the schedule.
            LOG.warn(
                    "Storage statistics could not be sampled; the next attempt is in {}",
                    settings.samplePeriod(),
                    failure);
        }
    }

    private Snapshot latest() {
        Snapshot seen = latest;
        if (nanos.getAsLong() - seen.atNanos() > TimeUnit.MILLISECONDS.toNanos(FRESH_MILLIS)) {
            seen = read();
            latest = seen;
        }
        return seen;
    }

    private Snapshot read() {
        Map<String, StoreReading> byScheme = new TreeMap<>();
        for (StoreReading each : StoreReadings.now(settings.schemes())) {
            byScheme.put(each.scheme(), each);
        }
        return new Snapshot(nanos.getAsLong(), byScheme);
    }

    private synchronized void align(Collection<StoreReading> readings) {
        Set<String> names = new HashSet<>();
        readings.forEach(
                reading -> reading.values().keySet().forEach(name -> names.add(reading.scheme() + "." + name)));
        if (names.equals(knownNames)) {
            return;
        }
        knownNames = names;
        SeriesPlan plan = SeriesPlan.of(readings, settings.detail(), settings.maxSeries() - OWN_SERIES);
        Map<String, Series> wanted = new LinkedHashMap<>();
        plan.series().forEach(each -> wanted.put(each.metric(), each));
        for (String gone : Set.copyOf(registered.keySet())) {
            if (!wanted.containsKey(gone)) {
                registry.remove(gone);
                registered.remove(gone);
            }
        }
        wanted.forEach((metric, series) -> {
            if (registered.putIfAbsent(metric, series) == null) {
                register(metric, () -> valueOf(series));
            }
        });
        if (plan.leftOut() > leftOut) {
            LOG.info(
                    "{} series of {} schemes do not fit {}={} and are left out",
                    plan.leftOut(),
                    readings.size(),
                    MetricsKey.MAX_SERIES.key(),
                    settings.maxSeries());
        }
        leftOut = plan.leftOut();
    }

    private Number valueOf(Series series) {
        Snapshot now = latest();
        StoreReading reading = now.byScheme().get(series.scheme());
        return reading == null ? 0L : series.value(reading, window.start(series.scheme(), now.atNanos()));
    }

    private void register(String name, Gauge<Number> gauge) {
        try {
            registry.register(name, gauge);
        } catch (IllegalArgumentException taken) {
            LOG.warn("Metric {} is already registered by somebody else and is left as it is", name);
        }
    }
}
