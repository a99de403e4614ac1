package io.farseek.benchmarks.demo;

import io.farseek.benchmarks.dimuon.DimuonEvent;
import io.farseek.benchmarks.dimuon.EventChecksum;
import io.farseek.benchmarks.dimuon.PeakTable;
import io.farseek.benchmarks.dimuon.SpectrumHistogram;
import java.io.Serializable;

/**
 * What the job makes of events: the mass spectrum of opposite-sign pairs, its peaks, and proof that every event was seen once. Not
 * thread-safe: one a partition, merged.
 */
final class Reduction implements Serializable {
    private static final long serialVersionUID = 1L;

    private final SpectrumHistogram spectrum = new SpectrumHistogram();
    private final PeakTable peaks = new PeakTable();
    private EventChecksum checksum = EventChecksum.EMPTY;
    private long pairs;

    void event(long number) {
        checksum = checksum.plus(number);
    }

    void pair(double massGev) {
        pairs++;
        spectrum.fill(massGev);
        peaks.fill(massGev);
    }

    void add(DimuonEvent event) {
        event(event.event());
        if (event.isOppositeSignPair()) {
            pair(event.pairMass());
        }
    }

    Reduction merge(Reduction other) {
        spectrum.merge(other.spectrum);
        peaks.merge(other.peaks);
        checksum = checksum.merge(other.checksum);
        pairs += other.pairs;
        return this;
    }

    SpectrumHistogram spectrum() {
        return spectrum;
    }

    PeakTable peaks() {
        return peaks;
    }

    long events() {
        return checksum.count();
    }

    long pairs() {
        return pairs;
    }

    /** Whether both saw the same events, each once, and found the same spectrum, bin by bin. */
    boolean sameAs(Reduction other) {
        return checksum.equals(other.checksum) && pairs == other.pairs && spectrum.equals(other.spectrum);
    }
}
