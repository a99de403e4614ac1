package io.farseek.benchmarks.scaling;

import io.farseek.benchmarks.scaling.PlotPen.Anchor;
import io.farseek.benchmarks.scaling.PlotPen.Point;
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
    private static final int WIDTH = 880;
    private static final int HEIGHT = 480;
    private static final int LEFT = 70;
    private static final int RIGHT = 290;
    private static final int TOP = 40;
    private static final int BOTTOM = 55;
    private static final int TITLE = 15;
    private static final int WORDS = 12;
    private static final int MOST_TICKS = 8;
    private static final List<String> COLOURS =
            List.of("#b03a2e", "#1f6fb2", "#2e8b57", "#7d3c98", "#16808a", "#c06515");
    private static final String ASIDE = "#5b5b5b";

    private final String title;
    private final String xTitle;
    private final String yTitle;
    private final List<Curve> curves = new ArrayList<>();
    private int measured;
    private int published;

    private record Curve(String name, NavigableMap<Double, Double> points, String colour, boolean dashed) {
        Curve {
            points = new TreeMap<>(points);
        }
    }

    LinePlot(String title, String xTitle, String yTitle) {
        this.title = title;
        this.xTitle = xTitle;
        this.yTitle = yTitle;
    }

    /** Adds a curve that was measured in a colour of its own, with a mark at each point. */
    LinePlot with(String name, NavigableMap<? extends Number, Double> points) {
        add(name, points, COLOURS.get(measured++ % COLOURS.size()), false);
        return this;
    }

    /** Adds what was fitted to the curve added last, in its colour, dashed. */
    LinePlot withFit(String name, NavigableMap<? extends Number, Double> points) {
        add(name, points, COLOURS.get(Math.max(0, measured - 1) % COLOURS.size()), true);
        return this;
    }

    /** Adds a dashed curve to compare with that was published elsewhere. */
    LinePlot withPublished(String name, NavigableMap<? extends Number, Double> points) {
        add(name, points, COLOURS.get(COLOURS.size() - 1 - published++ % COLOURS.size()), true);
        return this;
    }

    /** Adds a dashed grey curve: what cannot be better. */
    LinePlot withIdeal(NavigableMap<? extends Number, Double> points) {
        add("ideal", points, ASIDE, true);
        return this;
    }

    private void add(String name, NavigableMap<? extends Number, Double> points, String colour, boolean dashed) {
        NavigableMap<Double, Double> copy = new TreeMap<>();
        points.forEach((x, y) -> copy.put(x.doubleValue(), y));
        if (!copy.isEmpty()) {
            curves.add(new Curve(name, copy, colour, dashed));
        }
    }

    /** Writes {@code NAME.svg} and, where this machine can draw, {@code NAME.png}. */
    void write(Path folder, String name) throws IOException {
        SvgPen svg = new SvgPen(WIDTH, HEIGHT, title);
        draw(svg);
        Files.writeString(folder.resolve(name + ".svg"), svg.end());
        try {
            ImagePen image = new ImagePen(WIDTH, HEIGHT);
            draw(image);
            ImageIO.write(image.end(), "png", folder.resolve(name + ".png").toFile());
        } catch (LinkageError | java.awt.AWTError noFonts) {
            // A headless machine without font libraries; the SVG holds the same.
            Files.deleteIfExists(folder.resolve(name + ".png"));
        }
    }

    private void draw(PlotPen pen) {
        pen.text(new Point(LEFT, 22), Anchor.START, TITLE, title);
        double xStep = step(mostX());
        for (double x = 0; x <= endX() + xStep / 2; x += xStep) {
            pen.grid(at(x, 0), new Point(at(x, 0).x(), TOP));
            pen.text(new Point(at(x, 0).x(), HEIGHT - BOTTOM + 18), Anchor.MIDDLE, WORDS, tick(x, xStep));
        }
        double yStep = step(mostY());
        for (double y = 0; y <= endY() + yStep / 2; y += yStep) {
            pen.grid(at(0, y), new Point(WIDTH - RIGHT, at(0, y).y()));
            pen.text(new Point(LEFT - 8, at(0, y).y() + 4), Anchor.END, WORDS, tick(y, yStep));
        }
        pen.text(new Point((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12), Anchor.MIDDLE, WORDS, xTitle);
        pen.upward(new Point(18, (TOP + HEIGHT - BOTTOM) / 2.0), WORDS, yTitle);
        for (int i = 0; i < curves.size(); i++) {
            curve(pen, curves.get(i), TOP + 14 + 20 * i);
        }
    }

    private void curve(PlotPen pen, Curve curve, int legendY) {
        List<Point> points = new ArrayList<>();
        curve.points.forEach((x, y) -> points.add(at(x, y)));
        pen.line(points, curve.colour, curve.dashed);
        if (!curve.dashed) {
            points.forEach(each -> pen.dot(each, curve.colour));
        }
        double left = WIDTH - RIGHT + 14.0;
        pen.line(
                List.of(new Point(left, legendY - 4.0), new Point(left + 24, legendY - 4.0)),
                curve.colour,
                curve.dashed);
        pen.text(new Point(left + 30, legendY), Anchor.START, WORDS, curve.name);
    }

    private Point at(double x, double y) {
        return new Point(
                LEFT + (WIDTH - LEFT - RIGHT) * x / endX(), HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * y / endY());
    }

    /** The axis ends with the first tick that no point lies beyond. */
    private double endX() {
        return Math.ceil(mostX() / step(mostX()) - 1e-9) * step(mostX());
    }

    private double endY() {
        return Math.ceil(mostY() / step(mostY()) - 1e-9) * step(mostY());
    }

    private double mostX() {
        return positive(
                curves.stream().mapToDouble(each -> each.points.lastKey()).max().orElse(1));
    }

    private double mostY() {
        return positive(curves.stream()
                .flatMap(each -> each.points.values().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1));
    }

    private static double positive(double most) {
        return most <= 0 ? 1 : most;
    }

    /** Distance of ticks: a power of two for what doubles such as slots, otherwise 1, 2 or 5 times a power of ten; at most eight of them. */
    static double step(double most) {
        if (Math.rint(most) == most && Long.bitCount((long) most) == 1) {
            return Math.max(1, most / MOST_TICKS);
        }
        double unit = Math.pow(10, Math.floor(Math.log10(most / MOST_TICKS)));
        for (int factor : new int[] {1, 2, 5}) {
            if (most <= MOST_TICKS * factor * unit * (1 + 1e-9)) {
                return factor * unit;
            }
        }
        return 10 * unit;
    }

    /** With as many decimals as tell one tick from the next. */
    private static String tick(double value, double step) {
        int decimals = step >= 1 ? 0 : (int) Math.ceil(-Math.log10(step) - 1e-9);
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
