package io.farseek.benchmarks.dimuon;

/**
 * What the AOD format knows about the muons of an event beyond their momenta; one element a muon, sums in GeV. The arrays belong to the record:
 * callers only read them.
 */
@SuppressWarnings("ArrayRecordComponent")
public record MuonIsolation(
        int[] type, float[] sumChargedHadronPt, float[] sumNeutralHadronEt, float[] sumPhotonEt, float[] sumPUPt) {
    /** Bit of {@code type}: reconstructed from the tracker and the muon chambers together. */
    public static final int GLOBAL_MUON = 1 << 1;

    /** Bit of {@code type}: reconstructed from the tracker. */
    public static final int TRACKER_MUON = 1 << 2;
}
