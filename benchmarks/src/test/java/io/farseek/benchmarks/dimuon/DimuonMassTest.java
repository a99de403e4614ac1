package io.farseek.benchmarks.dimuon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

final class DimuonMassTest {
    private static final MathContext DIGITS = new MathContext(40);

    @Test
    void backToBackAtRestHasTwiceTheEnergy() {
        double momentum = 45.0;
        double energy = Math.sqrt(momentum * momentum + DimuonMass.MUON * DimuonMass.MUON);
        assertThat(DimuonMass.exact(45, 0, 0, DimuonMass.MUON, 45, 0, Math.PI, DimuonMass.MUON))
                .isCloseTo(2 * energy, within(1e-12));
        assertThat(DimuonMass.massless(45, 0, 0, 45, 0, Math.PI)).isCloseTo(90, within(1e-12));
    }

    @Test
    void parallelMuonsHaveTwiceTheMuonMass() {
        assertThat(DimuonMass.exact(100, 2.3, 1, DimuonMass.MUON, 100, 2.3, 1, DimuonMass.MUON))
                .isCloseTo(2 * DimuonMass.MUON, within(1e-15));
        assertThat(DimuonMass.massless(100, 2.3, 1, 100, 2.3, 1)).isZero();
    }

    /** In the transverse plane the four-vector sum needs no hyperbolic functions, so it can be checked with 40 digits. */
    @Test
    void smallAnglesLoseNoDigits() {
        double pt1 = 812.5;
        double pt2 = 650.25;
        double angle = 1e-5;
        double m = DimuonMass.MUON;
        BigDecimal e1 = square(pt1).add(square(m)).sqrt(DIGITS);
        BigDecimal e2 = square(pt2).add(square(m)).sqrt(DIGITS);
        BigDecimal cos = cos(angle);
        BigDecimal dot = new BigDecimal(pt1).multiply(new BigDecimal(pt2)).multiply(cos);
        BigDecimal expected = square(m)
                .add(e1.multiply(e2).subtract(dot))
                .multiply(BigDecimal.valueOf(2))
                .sqrt(DIGITS);
        assertThat(DimuonMass.exact(pt1, 0, angle, m, pt2, 0, 0, m) / expected.doubleValue())
                .isCloseTo(1.0, within(1e-14));
    }

    @Test
    void azimuthWrapsByItself() {
        double near = DimuonMass.exact(30, .5, 3.1, .1, 25, -.4, -3.1, .1);
        double same = DimuonMass.exact(30, .5, 3.1 - 2 * Math.PI, .1, 25, -.4, -3.1, .1);
        assertThat(near).isCloseTo(same, within(1e-12));
    }

    private static BigDecimal square(double value) {
        return new BigDecimal(value).multiply(new BigDecimal(value));
    }

    private static BigDecimal cos(double angle) {
        BigDecimal square = square(angle);
        return BigDecimal.ONE
                .subtract(square.divide(BigDecimal.valueOf(2), DIGITS))
                .add(square.multiply(square).divide(BigDecimal.valueOf(24), DIGITS))
                .subtract(square.multiply(square).multiply(square).divide(BigDecimal.valueOf(720), DIGITS));
    }
}
