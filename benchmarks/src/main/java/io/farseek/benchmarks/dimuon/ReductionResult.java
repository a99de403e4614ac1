package io.farseek.benchmarks.dimuon;

import java.io.Serializable;
import java.util.List;

/** Everything a reduction counts. One a task, merged on the driver. Not thread-safe. */
final class ReductionResult implements Serializable {
    private static final long serialVersionUID = 1L;

    private final SpectrumHistogram histogram = new SpectrumHistogram();
    private final PeakTable peaks = new PeakTable();
    private final CutFlow cutFlow;
    private EventChecksum checksum = EventChecksum.EMPTY;

    ReductionResult(List<String> cuts) {
        cutFlow = new CutFlow(cuts);
    }

    void fill(double mass) {
        histogram.fill(mass);
        peaks.fill(mass);
    }

    void addEvent(long event) {
        checksum = checksum.plus(event);
    }

    void merge(ReductionResult other) {
        histogram.merge(other.histogram);
        peaks.merge(other.peaks);
        cutFlow.merge(other.cutFlow);
        checksum = checksum.merge(other.checksum);
    }

    SpectrumHistogram histogram() {
        return histogram;
    }

    PeakTable peaks() {
        return peaks;
    }

    CutFlow cutFlow() {
        return cutFlow;
    }

    EventChecksum checksum() {
        return checksum;
    }

    boolean isEmpty() {
        return cutFlow.isEmpty();
    }
}
