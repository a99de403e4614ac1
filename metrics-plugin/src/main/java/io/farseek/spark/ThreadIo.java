package io.farseek.spark;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.statistics.IOStatistics;
import org.apache.hadoop.fs.statistics.IOStatisticsSource;
import org.jspecify.annotations.Nullable;

/**
 * What the current thread has done to file systems since it began, by Hadoop's count.
 *
 * @param stores totals by scheme
 * @param ioStatistics counters of the thread's IOStatistics; empty before Hadoop 3.4
 */
record ThreadIo(Map<String, Map<String, Long>> stores, Map<String, Long> ioStatistics) {
    // Hadoop 3.3 has no such class, so it can only be looked for.
    private static final @Nullable MethodHandle CURRENT_CONTEXT = currentContext();

    /** Reads the totals of the calling thread. A thread-local read for each file system class; no I/O. */
    @SuppressWarnings(
            "deprecation") // The replacement has process totals only; Spark takes its input bytes from here too.
    static ThreadIo now() {
        Map<String, Map<String, Long>> stores = new TreeMap<>();
        for (FileSystem.Statistics each : FileSystem.getAllStatistics()) {
            FileSystem.Statistics.StatisticsData data = each.getThreadStatistics();
            Map<String, Long> totals = stores.computeIfAbsent(each.getScheme(), scheme -> new TreeMap<>());
            totals.merge("bytesRead", data.getBytesRead(), Long::sum);
            totals.merge("bytesWritten", data.getBytesWritten(), Long::sum);
            totals.merge("readOps", (long) data.getReadOps(), Long::sum);
            totals.merge("largeReadOps", (long) data.getLargeReadOps(), Long::sum);
            totals.merge("writeOps", (long) data.getWriteOps(), Long::sum);
        }
        return new ThreadIo(stores, ioCounters());
    }

    /** What happened since {@code earlier}: schemes that did something, counters that moved. */
    ThreadIo since(ThreadIo earlier) {
        Map<String, Map<String, Long>> difference = new TreeMap<>();
        stores.forEach((scheme, totals) -> {
            Map<String, Long> before = earlier.stores.getOrDefault(scheme, Map.of());
            Map<String, Long> moved = new TreeMap<>();
            totals.forEach((name, value) -> moved.put(name, value - before.getOrDefault(name, 0L)));
            if (moved.values().stream().anyMatch(value -> value != 0)) {
                difference.put(scheme, moved);
            }
        });
        Map<String, Long> counters = new TreeMap<>();
        ioStatistics.forEach((name, value) -> {
            long moved = value - earlier.ioStatistics.getOrDefault(name, 0L);
            if (moved > 0) {
                counters.put(name, moved);
            }
        });
        return new ThreadIo(difference, counters);
    }

    private static Map<String, Long> ioCounters() {
        if (CURRENT_CONTEXT == null) {
            return Map.of();
        }
        try {
            IOStatisticsSource context = (IOStatisticsSource) CURRENT_CONTEXT.invoke();
            IOStatistics statistics = context.getIOStatistics();
            return statistics == null ? Map.of() : new TreeMap<>(statistics.counters());
        } catch (Throwable unavailable) {
            // Reporting must not fail a task, and this is an extra.
            return Map.of();
        }
    }

    private static @Nullable MethodHandle currentContext() {
        try {
            Class<?> type = Class.forName(
                    "org.apache.hadoop.fs.statistics.IOStatisticsContext", true, FileSystem.class.getClassLoader());
            return MethodHandles.publicLookup().unreflect(type.getMethod("getCurrentIOStatisticsContext"));
        } catch (ReflectiveOperationException | LinkageError absent) {
            return null;
        }
    }
}
