package io.farseek.benchmarks.dimuon;

import java.util.List;
import java.util.Objects;

/**
 * The CMS dimuon reduction on AOD muons: two isolated global muons of opposite charge, the leading one hard and central.
 *
 * @param sortMuons take the two hardest muons; otherwise the first two in file order, as the published Scala program does
 */
record AodSelection(boolean sortMuons, boolean massless) implements Selection {
    @Override
    public List<String> cuts() {
        return List.of("all", "passMuon>=2", "leadPt", "leadEta", "leadIso", "charge");
    }

    /** Pile-up corrected isolation sum in GeV. */
    static double isolation(MuonIsolation sums, int i) {
        return sums.sumChargedHadronPt()[i]
                + Math.max(
                        0.0, (double) sums.sumNeutralHadronEt()[i] + sums.sumPhotonEt()[i] - 0.5 * sums.sumPUPt()[i]);
    }

    private static boolean passes(Muons muons, MuonIsolation sums, int i) {
        return muons.pt()[i] > 10f
                && Math.abs(muons.eta()[i]) < 2.4
                && isolation(sums, i) / muons.pt()[i] < 0.5
                && (sums.type()[i] & MuonIsolation.GLOBAL_MUON) != 0;
    }

    @Override
    public double select(Muons muons, CutFlow flow) {
        flow.pass(0);
        MuonIsolation sums = Objects.requireNonNull(muons.isolation(), "the reduction needs isolation sums");
        int[] pdgId = Objects.requireNonNull(muons.pdgId(), "the reduction needs particle numbers");
        int first = -1;
        int second = -1;
        for (int i = 0; i < muons.count(); i++) {
            if (passes(muons, sums, i)) {
                if (first < 0) {
                    first = i;
                } else if (sortMuons && muons.pt()[i] > muons.pt()[first]) {
                    second = first;
                    first = i;
                } else if (second < 0 || (sortMuons && muons.pt()[i] > muons.pt()[second])) {
                    second = i;
                }
            }
        }
        if (second < 0) {
            return Double.NaN;
        }
        flow.pass(1);
        boolean[] lead = {
            muons.pt()[first] > 25f,
            Math.abs(muons.eta()[first]) < 2.1,
            isolation(sums, first) / muons.pt()[first] < 0.12,
            pdgId[first] * pdgId[second] < 0
        };
        for (int cut = 0; cut < lead.length; cut++) {
            if (!lead[cut]) {
                return Double.NaN;
            }
            flow.pass(cut + 2);
        }
        return muons.pairMass(first, second, massless);
    }
}
