package io.farseek.benchmarks.dimuon;

/** Invariant mass of two muons, in the units of their momenta. Double precision, {@link StrictMath} only: the same bits everywhere. */
public final class DimuonMass {
    /** Mass of the muon in GeV (PDG). */
    public static final double MUON = 0.1056583755;

    private DimuonMass() {}

    /**
     * Mass with the muons' own masses, as {@code m1^2 + m2^2 + 2 (E1 E2 - p1.p2)} with the difference rearranged so that no two nearly equal
     * numbers are subtracted:
     * {@code E1 E2 - p1.p2 = (E1 E2 - |p1||p2|) + (|p1||p2| - p1.p2)}, where the first part is
     * {@code (m1^2 p2^2 + m2^2 p1^2 + m1^2 m2^2) / (E1 E2 + |p1||p2|)} and the second is written with half-angle sines.
     */
    public static double exact(
            double pt1, double eta1, double phi1, double mass1, double pt2, double eta2, double phi2, double mass2) {
        double p1 = pt1 * StrictMath.cosh(eta1);
        double p2 = pt2 * StrictMath.cosh(eta2);
        double square1 = mass1 * mass1;
        double square2 = mass2 * mass2;
        double energies = StrictMath.sqrt((p1 * p1 + square1) * (p2 * p2 + square2));
        double massPart = (square1 * p2 * p2 + square2 * p1 * p1 + square1 * square2) / (energies + p1 * p2);
        // |p1||p2| - p1.p2 = pt1 pt2 (cosh(eta1) cosh(eta2) - sinh(eta1) sinh(eta2) - cos(dphi)) = pt1 pt2 (cosh(deta)
        // - cos(dphi))
        double anglePart = pt1 * pt2 * openingTerm(eta1 - eta2, phi1 - phi2);
        return StrictMath.sqrt(Math.max(0.0, square1 + square2 + 2.0 * (massPart + anglePart)));
    }

    /** Mass of massless particles, {@code sqrt(2 pt1 pt2 (cosh(deta) - cos(dphi)))}. */
    public static double massless(double pt1, double eta1, double phi1, double pt2, double eta2, double phi2) {
        return StrictMath.sqrt(2.0 * pt1 * pt2 * openingTerm(eta1 - eta2, phi1 - phi2));
    }

    /** {@code cosh(a) - cos(b) = 2 (sinh^2(a/2) + sin^2(b/2))}, exact for small angles. */
    private static double openingTerm(double deltaEta, double deltaPhi) {
        double sinh = StrictMath.sinh(0.5 * deltaEta);
        double sin = StrictMath.sin(0.5 * deltaPhi);
        return 2.0 * (sinh * sinh + sin * sin);
    }
}
