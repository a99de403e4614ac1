package io.farseek.fs.stats;

import org.apache.hadoop.fs.statistics.IOStatistics;

/** Adds a closed stream's statistics to the calling thread's, where Hadoop has such a thing: {@code IOStatisticsContext}, since 3.3.5. */
public final class ThreadStatistics {
    private static final boolean PRESENT = isPresent();

    private ThreadStatistics() {}

    public static void aggregate(IOStatistics statistics) {
        if (PRESENT) {
            Aggregation.aggregate(statistics);
        }
    }

    private static boolean isPresent() {
        try {
            Class.forName(
                    "org.apache.hadoop.fs.statistics.IOStatisticsContext",
                    false,
                    ThreadStatistics.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** The only class that mentions {@code IOStatisticsContext}; loaded only where that exists. */
    private static final class Aggregation {
        static void aggregate(IOStatistics statistics) {
            org.apache.hadoop.fs.statistics.IOStatisticsContext.getCurrentIOStatisticsContext()
                    .getAggregator()
                    .aggregate(statistics);
        }
    }
}
