package io.farseek.benchmarks.scaling;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Draws a plot into pixels, twice as many each way as it is told, so that it stays sharp. Needs a machine with fonts. */
final class ImagePen implements PlotPen {
    private static final int SCALE = 2;
    private static final float[] DASHES = {6, 4};

    private final BufferedImage image;
    private final Graphics2D pen;

    ImagePen(int width, int height) {
        image = new BufferedImage(SCALE * width, SCALE * height, BufferedImage.TYPE_INT_RGB);
        pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.scale(SCALE, SCALE);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, width, height);
    }

    @Override
    public void grid(Point from, Point to) {
        pen.setColor(new Color(0xdddddd));
        pen.setStroke(new BasicStroke(1));
        pen.draw(new Line2D.Double(from.x(), from.y(), to.x(), to.y()));
    }

    @Override
    public void line(List<Point> points, String colour, boolean dashed) {
        pen.setColor(Color.decode(colour));
        pen.setStroke(
                dashed
                        ? new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, DASHES, 0)
                        : new BasicStroke(2));
        Path2D path = new Path2D.Double();
        for (Point each : points) {
            if (path.getCurrentPoint() == null) {
                path.moveTo(each.x(), each.y());
            } else {
                path.lineTo(each.x(), each.y());
            }
        }
        pen.draw(path);
    }

    @Override
    public void dot(Point at, String colour) {
        pen.setColor(Color.decode(colour));
        pen.fill(new Ellipse2D.Double(at.x() - 3, at.y() - 3, 6, 6));
    }

    @Override
    public void text(Point at, Anchor anchor, int size, String text) {
        font(size);
        double left = switch (anchor) {
            case START -> 0;
            case MIDDLE -> pen.getFontMetrics().stringWidth(text) / 2.0;
            case END -> pen.getFontMetrics().stringWidth(text);
        };
        pen.drawString(text, (float) (at.x() - left), (float) at.y());
    }

    @Override
    public void upward(Point at, int size, String text) {
        font(size);
        AffineTransform before = pen.getTransform();
        pen.translate(at.x(), at.y());
        pen.rotate(-Math.PI / 2);
        pen.drawString(text, -pen.getFontMetrics().stringWidth(text) / 2f, 0);
        pen.setTransform(before);
    }

    private void font(int size) {
        pen.setColor(Color.BLACK);
        pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, size));
    }

    /** The whole drawing. Nothing can be drawn afterwards. */
    BufferedImage end() {
        pen.dispose();
        return image;
    }
}
