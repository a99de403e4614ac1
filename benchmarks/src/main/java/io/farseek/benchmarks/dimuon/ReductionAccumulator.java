package io.farseek.benchmarks.dimuon;

import java.util.List;
import org.apache.spark.util.AccumulatorV2;

/** Brings the tasks' results to the driver; Spark counts each finished task of an action once, retried and speculative copies included. */
final class ReductionAccumulator extends AccumulatorV2<ReductionResult, ReductionResult> {
    private static final long serialVersionUID = 1L;

    private final List<String> cuts;
    private ReductionResult result;

    ReductionAccumulator(List<String> cuts) {
        this.cuts = List.copyOf(cuts);
        this.result = new ReductionResult(this.cuts);
    }

    @Override
    public boolean isZero() {
        return result.isEmpty();
    }

    @Override
    public AccumulatorV2<ReductionResult, ReductionResult> copy() {
        ReductionAccumulator copy = new ReductionAccumulator(cuts);
        copy.result.merge(result);
        return copy;
    }

    @Override
    public void reset() {
        result = new ReductionResult(cuts);
    }

    @Override
    public void add(ReductionResult part) {
        result.merge(part);
    }

    @Override
    public void merge(AccumulatorV2<ReductionResult, ReductionResult> other) {
        result.merge(other.value());
    }

    @Override
    public ReductionResult value() {
        return result;
    }
}
