package io.farseek.benchmarks.scaling;

/**
 * The straight line {@code a + b x} nearest to points by ordinary least squares.
 *
 * @param determination R²: the share of the variance of y that the line explains
 */
record LineFit(double intercept, double slope, double determination) {
    static LineFit of(double[] x, double[] y) {
        if (x.length != y.length || x.length < 2) {
            throw new IllegalArgumentException("a line needs two points at least: " + x.length + ", " + y.length);
        }
        double meanX = mean(x);
        double meanY = mean(y);
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xx += (x[i] - meanX) * (x[i] - meanX);
            xy += (x[i] - meanX) * (y[i] - meanY);
            yy += (y[i] - meanY) * (y[i] - meanY);
        }
        if (xx == 0) {
            throw new IllegalArgumentException("all points have the same x");
        }
        double slope = xy / xx;
        return new LineFit(meanY - slope * meanX, slope, yy == 0 ? 1 : xy * xy / (xx * yy));
    }

    double at(double x) {
        return intercept + slope * x;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double each : values) {
            sum += each;
        }
        return sum / values.length;
    }
}
