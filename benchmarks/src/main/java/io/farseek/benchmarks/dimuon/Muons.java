package io.farseek.benchmarks.dimuon;

import org.jspecify.annotations.Nullable;

/**
 * The muons of one event, one element a muon. The arrays belong to whoever made the record.
 *
 * @param mass GeV; absent in AOD, where every muon has the mass of a muon
 * @param pdgId 13 for a negative muon, -13 for a positive one; absent in NanoAOD, which has the charge
 * @param isolation absent in NanoAOD
 */
@SuppressWarnings("ArrayRecordComponent")
record Muons(
        float[] pt,
        float[] eta,
        float[] phi,
        float @Nullable [] mass,
        int @Nullable [] charge,
        int @Nullable [] pdgId,
        @Nullable MuonIsolation isolation) {

    int count() {
        return pt.length;
    }

    /** Mass in GeV of muons {@code i} and {@code j}. */
    double pairMass(int i, int j, boolean massless) {
        return massless
                ? DimuonMass.massless(pt[i], eta[i], phi[i], pt[j], eta[j], phi[j])
                : DimuonMass.exact(pt[i], eta[i], phi[i], massOf(i), pt[j], eta[j], phi[j], massOf(j));
    }

    private double massOf(int i) {
        return mass == null ? DimuonMass.MUON : mass[i];
    }
}
