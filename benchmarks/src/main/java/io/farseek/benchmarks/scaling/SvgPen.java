package io.farseek.benchmarks.scaling;

import java.util.List;
import java.util.Locale;

/** Draws a plot as SVG: the same calls make the same text. */
final class SvgPen implements PlotPen {
    private final StringBuilder out = new StringBuilder();

    SvgPen(int width, int height, String label) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
                        + " aria-label=\"%s\" font-family=\"sans-serif\">",
                width, height, width, height, escaped(label));
        add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
    }

    @Override
    public void grid(Point from, Point to) {
        add("<path d=\"M%.1f %.1f L%.1f %.1f\" stroke=\"#ddd\"/>", from.x(), from.y(), to.x(), to.y());
    }

    @Override
    public void line(List<Point> points, String colour, boolean dashed) {
        StringBuilder corners = new StringBuilder();
        points.forEach(each -> corners.append(String.format(Locale.ROOT, "%.1f,%.1f ", each.x(), each.y())));
        add(
                "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s points=\"%s\"/>",
                colour,
                dashed ? " stroke-dasharray=\"6 4\"" : "",
                corners.toString().strip());
    }

    @Override
    public void dot(Point at, String colour) {
        add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>", at.x(), at.y(), colour);
    }

    @Override
    public void text(Point at, Anchor anchor, int size, String text) {
        add(
                "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\" text-anchor=\"%s\">%s</text>",
                at.x(), at.y(), size, anchor.name().toLowerCase(Locale.ROOT), escaped(text));
    }

    @Override
    public void upward(Point at, int size, String text) {
        add(
                "<text transform=\"translate(%.1f %.1f) rotate(-90)\" font-size=\"%d\" text-anchor=\"middle\">%s</text>",
                at.x(), at.y(), size, escaped(text));
    }

    /** The whole drawing. Nothing can be drawn afterwards. */
    String end() {
        return out.append("</svg>\n").toString();
    }

    private void add(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
