package io.farseek.benchmarks.peers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bars on a logarithmic scale, a group for each row and in it a bar for each series; null values are failures. */
final class BarChart {
    private static final List<String> COLOURS =
            List.of("#0b6e4f", "#b5651d", "#c9a227", "#6b7a8f", "#8e4162", "#444444");
    private static final int LEFT = 240;
    private static final int WIDTH = 640;
    private static final int BAR = 12;
    private static final int LEGEND_WIDTH = 185;
    private static final int LEGEND_HEIGHT = 18;
    private static final int LEGEND_COLUMNS = (LEFT + WIDTH + 80) / LEGEND_WIDTH;

    private final List<String> series;
    private final String unit;
    private final double least;
    private final double most;
    private final Map<String, List<@Nullable Double>> rows = new LinkedHashMap<>();

    /** @param least the scale's ends, both positive; values beyond are drawn at them */
    BarChart(List<String> series, String unit, double least, double most) {
        this.series = List.copyOf(series);
        this.unit = unit;
        this.least = least;
        this.most = most;
    }

    /** @param values one for each series, NaN for one that failed, null for one that was not measured */
    void row(String title, List<@Nullable Double> values) {
        rows.put(title, new ArrayList<>(values));
    }

    String svg() {
        int group = series.size() * BAR + 10;
        int head = 24 + LEGEND_HEIGHT * ((series.size() + LEGEND_COLUMNS - 1) / LEGEND_COLUMNS);
        int height = head + 20 + rows.size() * group;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"11\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                LEFT + WIDTH + 80,
                height));
        for (int i = 0; i < series.size(); i++) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"%d\" width=\"10\" height=\"10\" fill=\"%s\"/><text x=\"%d\" y=\"%d\">%s</text>%n",
                    10 + i % LEGEND_COLUMNS * LEGEND_WIDTH,
                    8 + i / LEGEND_COLUMNS * LEGEND_HEIGHT,
                    colour(i),
                    24 + i % LEGEND_COLUMNS * LEGEND_WIDTH,
                    17 + i / LEGEND_COLUMNS * LEGEND_HEIGHT,
                    escaped(series.get(i))));
        }
        for (double tick = Math.pow(10, Math.ceil(Math.log10(least))); tick <= most; tick *= 10) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%5$d\" y2=\"%2$d\" stroke=\"#ddd\"/><text x=\"%1$.1f\" y=\"%6$d\" text-anchor=\"middle\" fill=\"#666\">%3$s %4$s</text>%n",
                    LEFT + length(tick),
                    height - 10,
                    tick < 1 ? String.format(Locale.ROOT, "%.1g", tick) : String.format(Locale.ROOT, "%.0f", tick),
                    unit,
                    head - 4,
                    head - 7));
        }
        int top = head + 2;
        for (Map.Entry<String, List<@Nullable Double>> each : rows.entrySet()) {
            row(each.getKey(), each.getValue(), top, svg);
            top += group;
        }
        return svg.append("</svg>\n").toString();
    }

    private void row(String title, List<@Nullable Double> values, int top, StringBuilder svg) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n",
                LEFT - 8,
                top + series.size() * BAR / 2 + 4,
                escaped(title)));
        for (int i = 0; i < values.size(); i++) {
            Double value = values.get(i);
            if (value != null) {
                double length = value.isNaN() ? 0 : length(value);
                svg.append(String.format(
                        Locale.ROOT,
                        "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/><text x=\"%.1f\" y=\"%d\">%s</text>%n",
                        LEFT,
                        top + i * BAR,
                        length,
                        BAR - 2,
                        colour(i),
                        LEFT + length + 4,
                        top + i * BAR + 9,
                        value.isNaN() ? "fails" : String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value)));
            }
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String colour(int number) {
        return COLOURS.get(number % COLOURS.size());
    }

    private double length(double value) {
        double within = Math.max(least, Math.min(most, value));
        return WIDTH * Math.log(within / least) / Math.log(most / least);
    }
}
