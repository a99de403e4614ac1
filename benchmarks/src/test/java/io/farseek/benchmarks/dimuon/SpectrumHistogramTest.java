package io.farseek.benchmarks.dimuon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class SpectrumHistogramTest {
    @Test
    void edgesBelongToTheBinTheyOpen() {
        assertThat(SpectrumHistogram.binOf(.25)).isEqualTo(1);
        assertThat(SpectrumHistogram.binOf(Math.nextDown(.25))).isZero();
        assertThat(SpectrumHistogram.binOf(Math.nextDown(300.0))).isEqualTo(SpectrumHistogram.BINS);
        assertThat(SpectrumHistogram.binOf(300.0)).isZero();
        assertThat(SpectrumHistogram.binOf(Double.NaN)).isZero();
    }

    @Test
    void centresFallInTheirOwnBin() {
        for (int bin = 1; bin <= SpectrumHistogram.BINS; bin++) {
            assertThat(SpectrumHistogram.binOf(SpectrumHistogram.centre(bin))).isEqualTo(bin);
        }
        assertThat(SpectrumHistogram.STEP_GEV).isCloseTo(.0099916666, within(1e-9));
    }

    @Test
    void mergeAddsAndOutsideIsKeptApart() {
        SpectrumHistogram a = new SpectrumHistogram();
        SpectrumHistogram b = new SpectrumHistogram();
        a.fill(91.1876);
        b.fill(91.1876);
        b.fill(1_000);
        a.merge(b);
        assertThat(a.count(SpectrumHistogram.binOf(91.1876))).isEqualTo(2);
        assertThat(a.inside()).isEqualTo(2);
        assertThat(a.outside()).isEqualTo(1);
        assertThat(new SpectrumHistogram(a.counts(), 1)).isEqualTo(a).hasSameHashCodeAs(a);
    }

    @Test
    void refusesAnotherBinning() {
        assertThatThrownBy(() -> new SpectrumHistogram(new long[3], 0)).hasMessageContaining("30000");
    }
}
