package io.farseek.benchmarks.dimuon;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The published binning of the dimuon mass: 30,000 bins over [0.25, 300) GeV. Bins are counted from 1; bin {@code k} holds
 * {@code min + (k-1) step <= m < min + k step}. Masses outside are counted apart and are in no bin. Not thread-safe: one a thread, merged.
 */
public final class SpectrumHistogram implements Serializable {
    public static final int BINS = 30_000;
    public static final double MIN_GEV = 0.25;
    public static final double MAX_GEV = 300.0;
    public static final double STEP_GEV = (MAX_GEV - MIN_GEV) / BINS;

    private static final long serialVersionUID = 1L;

    private final long[] counts;
    private long outside;

    public SpectrumHistogram() {
        counts = new long[BINS];
    }

    /** A histogram with the counts of bins 1 to {@link #BINS} in order; the array is copied. */
    public SpectrumHistogram(long[] counts, long outside) {
        if (counts.length != BINS) {
            throw new IllegalArgumentException("a spectrum has " + BINS + " bins, not " + counts.length);
        }
        this.counts = counts.clone();
        this.outside = outside;
    }

    /** Bin of a mass in GeV, 1 to {@link #BINS}; 0 when it is outside or not a number. */
    public static int binOf(double massGev) {
        if (!(massGev >= MIN_GEV && massGev < MAX_GEV)) {
            return 0;
        }
        return Math.min(BINS, 1 + (int) ((massGev - MIN_GEV) / STEP_GEV));
    }

    /** Centre in GeV of bin {@code bin}. */
    public static double centre(int bin) {
        return MIN_GEV + (bin - 0.5) * STEP_GEV;
    }

    public void fill(double massGev) {
        int bin = binOf(massGev);
        if (bin == 0) {
            outside++;
        } else {
            counts[bin - 1]++;
        }
    }

    /** Adds the counts of {@code other}. */
    public void merge(SpectrumHistogram other) {
        for (int i = 0; i < BINS; i++) {
            counts[i] += other.counts[i];
        }
        outside += other.outside;
    }

    /** Count of bin {@code bin}, 1 to {@link #BINS}. */
    public long count(int bin) {
        return counts[bin - 1];
    }

    /** A copy of the counts, bin 1 first. */
    public long[] counts() {
        return counts.clone();
    }

    /** Masses that fell in no bin. */
    public long outside() {
        return outside;
    }

    /** Masses in all bins. */
    public long inside() {
        return Arrays.stream(counts).sum();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SpectrumHistogram that && outside == that.outside && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts) * 31 + Long.hashCode(outside);
    }
}
