package io.farseek.benchmarks.scaling;

import java.util.SortedMap;

/**
 * The universal scalability law (Gunther, "A General Theory of Computational Scalability Based on Rational Functions", 2008):
 * {@code S(n) = n / (1 + σ (n - 1) + κ n (n - 1))} with contention σ and coherency κ, neither negative.
 */
record UniversalScalability(double contention, double coherency) {
    private static final int ROUNDS = 60;
    private static final int STEPS = 24;

    /**
     * The law that fits speedups best: least squares of the relative deviation, so that small and large sizes count alike. Sizes are relative to
     * the smallest, whose speedup is 1.
     *
     * <p>A grid is laid over both parameters and shrunk around its best point, which needs no derivative and cannot leave the allowed range.
     */
    static UniversalScalability fit(SortedMap<Integer, Double> speedups) {
        double base = speedups.firstKey();
        double[] low = {0, 0};
        double[] width = {1, 1};
        double[] best = {0, 0};
        for (int round = 0; round < ROUNDS; round++) {
            double least = Double.MAX_VALUE;
            for (int i = 0; i <= STEPS; i++) {
                for (int j = 0; j <= STEPS; j++) {
                    double contention = low[0] + width[0] * spread(i, round);
                    double coherency = low[1] + width[1] * spread(j, round);
                    double deviation = deviation(new UniversalScalability(contention, coherency), speedups, base);
                    if (deviation < least) {
                        least = deviation;
                        best = new double[] {contention, coherency};
                    }
                }
            }
            for (int k = 0; k < 2; k++) {
                width[k] = round == 0 ? Math.max(best[k], 1e-6) : width[k] * 0.7;
                low[k] = Math.max(0, best[k] - width[k] / 2);
            }
        }
        return new UniversalScalability(best[0], best[1]);
    }

    /** The first grid is finer towards 0, where most systems are; later ones are even. */
    private static double spread(int step, int round) {
        double share = (double) step / STEPS;
        return round == 0 ? Math.pow(share, 6) : share;
    }

    private static double deviation(UniversalScalability law, SortedMap<Integer, Double> speedups, double base) {
        double sum = 0;
        for (var each : speedups.entrySet()) {
            double relative = law.speedup(each.getKey() / base) / each.getValue() - 1;
            sum += relative * relative;
        }
        return sum;
    }

    double speedup(double size) {
        return size / (1 + contention * (size - 1) + coherency * size * (size - 1));
    }

    /** Where the speedup is largest, {@code sqrt((1 - σ) / κ)}; infinite when nothing but contention limits it. */
    double knee() {
        return coherency <= 0 ? Double.POSITIVE_INFINITY : Math.sqrt(Math.max(0, 1 - contention) / coherency);
    }
}
