package io.farseek.spark.heatmap;

import java.time.Duration;

/**
 * Draws a heat map with characters: time goes right, latency up, the darker or denser a cell the more happened in it.
 *
 * @param width most characters in a line, at least 40
 * @param colour whether the terminal shows 256 colours; otherwise density is shown by characters
 */
public record TextHeatMap(int width, boolean colour, HeatMap.Measure measure) {
    private static final String RAMP = " .:-=+*#%@";
    private static final int[] COLOURS = {17, 18, 19, 26, 33, 39, 45, 51, 123};
    private static final String RESET = "\u001b[0m";
    private static final int LEFT = 10;
    private static final int RIGHT = 9;

    public TextHeatMap {
        if (width < 40) {
            throw new IllegalArgumentException("a heat map needs at least 40 characters a line, not " + width);
        }
    }

    /** The whole picture, lines ending in newlines, at most {@link #width} wide. */
    public String render(HeatMap full) {
        StringBuilder out = new StringBuilder();
        out.append(full.title())
                .append(measure == HeatMap.Measure.FREQUENCY ? ": calls" : ": time spent")
                .append(" by latency over time\n");
        int highest = full.highestRow();
        if (highest < 0) {
            return out.append("  no calls\n").toString();
        }
        HeatMap map = full.atMost(width - LEFT - RIGHT - 2);
        double largest = map.largestWeight(measure);
        for (int row = highest; row >= map.lowestRow(); row--) {
            out.append(left(map.label(row))).append('|');
            for (int column = 0; column < map.columns().size(); column++) {
                cell(out, level(map.weight(column, row, measure), largest));
            }
            out.append('|').append(right(String.valueOf(map.total(row)))).append('\n');
        }
        return out.append(timeAxis(map)).toString();
    }

    private void cell(StringBuilder out, int level) {
        if (!colour) {
            out.append(RAMP.charAt(level));
        } else if (level == 0) {
            out.append(' ');
        } else {
            out.append("\u001b[48;5;").append(COLOURS[level - 1]).append("m ").append(RESET);
        }
    }

    private static String timeAxis(HeatMap map) {
        Duration whole = map.columns().stream().map(HeatMap.Column::length).reduce(Duration.ZERO, Duration::plus);
        String end = HeatMap.duration(whole.toNanos() / 1000);
        int columns = map.columns().size();
        String gap = " ".repeat(Math.max(1, columns - 1 - end.length()));
        return " ".repeat(LEFT) + "+" + "-".repeat(columns) + "+" + right("calls") + "\n" + " ".repeat(LEFT + 1) + "0"
                + gap + end + "\n";
    }

    /** Square root scale: a cell of a hundredth of the largest is still a tenth of the ramp. Anything above nothing shows. */
    private static int level(double weight, double largest) {
        if (weight <= 0) {
            return 0;
        }
        return Math.max(1, Math.min(COLOURS.length, (int) Math.ceil(COLOURS.length * Math.sqrt(weight / largest))));
    }

    private static String left(String text) {
        return " ".repeat(Math.max(0, LEFT - 1 - text.length())) + text + " ";
    }

    private static String right(String text) {
        return " ".repeat(Math.max(1, RIGHT - text.length())) + text;
    }
}
