package io.farseek.spark.readings;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.fs.GlobalStorageStatistics;
import org.apache.hadoop.fs.StorageStatistics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the statistics of every file system of this JVM through Hadoop's {@link GlobalStorageStatistics}, whichever class loader loaded the
 * file system.
 *
 * <p>Statistics of one scheme are brought together: those a Farseek connector registers as {@code farseek-<scheme>}, Hadoop's own, and
 * others a connector adds, such as {@code S3AStorageStatistics}. Where two have the same name, Farseek's wins: it counts failed and
 * cancelled calls too.
 */
public final class StoreReadings {
    /** What the names under which Farseek connectors register start with. */
    public static final String FARSEEK_PREFIX = "farseek-";

    private static final Logger LOG = LoggerFactory.getLogger(StoreReadings.class);

    private StoreReadings() {}

    /**
     * One reading for each scheme present, sorted by scheme. Does not block; statistics that fail to be read are left out and logged.
     *
     * @param only the schemes wanted; empty for all
     */
    public static List<StoreReading> now(Set<String> only) {
        Map<String, TreeMap<String, Long>> plain = new TreeMap<>();
        Map<String, TreeMap<String, Long>> detailed = new TreeMap<>();
        Iterator<StorageStatistics> all = GlobalStorageStatistics.INSTANCE.iterator();
        while (all.hasNext()) {
            StorageStatistics each = all.next();
            String scheme = schemeOf(each);
            if (only.isEmpty() || only.contains(scheme)) {
                boolean ours = each.getName().startsWith(FARSEEK_PREFIX);
                copy(each, (ours ? detailed : plain).computeIfAbsent(scheme, s -> new TreeMap<>()));
            }
        }
        detailed.forEach((scheme, values) ->
                plain.computeIfAbsent(scheme, s -> new TreeMap<>()).putAll(values));
        List<StoreReading> readings = new ArrayList<>();
        plain.forEach((scheme, values) -> readings.add(new StoreReading(scheme, detailed.containsKey(scheme), values)));
        return readings;
    }

    /** The reading of one scheme, an empty one when no file system of it has been used yet. */
    public static StoreReading now(String scheme) {
        List<StoreReading> found = now(Set.of(scheme));
        return found.isEmpty() ? new StoreReading(scheme, false, new TreeMap<>()) : found.get(0);
    }

    private static String schemeOf(StorageStatistics statistics) {
        String scheme = statistics.getScheme();
        if (scheme != null && !scheme.isEmpty()) {
            return scheme;
        }
        String name = statistics.getName();
        return name.startsWith(FARSEEK_PREFIX) ? name.substring(FARSEEK_PREFIX.length()) : name;
    }

    private static void copy(StorageStatistics from, Map<String, Long> to) {
        try {
            Iterator<StorageStatistics.LongStatistic> all = from.getLongStatistics();
            while (all.hasNext()) {
                StorageStatistics.LongStatistic each = all.next();
                to.put(each.getName(), each.getValue());
            }
        } catch (RuntimeException broken) {
            LOG.debug("Statistics {} could not be read and are left out this time", from.getName(), broken);
        }
    }
}
