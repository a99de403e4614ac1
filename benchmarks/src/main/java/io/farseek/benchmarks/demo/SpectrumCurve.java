package io.farseek.benchmarks.demo;

import io.farseek.benchmarks.dimuon.SpectrumHistogram;
import java.util.List;

/**
 * The spectrum for a log-log plot: pairs per GeV in columns of equal width in the logarithm of the mass.
 *
 * @param perGev one value a column, 0 where it is empty
 */
record SpectrumCurve(List<Double> perGev) {
    /** What is drawn above the curve, by mass in GeV. */
    enum Peak {
        ETA("η", "eta", 0.548),
        OMEGA("ω", "w", 0.783),
        PHI("φ", "phi", 1.0195),
        JPSI("J/ψ", "J/psi", 3.0969),
        PSI2S("ψ'", "psi'", 3.6861),
        UPSILON("Υ", "Y", 9.4603),
        Z("Z", "Z", 91.1876);

        private final String symbol;
        private final String plain;
        private final double mass;

        Peak(String symbol, String plain, double mass) {
            this.symbol = symbol;
            this.plain = plain;
            this.mass = mass;
        }

        String symbol(boolean unicode) {
            return unicode ? symbol : plain;
        }

        double mass() {
            return mass;
        }
    }

    SpectrumCurve {
        perGev = List.copyOf(perGev);
    }

    static SpectrumCurve of(SpectrumHistogram spectrum, int columns) {
        double[] counts = new double[columns];
        double[] widths = new double[columns];
        for (int bin = 1; bin <= SpectrumHistogram.BINS; bin++) {
            int column = column(SpectrumHistogram.centre(bin), columns);
            counts[column] += spectrum.count(bin);
            widths[column] += SpectrumHistogram.STEP_GEV;
        }
        Double[] densities = new Double[columns];
        for (int i = 0; i < columns; i++) {
            // At the low end a column can be narrower than a bin; it shows what its neighbour does.
            densities[i] = widths[i] > 0 ? counts[i] / widths[i] : i == 0 ? 0.0 : densities[i - 1];
        }
        return new SpectrumCurve(List.of(densities));
    }

    static int column(double massGev, int columns) {
        double place = Math.log(massGev / SpectrumHistogram.MIN_GEV)
                / Math.log(SpectrumHistogram.MAX_GEV / SpectrumHistogram.MIN_GEV);
        return Math.max(0, Math.min(columns - 1, (int) (place * columns)));
    }

    double largest() {
        return perGev.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    double smallest() {
        return perGev.stream()
                .mapToDouble(Double::doubleValue)
                .filter(each -> each > 0)
                .min()
                .orElse(1);
    }
}
