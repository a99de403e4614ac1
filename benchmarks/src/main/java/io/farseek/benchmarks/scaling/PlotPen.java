package io.farseek.benchmarks.scaling;

import java.util.List;

/** What a plot is drawn with: pixels from the top left corner, colours as {@code #rrggbb}. Lines are two pixels wide but for the grid's. */
interface PlotPen {
    /** Where a text's place is in it. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** A corner of a line. */
    record Point(double x, double y) {}

    void grid(Point from, Point to);

    void line(List<Point> points, String colour, boolean dashed);

    /** Marks a measured point. */
    void dot(Point at, String colour);

    void text(Point at, Anchor anchor, int size, String text);

    /** Text from the bottom to the top, its middle at {@code at}. */
    void upward(Point at, int size, String text);
}
