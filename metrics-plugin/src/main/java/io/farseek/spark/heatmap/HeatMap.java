package io.farseek.spark.heatmap;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How many calls took how long, over time. Immutable.
 *
 * @param title what was timed
 * @param bounds upper bounds of the rows in microseconds, rising; the last may be {@link Long#MAX_VALUE}
 * @param columns in order of time, without gaps
 */
public record HeatMap(String title, List<Long> bounds, List<Column> columns) {
    public HeatMap {
        bounds = List.copyOf(bounds);
        columns = List.copyOf(columns);
        for (Column each : columns) {
            if (each.counts().size() != bounds.size()) {
                throw new IllegalArgumentException(
                        "a column of " + each.counts().size() + " rows in a map of " + bounds.size());
            }
        }
    }

    /** What a cell stands for. */
    public enum Measure {
        /** The number of calls: shows what is usual. */
        FREQUENCY,
        /** The time spent in them: shows the few slow ones that cost most. */
        INTENSITY
    }

    /**
     * One stretch of time.
     *
     * @param counts calls for each row
     */
    public record Column(Instant start, Duration length, List<Long> counts) {
        public Column {
            counts = List.copyOf(counts);
        }

        Column merge(Column next) {
            List<Long> sum = new ArrayList<>();
            for (int i = 0; i < counts.size(); i++) {
                sum.add(counts.get(i) + next.counts.get(i));
            }
            return new Column(start, length.plus(next.length), sum);
        }
    }

    /** The same map with at most {@code most} columns, neighbours merged in equal numbers. */
    public HeatMap atMost(int most) {
        int each = (columns.size() + most - 1) / Math.max(1, most);
        if (each <= 1) {
            return this;
        }
        List<Column> merged = new ArrayList<>();
        for (int i = 0; i < columns.size(); i += each) {
            Column sum = columns.get(i);
            for (int j = i + 1; j < Math.min(columns.size(), i + each); j++) {
                sum = sum.merge(columns.get(j));
            }
            merged.add(sum);
        }
        return new HeatMap(title, bounds, merged);
    }

    /** All calls of a row. */
    public long total(int row) {
        return columns.stream().mapToLong(column -> column.counts().get(row)).sum();
    }

    public long total() {
        return columns.stream()
                .flatMap(column -> column.counts().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    /** The lowest row that has calls; 0 when none has. */
    public int lowestRow() {
        for (int row = 0; row < bounds.size(); row++) {
            if (total(row) > 0) {
                return row;
            }
        }
        return 0;
    }

    /** The highest row that has calls; -1 when none has. */
    public int highestRow() {
        for (int row = bounds.size() - 1; row >= 0; row--) {
            if (total(row) > 0) {
                return row;
            }
        }
        return -1;
    }

    /** A cell's weight: calls, or calls times the time a call of that row takes at most. */
    double weight(int column, int row, Measure measure) {
        long count = columns.get(column).counts().get(row);
        return measure == Measure.FREQUENCY ? count : (double) count * finiteBound(row);
    }

    double largestWeight(Measure measure) {
        double largest = 0;
        for (int column = 0; column < columns.size(); column++) {
            for (int row = 0; row < bounds.size(); row++) {
                largest = Math.max(largest, weight(column, row, measure));
            }
        }
        return largest;
    }

    /** The row's bound, for the unbounded row twice the one below it. */
    long finiteBound(int row) {
        long bound = bounds.get(row);
        return bound < Long.MAX_VALUE || row == 0 ? bound : 2 * bounds.get(row - 1);
    }

    /** The row's bound to be read by people, such as {@code 16 ms}; {@code more} for the unbounded row. */
    String label(int row) {
        return bounds.get(row) == Long.MAX_VALUE ? "more" : duration(bounds.get(row));
    }

    /** Microseconds to two significant figures or more: {@code 64 µs}, {@code 33 ms}, {@code 4.2 s}. */
    public static String duration(long micros) {
        if (micros < 1000) {
            return micros + " µs";
        }
        double value = micros < 1_000_000 ? micros / 1e3 : micros / 1e6;
        String unit = micros < 1_000_000 ? " ms" : " s";
        return (value < 10 ? Math.round(value * 10) / 10.0 : (Object) Math.round(value)) + unit;
    }
}
