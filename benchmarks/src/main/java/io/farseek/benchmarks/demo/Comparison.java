package io.farseek.benchmarks.demo;

import io.farseek.benchmarks.dimuon.PeakTable;
import io.farseek.spark.heatmap.HeatMap;
import io.farseek.spark.readings.Distribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The runs side by side, as rows of text.
 *
 * @param runs the run without read-ahead first
 */
record Comparison(List<ReadRun> runs) {
    Comparison {
        runs = List.copyOf(runs);
    }

    /** A table: the first row holds the heads, the first cell of each row its name. */
    List<List<String>> table() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("", run -> run.name()));
        rows.add(row("time", run -> format("%.1f s", run.seconds())));
        rows.add(row("faster by", run -> format("%.1f x", runs.get(0).seconds() / run.seconds())));
        rows.add(row("GET requests", run -> format("%,d", run.requests("GET"))));
        rows.add(row("other requests", run -> format("%,d", run.requests().size() - run.requests("GET"))));
        rows.add(row("GETs at once, at most", run -> format("%d", run.mostParallel())));
        rows.add(row("read by tasks", run -> megabytes(run.taskBytes())));
        rows.add(row("sent by the store", run -> megabytes(run.bytesSent())));
        rows.add(row("amplification", run -> format("%.2f", run.amplification())));
        rows.add(row(
                "first byte p50 / p99",
                run -> HeatMap.duration(run.firstByteMicros(0.5)) + " / "
                        + HeatMap.duration(run.firstByteMicros(0.99))));
        for (String timing : List.of("read", "seek", "get.ttfb", "get.total")) {
            rows.add(row(timing + " p50 / p99", run -> percentiles(run.io().distribution(timing))));
        }
        rows.add(row(
                "calls to read",
                run -> run.io().detailed()
                        ? format("%,d", run.io().distribution("read").count())
                        : "-"));
        return rows;
    }

    /** The last run against each of the others, in a sentence. */
    String headline() {
        ReadRun last = runs.get(runs.size() - 1);
        StringBuilder out = new StringBuilder(format("%s read the events in %.1f s", last.name(), last.seconds()));
        for (ReadRun each : runs.subList(0, runs.size() - 1)) {
            out.append(format(
                    "; %s took %.1f s, %.1f times as long, with %.1f times the requests",
                    each.name(),
                    each.seconds(),
                    each.seconds() / last.seconds(),
                    each.requests().size()
                            / (double) Math.max(1, last.requests().size())));
        }
        return out.append('.').toString();
    }

    /** The peaks of the first run; all runs have the same. */
    List<List<String>> peaks() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("peak", "window GeV", "pairs", "median GeV", "fitted mean ± width GeV"));
        for (PeakTable.Row each : runs.get(0).result().peaks().rows()) {
            rows.add(List.of(
                    each.window().name(),
                    format("%.2f - %.2f", each.window().low(), each.window().high()),
                    format("%,d", each.n()),
                    number(each.median()),
                    Double.isNaN(each.fittedMean())
                            ? "-"
                            : number(each.fittedMean()) + " ± " + number(each.fittedSigma())));
        }
        return rows;
    }

    static String text(List<List<String>> table) {
        int[] widths = new int[table.get(0).size()];
        for (List<String> row : table) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder out = new StringBuilder();
        for (List<String> row : table) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String gap = " ".repeat(widths[i] - row.get(i).length());
                line.append("  ").append(i == 0 ? row.get(i) + gap : gap + row.get(i));
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }

    private List<String> row(String head, java.util.function.Function<ReadRun, String> cell) {
        List<String> cells = new ArrayList<>(List.of(head));
        runs.forEach(run -> cells.add(cell.apply(run)));
        return cells;
    }

    private static String percentiles(Distribution distribution) {
        return distribution.count() == 0
                ? "-"
                : HeatMap.duration(Math.round(distribution.quantile(0.5))) + " / "
                        + HeatMap.duration(Math.round(distribution.quantile(0.99)));
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "-" : format("%.4f", value);
    }

    private static String megabytes(long bytes) {
        return format("%.1f MB", bytes / 1e6);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
