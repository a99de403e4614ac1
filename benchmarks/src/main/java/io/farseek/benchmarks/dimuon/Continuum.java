package io.farseek.benchmarks.dimuon;

/**
 * A piecewise power law through (mass, density) knots, sampled by inverting its integral. Within a segment the density is
 * {@code d1 (m/m1)^a} with {@code a = ln(d2/d1)/ln(m2/m1)}. Immutable.
 */
final class Continuum {
    /** Counts per 9.99 MeV read off the published spectrum with its resonances taken out. */
    static final Continuum PUBLISHED = new Continuum(new double[][] {
        {0.25, 2.0e4},
        {0.5, 1.6e4},
        {0.8, 1.65e4},
        {1.2, 1.85e4},
        {2, 1.8e4},
        {2.7, 1.25e4},
        {3.3, 7e3},
        {3.6, 4.6e3},
        {4.2, 2.6e3},
        {6, 2.4e3},
        {8, 1.9e3},
        {11, 1.6e3},
        {18, 1.4e3},
        {20, 1.5e3},
        {22, 2.6e3},
        {25, 3.6e3},
        {27, 3.6e3},
        {30, 3.3e3},
        {40, 1.7e3},
        {50, 800},
        {60, 460},
        {70, 310},
        {80, 220},
        {100, 120},
        {120, 40},
        {150, 15},
        {200, 6},
        {300, 2},
    });

    private final double[] mass;
    private final double[] exponent;
    private final double[] cumulative;

    Continuum(double[][] knots) {
        int segments = knots.length - 1;
        mass = new double[knots.length];
        exponent = new double[segments];
        cumulative = new double[segments];
        double sum = 0.0;
        for (int i = 0; i < segments; i++) {
            double m1 = knots[i][0];
            double d1 = knots[i][1];
            double m2 = knots[i + 1][0];
            mass[i] = m1;
            exponent[i] = StrictMath.log(knots[i + 1][1] / d1) / StrictMath.log(m2 / m1);
            sum += area(d1, m1, m2 / m1, exponent[i]);
            cumulative[i] = sum;
        }
        mass[segments] = knots[segments][0];
    }

    private static double area(double density, double mass, double ratio, double exponent) {
        double power = exponent + 1.0;
        return power == 0.0
                ? density * mass * StrictMath.log(ratio)
                : density * mass / power * (StrictMath.pow(ratio, power) - 1.0);
    }

    double draw(EventRandom random) {
        double target = random.uniform() * integral();
        int segment = 0;
        while (segment < cumulative.length - 1 && target >= cumulative[segment]) {
            segment++;
        }
        double below = segment == 0 ? 0.0 : cumulative[segment - 1];
        double fraction = (target - below) / (cumulative[segment] - below);
        double ratio = mass[segment + 1] / mass[segment];
        double power = exponent[segment] + 1.0;
        return power == 0.0
                ? mass[segment] * StrictMath.pow(ratio, fraction)
                : mass[segment] * StrictMath.pow(1.0 + fraction * (StrictMath.pow(ratio, power) - 1.0), 1.0 / power);
    }

    /** Integral of the density over its range, in units of density times GeV. */
    double integral() {
        return cumulative[cumulative.length - 1];
    }
}
