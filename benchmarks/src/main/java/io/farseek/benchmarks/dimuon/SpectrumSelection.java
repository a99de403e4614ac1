package io.farseek.benchmarks.dimuon;

import java.util.List;
import java.util.Objects;

/** NanoAOD: exactly two muons of opposite charge. */
record SpectrumSelection(boolean massless) implements Selection {
    @Override
    public List<String> cuts() {
        return List.of("all", "two", "oppositeCharge");
    }

    @Override
    public double select(Muons muons, CutFlow flow) {
        flow.pass(0);
        if (muons.count() != 2) {
            return Double.NaN;
        }
        flow.pass(1);
        int[] charge = Objects.requireNonNull(muons.charge(), "the spectrum needs charges");
        if (charge[0] == charge[1]) {
            return Double.NaN;
        }
        flow.pass(2);
        return muons.pairMass(0, 1, massless);
    }
}
