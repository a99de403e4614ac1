package io.farseek.benchmarks.dimuon;

/**
 * Least-squares fit of {@code A exp(-(x-mu)^2 / (2 sigma^2)) + b + c (x - centre)} to a histogram with equal bins, weights {@code 1/max(y, 1)}, by
 * Levenberg and Marquardt's method (Press et al., Numerical Recipes, section 15.5). Deterministic.
 */
final class GaussianFit {
    private static final int PARAMETERS = 5;
    private static final int MAX_STEPS = 200;

    private final double[] x;
    private final double[] y;
    private final double centre;

    /** Mean and width in the unit of x; both NaN when no peak was found. */
    record Result(double mean, double sigma) {
        static final Result NONE = new Result(Double.NaN, Double.NaN);
    }

    private GaussianFit(double[] x, double[] y) {
        this.x = x;
        this.y = y;
        this.centre = 0.5 * (x[0] + x[x.length - 1]);
    }

    /** {@code x} are bin centres, rising. */
    static Result of(double[] x, double[] y) {
        return new GaussianFit(x, y).run();
    }

    private Result run() {
        double[] p = start();
        if (p[0] <= 0.0) {
            return Result.NONE;
        }
        double lambda = 1e-3;
        double chi2 = chi2(p);
        for (int step = 0; step < MAX_STEPS && lambda < 1e12; step++) {
            double[] trial = step(p, lambda);
            double trialChi2 = chi2(trial);
            if (trialChi2 <= chi2) {
                boolean done = chi2 - trialChi2 < 1e-9 * (1.0 + chi2);
                p = trial;
                chi2 = trialChi2;
                lambda *= 0.1;
                if (done) {
                    break;
                }
            } else {
                lambda *= 10.0;
            }
        }
        double span = x[x.length - 1] - x[0];
        boolean peak = p[0] > 0.0 && p[1] > x[0] && p[1] < x[x.length - 1] && Math.abs(p[2]) < span;
        return peak ? new Result(p[1], Math.abs(p[2])) : Result.NONE;
    }

    private double[] start() {
        int best = 0;
        for (int i = 1; i < y.length; i++) {
            if (y[i] > y[best]) {
                best = i;
            }
        }
        double floor = 0.5 * (y[0] + y[y.length - 1]);
        return new double[] {y[best] - floor, x[best], (x[x.length - 1] - x[0]) / 10.0, floor, 0.0};
    }

    private double value(double[] p, double at) {
        double pull = (at - p[1]) / p[2];
        return p[0] * StrictMath.exp(-0.5 * pull * pull) + p[3] + p[4] * (at - centre);
    }

    private double chi2(double[] p) {
        double sum = 0.0;
        for (int i = 0; i < x.length; i++) {
            double residual = y[i] - value(p, x[i]);
            sum += residual * residual / Math.max(1.0, y[i]);
        }
        return Double.isNaN(sum) ? Double.POSITIVE_INFINITY : sum;
    }

    private double[] step(double[] p, double lambda) {
        double[][] a = new double[PARAMETERS][PARAMETERS + 1];
        for (int i = 0; i < x.length; i++) {
            double pull = (x[i] - p[1]) / p[2];
            double bell = StrictMath.exp(-0.5 * pull * pull);
            double[] slope = {bell, p[0] * bell * pull / p[2], p[0] * bell * pull * pull / p[2], 1.0, x[i] - centre};
            double weight = 1.0 / Math.max(1.0, y[i]);
            double residual = y[i] - value(p, x[i]);
            for (int r = 0; r < PARAMETERS; r++) {
                for (int c = 0; c < PARAMETERS; c++) {
                    a[r][c] += weight * slope[r] * slope[c];
                }
                a[r][PARAMETERS] += weight * slope[r] * residual;
            }
        }
        for (int r = 0; r < PARAMETERS; r++) {
            a[r][r] *= 1.0 + lambda;
        }
        double[] delta = solve(a);
        double[] next = p.clone();
        for (int r = 0; r < PARAMETERS; r++) {
            next[r] += delta[r];
        }
        return next;
    }

    /** Gauss elimination with row pivots of the augmented matrix {@code a}. */
    private static double[] solve(double[][] a) {
        int n = a.length;
        for (int col = 0; col < n; col++) {
            int pivot = col;
            for (int r = col + 1; r < n; r++) {
                if (Math.abs(a[r][col]) > Math.abs(a[pivot][col])) {
                    pivot = r;
                }
            }
            double[] swap = a[col];
            a[col] = a[pivot];
            a[pivot] = swap;
            for (int r = col + 1; r < n; r++) {
                double factor = a[r][col] / a[col][col];
                for (int c = col; c <= n; c++) {
                    a[r][c] -= factor * a[col][c];
                }
            }
        }
        double[] solution = new double[n];
        for (int r = n - 1; r >= 0; r--) {
            double sum = a[r][n];
            for (int c = r + 1; c < n; c++) {
                sum -= a[r][c] * solution[c];
            }
            solution[r] = sum / a[r][r];
        }
        return solution;
    }
}
