package io.farseek.benchmarks.demo;

import io.farseek.benchmarks.dimuon.SpectrumHistogram;
import java.util.Locale;

/** Draws the spectrum as SVG, both axes logarithmic, text in the page's colour. */
final class SvgSpectrum {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 420;
    private static final int LEFT = 60;
    private static final int RIGHT = 15;
    private static final int TOP = 30;
    private static final int BOTTOM = 45;
    private static final double[] TICKS = {0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 300};

    private final SpectrumCurve curve;
    private final double top;
    private final double bottom;
    private final StringBuilder out = new StringBuilder();

    private SvgSpectrum(SpectrumCurve curve) {
        this.curve = curve;
        top = Math.ceil(Math.log10(Math.max(10, curve.largest())) * 2) / 2 + 0.4;
        bottom = Math.floor(Math.log10(curve.smallest()));
    }

    static String render(SpectrumCurve curve) {
        return new SvgSpectrum(curve).draw();
    }

    private String draw() {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
                        + " aria-label=\"dimuon mass spectrum\" font-family=\"sans-serif\" font-size=\"12\""
                        + " fill=\"currentColor\">%n",
                WIDTH, HEIGHT, WIDTH, HEIGHT);
        for (double tick : TICKS) {
            String label = tick < 1 ? String.valueOf(tick) : String.valueOf((int) tick);
            grid(x(tick), TOP, x(tick), HEIGHT - BOTTOM);
            text(x(tick), HEIGHT - BOTTOM + 16, "middle", label);
        }
        for (int power = (int) bottom; power <= top; power++) {
            grid(LEFT, y(power), WIDTH - RIGHT, y(power));
            text(LEFT - 6, y(power) + 4, "end", "10<tspan dy=\"-5\" font-size=\"9\">" + power + "</tspan>");
        }
        line();
        for (SpectrumCurve.Peak each : SpectrumCurve.Peak.values()) {
            int column = SpectrumCurve.column(each.mass(), curve.perGev().size());
            double density = Math.max(1e-9, curve.perGev().get(column));
            text(x(each.mass()), y(Math.log10(density)) - 8, "middle", each.symbol(true));
        }
        text(WIDTH / 2.0, HEIGHT - 8, "middle", "dimuon mass (GeV)");
        text(LEFT, 16, "start", "opposite-charge pairs per GeV");
        return out.append("</svg>\n").toString();
    }

    private void line() {
        out.append("<polyline fill=\"none\" stroke=\"#2a78c8\" stroke-width=\"1.5\" points=\"");
        int columns = curve.perGev().size();
        double step = (double) (WIDTH - LEFT - RIGHT) / columns;
        for (int column = 0; column < columns; column++) {
            double density = curve.perGev().get(column);
            double y = density > 0 ? y(Math.log10(density)) : HEIGHT - BOTTOM;
            add("%.1f,%.1f %.1f,%.1f ", LEFT + column * step, y, LEFT + (column + 1) * step, y);
        }
        out.append("\"/>\n");
    }

    private double x(double mass) {
        double place = Math.log(mass / SpectrumHistogram.MIN_GEV)
                / Math.log(SpectrumHistogram.MAX_GEV / SpectrumHistogram.MIN_GEV);
        return LEFT + place * (WIDTH - LEFT - RIGHT);
    }

    private double y(double power) {
        return HEIGHT - BOTTOM - (power - bottom) / (top - bottom) * (HEIGHT - BOTTOM - TOP);
    }

    private void grid(double x1, double y1, double x2, double y2) {
        add(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"currentColor\" stroke-opacity=\"0.15\"/>%n",
                x1, y1, x2, y2);
    }

    private void text(double x, double y, String anchor, String text) {
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text);
    }

    private void add(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values));
    }
}
