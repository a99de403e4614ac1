package io.farseek.benchmarks.scaling;

import java.util.Arrays;

/** Spearman's correlation of ranks: 1 when y always rises with x, -1 when it always falls. Equal values share their mean rank. */
final class RankCorrelation {
    private RankCorrelation() {}

    /** 1 to -1; fails when all x are equal. */
    static double of(double[] x, double[] y) {
        LineFit line = LineFit.of(ranks(x), ranks(y));
        return Math.copySign(Math.sqrt(line.determination()), line.slope());
    }

    private static double[] ranks(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] ranks = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int first = 0;
            while (sorted[first] < values[i]) {
                first++;
            }
            int last = first;
            while (last + 1 < sorted.length && sorted[last + 1] == values[i]) {
                last++;
            }
            ranks[i] = (first + last) / 2.0;
        }
        return ranks;
    }
}
