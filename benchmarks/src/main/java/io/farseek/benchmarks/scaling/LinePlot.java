package io.farseek.benchmarks.scaling;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import javax.imageio.ImageIO;

/** Curves of numbers as SVG and PNG, with linear axes from 0. The SVG depends on the points alone. Not thread-safe. */
final class LinePlot {
    private static final int WIDTH = 820;
    private static final int HEIGHT = 480;
    private static final int LEFT = 70;
    private static final int RIGHT = 230;
    private static final int TOP = 40;
    private static final int BOTTOM = 55;
    private static final int TICKS = 5;
    private static final List<String> COLOURS =
            List.of("#b03a2e", "#8a6d1b", "#1f6fb2", "#5b5b5b", "#2e8b57", "#7d3c98", "#c06515", "#16808a");

    private final String title;
    private final String xTitle;
    private final String yTitle;
    private final List<Curve> curves = new ArrayList<>();

    private record Curve(String name, NavigableMap<Double, Double> points, boolean dashed) {}

    LinePlot(String title, String xTitle, String yTitle) {
        this.title = title;
        this.xTitle = xTitle;
        this.yTitle = yTitle;
    }

    /** Adds a curve; a dashed one is not a measurement of this run. */
    LinePlot with(String name, NavigableMap<? extends Number, Double> points, boolean dashed) {
        NavigableMap<Double, Double> copy = new TreeMap<>();
        points.forEach((x, y) -> copy.put(x.doubleValue(), y));
        if (!copy.isEmpty()) {
            curves.add(new Curve(name, copy, dashed));
        }
        return this;
    }

    /** Writes {@code NAME.svg} and, where this machine can draw, {@code NAME.png}. */
    void write(Path folder, String name) throws IOException {
        Files.writeString(folder.resolve(name + ".svg"), svg());
        try {
            ImageIO.write(image(), "png", folder.resolve(name + ".png").toFile());
        } catch (LinkageError | java.awt.AWTError noFonts) {
            // A headless machine without font libraries; the SVG holds the same.
            Files.deleteIfExists(folder.resolve(name + ".png"));
        }
    }

    private String svg() {
        StringBuilder out = new StringBuilder();
        add(
                out,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " role=\"img\" aria-label=\"%s\" font-family=\"sans-serif\" font-size=\"12\">%n",
                WIDTH,
                HEIGHT,
                WIDTH,
                HEIGHT,
                escaped(title));
        add(out, "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n");
        add(out, "<text x=\"%d\" y=\"22\" font-size=\"15\">%s</text>%n", LEFT, escaped(title));
        for (int i = 0; i <= TICKS; i++) {
            double x = mostX() * i / TICKS;
            double y = mostY() * i / TICKS;
            add(
                    out,
                    "<path d=\"M%.1f %d V%d M%d %.1f H%d\" stroke=\"#ddd\"/>%n",
                    x(x),
                    TOP,
                    HEIGHT - BOTTOM,
                    LEFT,
                    y(y),
                    WIDTH - RIGHT);
            add(
                    out,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                    x(x),
                    HEIGHT - BOTTOM + 18,
                    tick(x));
            add(out, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>%n", LEFT - 8, y(y) + 4, tick(y));
        }
        add(
                out,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                (LEFT + WIDTH - RIGHT) / 2,
                HEIGHT - 12,
                escaped(xTitle));
        add(
                out,
                "<text transform=\"translate(18 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>%n",
                (TOP + HEIGHT - BOTTOM) / 2,
                escaped(yTitle));
        for (int i = 0; i < curves.size(); i++) {
            curve(out, curves.get(i), COLOURS.get(i % COLOURS.size()), i);
        }
        return out.append("</svg>\n").toString();
    }

    private void curve(StringBuilder out, Curve curve, String colour, int index) {
        StringBuilder points = new StringBuilder();
        curve.points.forEach((x, y) -> points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(x), y(y))));
        String dash = curve.dashed ? " stroke-dasharray=\"6 4\"" : "";
        add(
                out,
                "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s points=\"%s\"/>%n",
                colour,
                dash,
                points.toString().strip());
        if (!curve.dashed) {
            curve.points.forEach(
                    (x, y) -> add(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n", x(x), y(y), colour));
        }
        int y = TOP + 14 + 20 * index;
        add(
                out,
                "<path d=\"M%d %d h24\" stroke=\"%s\" stroke-width=\"2\"%s/><text x=\"%d\" y=\"%d\">%s</text>%n",
                WIDTH - RIGHT + 14,
                y - 4,
                colour,
                dash,
                WIDTH - RIGHT + 44,
                y,
                escaped(curve.name));
    }

    private BufferedImage image() {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        for (int i = 0; i <= TICKS; i++) {
            double x = mostX() * i / TICKS;
            double y = mostY() * i / TICKS;
            pen.setColor(new Color(0xdddddd));
            pen.drawLine((int) x(x), TOP, (int) x(x), HEIGHT - BOTTOM);
            pen.drawLine(LEFT, (int) y(y), WIDTH - RIGHT, (int) y(y));
            pen.setColor(Color.BLACK);
            pen.drawString(tick(x), (int) x(x) - 10, HEIGHT - BOTTOM + 18);
            pen.drawString(tick(y), 30, (int) y(y) + 4);
        }
        pen.drawString(title, LEFT, 22);
        pen.drawString(xTitle + "; upward: " + yTitle, LEFT, HEIGHT - 12);
        for (int i = 0; i < curves.size(); i++) {
            curve(pen, curves.get(i), Color.decode(COLOURS.get(i % COLOURS.size())), TOP + 14 + 20 * i);
        }
        pen.dispose();
        return image;
    }

    private void curve(Graphics2D pen, Curve curve, Color colour, int legendY) {
        pen.setColor(colour);
        float[] dashes = {6, 4};
        pen.setStroke(
                curve.dashed
                        ? new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes, 0)
                        : new BasicStroke(2));
        Path2D path = new Path2D.Double();
        curve.points.forEach((x, y) -> {
            if (path.getCurrentPoint() == null) {
                path.moveTo(x(x), y(y));
            } else {
                path.lineTo(x(x), y(y));
            }
        });
        pen.draw(path);
        pen.drawLine(WIDTH - RIGHT + 14, legendY - 4, WIDTH - RIGHT + 38, legendY - 4);
        pen.drawString(curve.name, WIDTH - RIGHT + 44, legendY);
    }

    private double x(double value) {
        return LEFT + (WIDTH - LEFT - RIGHT) * value / mostX();
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * Math.min(value, mostY()) / mostY();
    }

    private double mostX() {
        return curves.stream().mapToDouble(each -> each.points.lastKey()).max().orElse(1);
    }

    private double mostY() {
        double most = curves.stream()
                .flatMap(each -> each.points.values().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        return most <= 0 ? 1 : most;
    }

    private static String tick(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.format(Locale.ROOT, "%.3g", value);
    }

    private static void add(StringBuilder out, String format, Object... values) {
        out.append(String.format(Locale.ROOT, format.replace("%n", "\n"), values));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
