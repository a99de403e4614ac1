package io.farseek.spark.heatmap;

import java.time.Duration;
import java.util.Locale;

/**
 * Draws a heat map as an SVG element to put into a page. Text takes the page's colour. Each cell tells its time, latency and count when
 * pointed at.
 *
 * @param width of the whole picture in pixels, at least 200
 */
public record SvgHeatMap(int width, HeatMap.Measure measure) {
    private static final int LEFT = 70;
    private static final int RIGHT = 60;
    private static final int TOP = 24;
    private static final int ROW = 16;
    private static final int BOTTOM = 34;
    private static final int MOST_COLUMNS = 240;
    // From dark to light through hue, so that it also reads in grey.
    private static final int[][] STOPS = {{49, 18, 88}, {56, 80, 144}, {30, 140, 142}, {84, 192, 104}, {250, 226, 44}};

    public SvgHeatMap {
        if (width < 200) {
            throw new IllegalArgumentException("a heat map needs at least 200 pixels, not " + width);
        }
    }

    public String render(HeatMap full) {
        HeatMap map = full.atMost(MOST_COLUMNS);
        int lowest = map.lowestRow();
        int rows = Math.max(1, map.highestRow() - lowest + 1);
        int height = TOP + rows * ROW + BOTTOM;
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
                        + " aria-label=\"%s\" font-family=\"sans-serif\" font-size=\"11\" fill=\"currentColor\">%n",
                width,
                height,
                width,
                height,
                escape(map.title())));
        String what = measure == HeatMap.Measure.FREQUENCY ? "calls" : "time spent";
        text(out, LEFT, 14, "start", map.title() + ": " + what + " by latency over time");
        if (map.highestRow() < 0) {
            text(out, LEFT, TOP + 12, "start", "no calls");
            return out.append("</svg>\n").toString();
        }
        cells(out, map, lowest, rows);
        for (int row = lowest; row < lowest + rows; row++) {
            int y = TOP + (lowest + rows - 1 - row) * ROW + 12;
            text(out, LEFT - 6, y, "end", map.label(row));
            text(out, width - RIGHT + 6, y, "start", String.valueOf(map.total(row)));
        }
        int axis = TOP + rows * ROW + 14;
        text(out, LEFT, axis, "start", "0");
        text(out, width - RIGHT, axis, "end", HeatMap.duration(micros(span(map))));
        text(out, width - RIGHT + 6, axis, "start", "calls");
        return out.append("</svg>\n").toString();
    }

    private void cells(StringBuilder out, HeatMap map, int lowest, int rows) {
        double largest = map.largestWeight(measure);
        double whole = Math.max(1, span(map).toNanos());
        double plot = width - LEFT - RIGHT;
        double x = LEFT;
        long at = 0;
        for (int column = 0; column < map.columns().size(); column++) {
            double cellWidth = map.columns().get(column).length().toNanos() / whole * plot;
            for (int row = lowest; row < lowest + rows; row++) {
                long count = map.columns().get(column).counts().get(row);
                if (count > 0) {
                    out.append(String.format(
                            Locale.ROOT,
                            "<rect x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\" fill=\"%s\"><title>%s in, up to %s: %d"
                                    + " calls</title></rect>%n",
                            x,
                            TOP + (lowest + rows - 1 - row) * ROW,
                            Math.max(0.5, cellWidth),
                            ROW - 1,
                            colour(Math.sqrt(map.weight(column, row, measure) / largest)),
                            HeatMap.duration(at),
                            map.label(row),
                            count));
                }
            }
            at += micros(map.columns().get(column).length());
            x += cellWidth;
        }
    }

    private static Duration span(HeatMap map) {
        return map.columns().stream().map(HeatMap.Column::length).reduce(Duration.ZERO, Duration::plus);
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }

    private static String colour(double share) {
        double place = Math.max(0, Math.min(1, share)) * (STOPS.length - 1);
        int below = Math.min(STOPS.length - 2, (int) place);
        double part = place - below;
        StringBuilder hex = new StringBuilder("#");
        for (int i = 0; i < 3; i++) {
            long mixed = Math.round(STOPS[below][i] * (1 - part) + STOPS[below + 1][i] * part);
            hex.append(String.format(Locale.ROOT, "%02x", mixed));
        }
        return hex.toString();
    }

    private static void text(StringBuilder out, int x, int y, String anchor, String text) {
        out.append(String.format(
                Locale.ROOT, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, escape(text)));
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
