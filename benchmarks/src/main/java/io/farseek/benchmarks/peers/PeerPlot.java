package io.farseek.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bars of seconds on a logarithmic scale, a group for each row. */
final class PeerPlot {
    private static final double LEAST_SECONDS = 0.05;
    private static final double MOST_SECONDS = 100;

    private final PeerOptions options;
    private final List<Measurement> measurements;
    private final Ideal ideal;

    PeerPlot(PeerOptions options, List<Measurement> measurements, Ideal ideal) {
        this.options = options;
        this.measurements = measurements;
        this.ideal = ideal;
    }

    String svg() {
        List<String> series =
                new ArrayList<>(options.peers().stream().map(Peer::title).toList());
        series.add("ideal, " + ideal.connections() + " connections");
        BarChart chart = new BarChart(series, "s", LEAST_SECONDS, MOST_SECONDS);
        for (Row row : options.rows()) {
            List<@Nullable Double> values = new ArrayList<>();
            for (Peer peer : options.peers()) {
                values.add(seconds(row, peer));
            }
            values.add(ideal.seconds(row.trace()));
            chart.row(row.title(), values);
        }
        return chart.svg();
    }

    private @Nullable Double seconds(Row row, Peer peer) {
        for (Measurement each : measurements) {
            if (each.row().equals(row) && each.peer().equals(peer)) {
                return each.failure() != null ? Double.NaN : each.seconds();
            }
        }
        return null;
    }
}
