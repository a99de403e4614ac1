package io.farseek.benchmarks.demo;

import java.util.Arrays;
import java.util.Locale;

/**
 * Draws the spectrum with characters, both axes logarithmic.
 *
 * @param width most characters in a line
 * @param unicode whether block characters and Greek letters are shown
 */
record TextSpectrum(int width, boolean unicode) {
    private static final int ROWS = 16;
    private static final int LEFT = 9;
    private static final String BLOCKS = " ▁▂▃▄▅▆▇█";
    private static final String PLAIN = " ....::::#";
    private static final double[] TICKS = {0.3, 1, 3, 10, 30, 100};

    String render(SpectrumCurve curve) {
        int columns = curve.perGev().size();
        double top = Math.log10(Math.max(10, curve.largest()));
        double bottom = Math.min(top - 1, Math.floor(Math.log10(curve.smallest())));
        StringBuilder out = new StringBuilder();
        out.append(" ".repeat(LEFT)).append(labels(columns)).append('\n');
        for (int row = ROWS - 1; row >= 0; row--) {
            double value = bottom + (top - bottom) * (row + 1) / ROWS;
            out.append(row % 4 == 3 ? String.format(Locale.ROOT, "%8.0f ", Math.pow(10, value)) : " ".repeat(LEFT));
            for (double density : curve.perGev()) {
                double height = density <= 0 ? 0 : (Math.log10(density) - bottom) / (top - bottom) * ROWS - row;
                int eighths = (int) Math.round(8 * Math.max(0, Math.min(1, height)));
                out.append((unicode ? BLOCKS : PLAIN).charAt(eighths));
            }
            out.append('\n');
        }
        return out.append(axis(columns)).toString();
    }

    private String labels(int columns) {
        char[] line = " ".repeat(columns + 6).toCharArray();
        for (SpectrumCurve.Peak each : SpectrumCurve.Peak.values()) {
            String symbol = each.symbol(unicode);
            int at = Math.max(0, SpectrumCurve.column(each.mass(), columns) - symbol.length() / 2);
            symbol.getChars(0, symbol.length(), line, at);
        }
        return new String(line).stripTrailing();
    }

    private static String axis(int columns) {
        char[] line = new char[columns];
        Arrays.fill(line, '-');
        char[] numbers = " ".repeat(columns + 8).toCharArray();
        for (double tick : TICKS) {
            int at = SpectrumCurve.column(tick, columns);
            line[at] = '+';
            String text = tick < 1 ? String.valueOf(tick) : String.valueOf((int) tick);
            text.getChars(0, text.length(), numbers, at);
        }
        "GeV".getChars(0, 3, numbers, columns);
        return "per GeV  " + new String(line) + "\n" + " ".repeat(LEFT) + new String(numbers).stripTrailing() + "\n";
    }
}
