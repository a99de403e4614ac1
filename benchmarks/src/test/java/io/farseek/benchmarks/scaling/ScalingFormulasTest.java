package io.farseek.benchmarks.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ScalingFormulasTest {
    private static final ScalingCurve A = curve(4, 100, 8, 52, 16, 30, 32, 24);
    private static final ScalingCurve B = curve(8, 70, 16, 36, 32, 19, 64, 11);

    @Test
    void comparesTimesWithTheSmallestSize() {
        assertThat(rounded(A.speedups().values())).containsExactly(1.0, 1.923, 3.333, 4.167);
        assertThat(A.efficiency(4)).isEqualTo(1);
        assertThat(A.efficiency(32)).isCloseTo(4.1667 / 8, within(1e-4));
    }

    @Test
    void normalisesByTheCurveThatBeginsAtTheLargestSize() {
        double reference = ScalingCurve.referenceSeconds(List.of(A, B));
        assertThat(reference).isEqualTo(70);
        assertThat(rounded(A.seconds().keySet().stream()
                        .map(size -> A.normalisedSpeedup(size, reference))
                        .toList()))
                .containsExactly(1.0, 1.646, 2.633, 3.217);
        for (int size : B.seconds().keySet()) {
            assertThat(B.normalisedSpeedup(size, reference)).isCloseTo(B.speedup(size), within(1e-12));
        }
        assertThat(rounded(B.speedups().values())).containsExactly(1.0, 1.944, 3.684, 6.364);
    }

    @Test
    void takesTheLongerTimeWhereTwoCurvesBeginAtTheLargestSize() {
        assertThat(ScalingCurve.referenceSeconds(List.of(A, B, curve(8, 90, 16, 50))))
                .isEqualTo(90);
    }

    @Test
    void findsTheLawThatMadeTheSpeedups() {
        UniversalScalability law = new UniversalScalability(0.03, 0.0007);
        TreeMap<Integer, Double> speedups = new TreeMap<>();
        for (int size : new int[] {1, 2, 4, 8, 16, 32, 64}) {
            speedups.put(size, law.speedup(size));
        }
        UniversalScalability fit = UniversalScalability.fit(speedups);
        assertThat(fit.contention()).isCloseTo(0.03, within(1e-4));
        assertThat(fit.coherency()).isCloseTo(0.0007, within(1e-5));
        assertThat(fit.knee()).isCloseTo(Math.sqrt(0.97 / 0.0007), within(0.5));
    }

    @Test
    void seesNoKneeInPerfectScaling() {
        TreeMap<Integer, Double> speedups = new TreeMap<>();
        for (int size : new int[] {1, 2, 4, 8}) {
            speedups.put(size, (double) size);
        }
        assertThat(UniversalScalability.fit(speedups).knee()).isGreaterThan(1000);
    }

    @Test
    void fitsALine() {
        LineFit exact = LineFit.of(new double[] {1, 5, 27.5}, new double[] {5, 13, 58});
        assertThat(exact.intercept()).isCloseTo(3, within(1e-9));
        assertThat(exact.slope()).isCloseTo(2, within(1e-9));
        assertThat(exact.determination()).isCloseTo(1, within(1e-12));
        LineFit loose = LineFit.of(new double[] {1, 2, 3, 4}, new double[] {1, 3, 2, 4});
        assertThat(loose.slope()).isCloseTo(0.8, within(1e-9));
        assertThat(loose.determination()).isCloseTo(0.64, within(1e-9));
    }

    @Test
    void correlatesRanks() {
        assertThat(RankCorrelation.of(new double[] {1, 2, 3, 4}, new double[] {1, 10, 100, 1000}))
                .isCloseTo(1, within(1e-12));
        assertThat(RankCorrelation.of(new double[] {1, 2, 3, 4}, new double[] {9, 5, 4, 1}))
                .isCloseTo(-1, within(1e-12));
        // 1 - 6 * 2 / (4 * 15), by the textbook's formula for ranks without ties
        assertThat(RankCorrelation.of(new double[] {1, 2, 3, 4}, new double[] {1, 3, 2, 4}))
                .isCloseTo(0.8, within(1e-12));
    }

    @Test
    void refusesTimesThatMakeNoSense() {
        assertThatThrownBy(() -> curve(4, 0)).hasMessageContaining("positive");
        assertThatThrownBy(() -> A.speedup(5)).hasMessageContaining("was not measured");
    }

    private static ScalingCurve curve(double... sizesAndSeconds) {
        TreeMap<Integer, Double> seconds = new TreeMap<>();
        for (int i = 0; i < sizesAndSeconds.length; i += 2) {
            seconds.put((int) sizesAndSeconds[i], sizesAndSeconds[i + 1]);
        }
        return new ScalingCurve(seconds);
    }

    private static List<Double> rounded(java.util.Collection<Double> values) {
        return values.stream().map(each -> Math.round(each * 1000) / 1000.0).toList();
    }
}
