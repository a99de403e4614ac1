package io.farseek.benchmarks.dimuon;

/**
 * What a generated opposite-sign pair comes from. The code is the value stored in the branch {@code Gen_component}; shares add up to
 * one and are calibrated to the published CMS spectrum of 61.5 million events.
 */
public enum MassComponent {
    ETA(0, 0.0006, 0.5479, 0.006),
    OMEGA(1, 0.0040, 0.7827, 0.012),
    PHI(2, 0.0036, 1.0195, 0.012),
    JPSI(3, 0.095, 3.0969, 0.035),
    PSI_2S(4, 0.0042, 3.6861, 0.040),
    UPSILON_1S(5, 0.0088, 9.4603, 0.090),
    UPSILON_2S(6, 0.0042, 10.0233, 0.095),
    UPSILON_3S(7, 0.0029, 10.3552, 0.098),
    Z(8, 0.187, 91.1876, 1.4) {
        @Override
        double draw(EventRandom random) {
            double lineShape = 1.2476 * StrictMath.tan(0.96 * StrictMath.PI * (random.uniform() - 0.5));
            double mass = 91.1876 + lineShape + random.normal(0.0, 1.4);
            return Math.min(300.0, Math.max(20.0, mass));
        }
    },
    CONTINUUM(9, 0.6897, Double.NaN, Double.NaN) {
        @Override
        double draw(EventRandom random) {
            return Continuum.PUBLISHED.draw(random);
        }
    };

    private static final MassComponent[] ALL = values();

    private final int code;
    private final double share;
    private final double mean;
    private final double sigma;

    MassComponent(int code, double share, double mean, double sigma) {
        this.code = code;
        this.share = share;
        this.mean = mean;
        this.sigma = sigma;
    }

    /** Value of the branch {@code Gen_component}. */
    public byte code() {
        return (byte) code;
    }

    /** Share of the opposite-sign pairs. */
    public double share() {
        return share;
    }

    /** Mass in GeV of one pair of this component. */
    double draw(EventRandom random) {
        return random.normal(mean, sigma);
    }

    static MassComponent pick(EventRandom random) {
        double left = random.uniform();
        for (MassComponent component : ALL) {
            left -= component.share;
            if (left < 0.0) {
                return component;
            }
        }
        return CONTINUUM;
    }
}
