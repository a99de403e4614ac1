package io.farseek.benchmarks.peers;

import java.util.Locale;

/** How long single reads took, in milliseconds; a vectored read is one. */
record ReadLatencies(double median, double p99, double p999, double longest) {
    static final ReadLatencies NONE = new ReadLatencies(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /** Of sorted nanoseconds. */
    static ReadLatencies of(long[] sorted) {
        return new ReadLatencies(at(sorted, 0.5), at(sorted, 0.99), at(sorted, 0.999), at(sorted, 1));
    }

    /** As {@link #toString()} wrote it. */
    static ReadLatencies parse(String text) {
        String[] parts = text.split(",", 4);
        return new ReadLatencies(
                Double.parseDouble(parts[0]),
                Double.parseDouble(parts[1]),
                Double.parseDouble(parts[2]),
                Double.parseDouble(parts[3]));
    }

    /** Separated by commas. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f,%.3f,%.3f,%.3f", median, p99, p999, longest);
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e6;
    }
}
