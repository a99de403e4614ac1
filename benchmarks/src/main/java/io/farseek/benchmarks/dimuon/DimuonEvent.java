package io.farseek.benchmarks.dimuon;

/**
 * One generated collision: its muons sorted by falling transverse momentum, and the truth. The arrays have one element a muon and belong to the
 * event: callers only read them.
 *
 * @param run always {@link DimuonGenerator#RUN}
 * @param event global index, the same for every file layout
 * @param pt transverse momentum in GeV
 * @param mass GeV
 * @param charge +1 or -1
 * @param genComponent code of the {@link MassComponent} of an opposite-sign pair; -1 when the event is anything else
 * @param genMass mass in GeV the leading pair was drawn with, before rounding to float; 0 with fewer than two muons
 */
@SuppressWarnings("ArrayRecordComponent")
public record DimuonEvent(
        int run,
        long event,
        float[] pt,
        float[] eta,
        float[] phi,
        float[] mass,
        int[] charge,
        byte genComponent,
        float genMass) {

    public int nMuon() {
        return pt.length;
    }

    /** True when the event has exactly two muons and their charges differ: what the spectrum counts. */
    public boolean isOppositeSignPair() {
        return pt.length == 2 && charge[0] != charge[1];
    }

    /** Mass in GeV of muons 0 and 1 with their own masses. */
    public double pairMass() {
        return DimuonMass.exact(pt[0], eta[0], phi[0], mass[0], pt[1], eta[1], phi[1], mass[1]);
    }

    /** Mass in GeV of muons 0 and 1 taken as massless. */
    public double masslessPairMass() {
        return DimuonMass.massless(pt[0], eta[0], phi[0], pt[1], eta[1], phi[1]);
    }
}
