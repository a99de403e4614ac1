package io.farseek.benchmarks.dimuon;

import java.io.Serializable;
import java.util.List;

/** Decides which events count and gives the mass of their pair. Immutable. */
interface Selection extends Serializable {
    /** Names of the cuts in the order they are made; the first one every event passes. */
    List<String> cuts();

    /** Mass in GeV of the pair, or NaN when a cut fails; counts every cut passed. */
    double select(Muons muons, CutFlow flow);
}
