package io.farseek.benchmarks.dimuon;

import java.util.List;

/**
 * A mass window in GeV that is counted, and the core inside it, symmetric about the true mass, over which the median is taken (an asymmetric
 * window shifts a median by several MeV).
 *
 * @param fitted true when one Gaussian over a straight line describes the window
 */
public record PeakWindow(String name, double low, double high, double coreLow, double coreHigh, boolean fitted) {
    /** The windows of the published spectrum, by rising mass. */
    public static final List<PeakWindow> PUBLISHED = List.of(
            around("eta", 0.50, 0.60, 0.5479, 0.04),
            around("omega", 0.73, 0.83, 0.7827, 0.04),
            around("phi", 0.97, 1.07, 1.0195, 0.04),
            around("jpsi", 2.95, 3.25, 3.0969, 0.05),
            around("psi2s", 3.58, 3.79, 3.6861, 0.10),
            around("upsilon1s", 9.2, 9.7, 9.4603, 0.15),
            new PeakWindow("upsilon", 9.1, 10.7, 9.1, 10.7, false),
            new PeakWindow("trigger", 22, 30, 22, 30, false),
            around("z", 80, 100, 91.1876, 3.0));

    public PeakWindow {
        if (!(low <= coreLow && coreLow < coreHigh && coreHigh <= high)) {
            throw new IllegalArgumentException("window " + name + ": core [" + coreLow + ", " + coreHigh
                    + ") is not inside [" + low + ", " + high + ")");
        }
    }

    private static PeakWindow around(String name, double low, double high, double mass, double halfCore) {
        return new PeakWindow(name, low, high, mass - halfCore, mass + halfCore, true);
    }
}
