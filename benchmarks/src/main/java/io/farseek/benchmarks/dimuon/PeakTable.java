package io.farseek.benchmarks.dimuon;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts masses in the {@linkplain PeakWindow#PUBLISHED published windows} finely enough for medians and fits. Not thread-safe: one a thread,
 * merged.
 */
public final class PeakTable implements Serializable {
    /** Slices a window is counted in: 0.15 MeV at the J/psi, 10 MeV at the Z. */
    static final int SLICES = 2_000;

    private static final long serialVersionUID = 1L;
    private static final int FIT_BINS = 50;

    private final long[][] counts = new long[PeakWindow.PUBLISHED.size()][SLICES];

    /**
     * One line of the table, GeV.
     *
     * @param n masses in the window
     * @param median of the masses in the window's core, interpolated inside a slice; NaN when the core is empty
     * @param fittedMean NaN when the window is not to be fitted or the fit found no peak
     */
    public record Row(PeakWindow window, long n, double median, double fittedMean, double fittedSigma) {}

    public void fill(double massGev) {
        for (int i = 0; i < counts.length; i++) {
            PeakWindow window = PeakWindow.PUBLISHED.get(i);
            if (massGev >= window.low() && massGev < window.high()) {
                int slice = (int) ((massGev - window.low()) / width(window));
                counts[i][Math.min(SLICES - 1, slice)]++;
            }
        }
    }

    /** Adds the counts of {@code other}. */
    public void merge(PeakTable other) {
        for (int i = 0; i < counts.length; i++) {
            for (int slice = 0; slice < SLICES; slice++) {
                counts[i][slice] += other.counts[i][slice];
            }
        }
    }

    /** One row a window, in the order of {@link PeakWindow#PUBLISHED}. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            PeakWindow window = PeakWindow.PUBLISHED.get(i);
            long n = 0;
            for (long count : counts[i]) {
                n += count;
            }
            GaussianFit.Result fit = window.fitted() ? fit(window, counts[i]) : GaussianFit.Result.NONE;
            rows.add(new Row(window, n, median(window, counts[i]), fit.mean(), fit.sigma()));
        }
        return List.copyOf(rows);
    }

    private static double width(PeakWindow window) {
        return (window.high() - window.low()) / SLICES;
    }

    private static double median(PeakWindow window, long[] slices) {
        double width = width(window);
        int from = (int) Math.round((window.coreLow() - window.low()) / width);
        int to = (int) Math.round((window.coreHigh() - window.low()) / width);
        long total = 0;
        for (int i = from; i < to; i++) {
            total += slices[i];
        }
        double half = total / 2.0;
        long below = 0;
        for (int i = from; i < to; i++) {
            if (slices[i] > 0 && below + slices[i] >= half) {
                return window.low() + width * (i + (half - below) / slices[i]);
            }
            below += slices[i];
        }
        return Double.NaN;
    }

    private static GaussianFit.Result fit(PeakWindow window, long[] slices) {
        double[] x = new double[FIT_BINS];
        double[] y = new double[FIT_BINS];
        int perBin = SLICES / FIT_BINS;
        for (int bin = 0; bin < FIT_BINS; bin++) {
            x[bin] = window.low() + width(window) * perBin * (bin + 0.5);
            for (int i = 0; i < perBin; i++) {
                y[bin] += slices[bin * perBin + i];
            }
        }
        return GaussianFit.of(x, y);
    }
}
