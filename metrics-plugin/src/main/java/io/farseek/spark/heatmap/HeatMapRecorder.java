package io.farseek.spark.heatmap;

import io.farseek.spark.readings.Distribution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds a heat map out of successive readings of one growing distribution. Bounded: when the columns run out, neighbours are merged and
 * the map gets coarser, so that it always covers everything since the first reading. Thread-safe.
 */
public final class HeatMapRecorder {
    private final String title;
    private final int mostColumns;
    private final List<HeatMap.Column> columns = new ArrayList<>();
    private List<Long> bounds = List.of();
    private @Nullable Distribution last;
    private @Nullable Instant lastAt;
    private int readingsPerColumn = 1;
    private int readingsInLast;

    /**
     * An empty map.
     *
     * @param mostColumns at least 2
     */
    public HeatMapRecorder(String title, int mostColumns) {
        if (mostColumns < 2) {
            throw new IllegalArgumentException("a heat map needs at least 2 columns, not " + mostColumns);
        }
        this.title = title;
        this.mostColumns = mostColumns;
    }

    /**
     * Adds what happened since the reading before. The first reading with any bounds is the base line and makes no column; so does one
     * whose bounds differ from the last one's.
     *
     * @param cumulative the distribution since its source started
     */
    public synchronized void add(Instant at, Distribution cumulative) {
        Distribution before = last;
        Instant since = lastAt;
        if (cumulative.size() == 0) {
            return;
        }
        last = cumulative;
        lastAt = at;
        if (before == null || since == null || before.size() != cumulative.size()) {
            bounds = boundsOf(cumulative);
            columns.clear();
            readingsPerColumn = 1;
            readingsInLast = 0;
            return;
        }
        Duration length = Duration.between(since, at);
        if (length.isNegative()) {
            length = Duration.ZERO;
        }
        HeatMap.Column column = new HeatMap.Column(since, length, countsOf(cumulative.since(before)));
        if (readingsInLast > 0 && readingsInLast < readingsPerColumn) {
            columns.set(columns.size() - 1, columns.get(columns.size() - 1).merge(column));
            readingsInLast++;
        } else {
            columns.add(column);
            readingsInLast = 1;
        }
        if (columns.size() > mostColumns) {
            halve();
        }
    }

    public synchronized HeatMap map() {
        return new HeatMap(title, bounds, columns);
    }

    private void halve() {
        List<HeatMap.Column> merged = new ArrayList<>();
        for (int i = 0; i + 1 < columns.size(); i += 2) {
            merged.add(columns.get(i).merge(columns.get(i + 1)));
        }
        boolean odd = columns.size() % 2 == 1;
        if (odd) {
            merged.add(columns.get(columns.size() - 1));
        }
        readingsInLast = odd ? readingsInLast : 2 * readingsPerColumn;
        readingsPerColumn *= 2;
        columns.clear();
        columns.addAll(merged);
    }

    private static List<Long> countsOf(Distribution distribution) {
        List<Long> counts = new ArrayList<>();
        for (int i = 0; i < distribution.size(); i++) {
            counts.add(distribution.countIn(i));
        }
        return counts;
    }

    private static List<Long> boundsOf(Distribution distribution) {
        List<Long> bounds = new ArrayList<>();
        for (int i = 0; i < distribution.size(); i++) {
            bounds.add(distribution.bound(i));
        }
        return bounds;
    }
}
