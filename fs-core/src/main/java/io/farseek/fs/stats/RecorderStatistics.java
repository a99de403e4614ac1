package io.farseek.fs.stats;

import io.farseek.readahead.Count;
import io.farseek.readahead.Histogram;
import io.farseek.readahead.Level;
import io.farseek.readahead.Recorder;
import io.farseek.readahead.Size;
import io.farseek.readahead.Timing;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.hadoop.fs.StorageStatistics;
import org.apache.hadoop.fs.statistics.IOStatistics;
import org.apache.hadoop.fs.statistics.impl.DynamicIOStatisticsBuilder;
import org.apache.hadoop.fs.statistics.impl.IOStatisticsBinding;
import org.jspecify.annotations.Nullable;

/**
 * A recorder as Hadoop's {@code StorageStatistics} named {@code farseek-SCHEME}. Names, for a timing or size {@code T}:
 *
 * <ul>
 *   <li>{@code T.bucket.le_<2^k>us} for k = 6 to 25 (sizes: {@code T.bucket.le_<2^k>}, k = 0 to 30) and {@code T.bucket.le_inf}: how many
 *       values were at most that, cumulative as Prometheus wants it
 *   <li>{@code T.count}, {@code T.sum_us} and {@code T.max_us} (sizes: {@code T.sum}, {@code T.max})
 *   <li>counters and gauges by their plain name
 * </ul>
 *
 * Values are read when asked for. All but gauges and maxima only ever grow; a reset is not supported, since the recorder serves others too.
 */
public final class RecorderStatistics extends StorageStatistics {
    static final int FIRST_TIMING_BUCKET = 6;
    static final int LAST_TIMING_BUCKET = 25;
    static final int LAST_SIZE_BUCKET = 30;

    private final String scheme;
    private final Map<String, LongSupplier> values = new LinkedHashMap<>();

    public RecorderStatistics(String scheme, Recorder recorder) {
        super(nameFor(scheme));
        this.scheme = scheme;
        for (Timing timing : Timing.values()) {
            Histogram histogram = recorder.timing(timing);
            histogram(timing.exportName(), "us", histogram, FIRST_TIMING_BUCKET, LAST_TIMING_BUCKET);
            values.put(timing.exportName() + ".sum_us", histogram::sum);
            values.put(timing.exportName() + ".max_us", histogram::max);
        }
        for (Size size : Size.values()) {
            Histogram histogram = recorder.sizes(size);
            histogram(size.exportName(), "", histogram, 0, LAST_SIZE_BUCKET);
            values.put(size.exportName() + ".sum", histogram::sum);
            values.put(size.exportName() + ".max", histogram::max);
        }
        for (Count count : Count.values()) {
            values.put(count.exportName(), () -> recorder.count(count));
        }
        for (Level level : Level.values()) {
            values.put(level.exportName(), () -> recorder.level(level));
        }
    }

    /** The recorder's counters and gauges as {@code IOStatistics}, read when asked for. */
    public static IOStatistics asIOStatistics(Recorder recorder) {
        DynamicIOStatisticsBuilder builder = IOStatisticsBinding.dynamicIOStatistics();
        for (Count count : Count.values()) {
            builder.withLongFunctionCounter(count.exportName(), ignored -> recorder.count(count));
        }
        for (Level level : Level.values()) {
            builder.withLongFunctionGauge(level.exportName(), ignored -> recorder.level(level));
        }
        return builder.build();
    }

    /** The registered name of a scheme's statistics. */
    public static String nameFor(String scheme) {
        return "farseek-" + scheme;
    }

    private void histogram(String name, String unit, Histogram histogram, int first, int last) {
        for (int k = first; k <= last; k++) {
            int upTo = k;
            values.put(name + ".bucket.le_" + (1L << k) + unit, () -> upTo(histogram, upTo));
        }
        values.put(name + ".bucket.le_inf", histogram::count);
        values.put(name + ".count", histogram::count);
    }

    private static long upTo(Histogram histogram, int bucket) {
        long total = 0;
        for (int k = 0; k <= bucket; k++) {
            total += histogram.count(k);
        }
        return total;
    }

    @Override
    public String getScheme() {
        return scheme;
    }

    @Override
    public Iterator<LongStatistic> getLongStatistics() {
        List<LongStatistic> now = new ArrayList<>(values.size());
        values.forEach((name, value) -> now.add(new LongStatistic(name, value.getAsLong())));
        return now.iterator();
    }

    @Override
    public @Nullable Long getLong(String key) {
        LongSupplier value = values.get(key);
        return value == null ? null : value.getAsLong();
    }

    @Override
    public boolean isTracked(String key) {
        return values.containsKey(key);
    }

    /** Does nothing: the figures belong to every file system of the scheme, and cumulative counters must not go back. */
    @Override
    public void reset() {}
}
