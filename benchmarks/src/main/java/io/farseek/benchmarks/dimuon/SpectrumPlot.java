package io.farseek.benchmarks.dimuon;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The spectrum as the field draws it: both axes logarithmic, 0.25 to 300 GeV. The drawing depends on the counts only. */
final class SpectrumPlot {
    private static final Logger LOG = LoggerFactory.getLogger(SpectrumPlot.class);
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 640;
    private static final int LEFT = 80;
    private static final int RIGHT = 20;
    private static final int TOP = 40;
    private static final int BOTTOM = 60;
    /** Columns of the drawing; bins that share one are averaged, so that 30,000 bins make a readable line. */
    private static final int COLUMNS = 600;

    private static final double[] X_TICKS = {0.5, 1, 2, 5, 10, 20, 50, 100, 200};

    private final List<double[]> points = new ArrayList<>();
    private double top = 10;

    /** A resonance and where its name goes. */
    private record Label(String text, double mass) {}

    private static final List<Label> LABELS = List.of(
            new Label("η", 0.548),
            new Label("ρ,ω", 0.783),
            new Label("φ", 1.02),
            new Label("J/ψ", 3.097),
            new Label("ψ'", 3.686),
            new Label("Υ", 9.7),
            new Label("Z", 91.19));

    SpectrumPlot(SpectrumHistogram histogram) {
        double logStep = Math.log(SpectrumHistogram.MAX_GEV / SpectrumHistogram.MIN_GEV) / COLUMNS;
        int bin = 1;
        for (int column = 0; column < COLUMNS && bin <= SpectrumHistogram.BINS; column++) {
            double end = SpectrumHistogram.MIN_GEV * StrictMath.exp(logStep * (column + 1));
            long sum = 0;
            int bins = 0;
            double from = SpectrumHistogram.centre(bin);
            while (bin <= SpectrumHistogram.BINS && SpectrumHistogram.centre(bin) < end) {
                sum += histogram.count(bin++);
                bins++;
            }
            if (bins > 0 && sum > 0) {
                double mean = (double) sum / bins;
                points.add(new double[] {0.5 * (from + SpectrumHistogram.centre(bin - 1)), mean});
                top = Math.max(top, mean * 2);
            }
        }
    }

    private static double x(double mass) {
        double share = StrictMath.log(mass / SpectrumHistogram.MIN_GEV)
                / StrictMath.log(SpectrumHistogram.MAX_GEV / SpectrumHistogram.MIN_GEV);
        return LEFT + share * (WIDTH - LEFT - RIGHT);
    }

    private double y(double count) {
        double share = StrictMath.log(Math.max(count, 0.1) / 0.1) / StrictMath.log(top / 0.1);
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
    }

    private double height(double mass) {
        double best = 0.1;
        for (double[] point : points) {
            if (Math.abs(StrictMath.log(point[0] / mass)) < 0.03) {
                best = Math.max(best, point[1]);
            }
        }
        return y(best) - 8;
    }

    String svg() {
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"14\">%n"
                        + "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>%n",
                WIDTH,
                HEIGHT,
                WIDTH,
                HEIGHT));
        for (double tick : X_TICKS) {
            line(svg, x(tick), TOP, x(tick), HEIGHT - BOTTOM);
            text(svg, x(tick), HEIGHT - BOTTOM + 20, "middle", label(tick));
        }
        for (double tick = 1; tick <= top; tick *= 10) {
            line(svg, LEFT, y(tick), WIDTH - RIGHT, y(tick));
            text(svg, LEFT - 8, y(tick) + 5, "end", label(tick));
        }
        svg.append("<polyline fill=\"none\" stroke=\"#1f4e9c\" stroke-width=\"1.5\" points=\"");
        for (double[] point : points) {
            svg.append(String.format(Locale.ROOT, "%.2f,%.2f ", x(point[0]), y(point[1])));
        }
        svg.append("\"/>\n");
        for (Label label : LABELS) {
            text(svg, x(label.mass()), height(label.mass()), "middle", label.text());
        }
        text(svg, WIDTH / 2.0, HEIGHT - 15, "middle", "dimuon mass (GeV)");
        text(svg, LEFT, TOP - 15, "start", "events / 10 MeV");
        return svg.append("</svg>\n").toString();
    }

    private static String label(double tick) {
        return tick < 1 ? Double.toString(tick) : Long.toString(Math.round(tick));
    }

    private static void line(StringBuilder svg, double x1, double y1, double x2, double y2) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.2f\" y1=\"%.2f\" x2=\"%.2f\" y2=\"%.2f\" stroke=\"#ddd\"/>%n",
                x1,
                y1,
                x2,
                y2));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%.2f\" y=\"%.2f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text));
    }

    byte[] png() throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(new Color(0xdddddd));
        for (double tick : X_TICKS) {
            graphics.drawLine((int) x(tick), TOP, (int) x(tick), HEIGHT - BOTTOM);
        }
        for (double tick = 1; tick <= top; tick *= 10) {
            graphics.drawLine(LEFT, (int) y(tick), WIDTH - RIGHT, (int) y(tick));
        }
        Path2D path = new Path2D.Double();
        for (double[] point : points) {
            if (path.getCurrentPoint() == null) {
                path.moveTo(x(point[0]), y(point[1]));
            } else {
                path.lineTo(x(point[0]), y(point[1]));
            }
        }
        graphics.setColor(new Color(0x1f4e9c));
        graphics.setStroke(new BasicStroke(1.5f));
        graphics.draw(path);
        drawTexts(graphics);
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    /** A JDK without font support throws errors here; a plot without words is better than none. */
    private void drawTexts(Graphics2D graphics) {
        try {
            graphics.setColor(Color.BLACK);
            graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
            for (double tick : X_TICKS) {
                graphics.drawString(label(tick), (int) x(tick) - 8, HEIGHT - BOTTOM + 20);
            }
            for (double tick = 1; tick <= top; tick *= 10) {
                graphics.drawString(label(tick), 10, (int) y(tick) + 5);
            }
            for (Label label : LABELS) {
                graphics.drawString(label.text(), (int) x(label.mass()) - 8, (int) height(label.mass()));
            }
            graphics.drawString("dimuon mass (GeV)", WIDTH / 2 - 60, HEIGHT - 15);
            graphics.drawString("events / 10 MeV", LEFT, TOP - 15);
        } catch (RuntimeException | LinkageError | InternalError e) {
            LOG.warn("this Java has no fonts, so the PNG has no labels; the SVG has: {}", e.toString());
        }
    }
}
