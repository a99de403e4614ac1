package io.farseek.benchmarks.dimuon;

import io.farseek.root.write.BranchWriter;
import io.farseek.root.write.LeafType;
import io.farseek.root.write.RootFileWriter;
import io.farseek.root.write.TreeSchema;
import io.farseek.root.write.TreeSchema.Leaf;
import io.farseek.root.write.TreeWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Events {@code [from, to)} of a generator as the tree {@code Events}: NanoAOD branches, with {@code aod} also those the AOD reduction selects on, the
 * truth, and {@code ballast} branches of random numbers that nobody reads.
 */
record DimuonTree(DimuonGenerator generator, long from, long to, boolean aod, int ballast)
        implements RootFileWriter.Content {
    private static final long BALLAST_STREAM = 3;

    private TreeSchema schema() {
        List<Leaf> muon = new ArrayList<>(List.of(
                new Leaf("Muon_pt", LeafType.FLOAT32),
                new Leaf("Muon_eta", LeafType.FLOAT32),
                new Leaf("Muon_phi", LeafType.FLOAT32),
                new Leaf("Muon_mass", LeafType.FLOAT32),
                new Leaf("Muon_charge", LeafType.INT32)));
        if (aod) {
            muon.add(new Leaf("Muon_pdgId", LeafType.INT32));
            muon.add(new Leaf("Muon_type", LeafType.INT32));
            for (String sum : List.of("sumChargedHadronPt", "sumNeutralHadronEt", "sumPhotonEt", "sumPUPt")) {
                muon.add(new Leaf("Muon_pfIsoR04_" + sum, LeafType.FLOAT32));
            }
        }
        TreeSchema.Builder schema = TreeSchema.named("Events", "generated dimuon events")
                .flat("run", LeafType.INT32)
                .flat("event", LeafType.INT64)
                .add(new TreeSchema.Jagged(new Leaf("nMuon", LeafType.UINT32), muon))
                .flat("Gen_component", LeafType.INT8)
                .flat("Gen_mass", LeafType.FLOAT32);
        for (int i = 0; i < ballast; i++) {
            schema.flat("Ballast_" + i, LeafType.FLOAT64);
        }
        return schema.build();
    }

    @Override
    public void writeTo(RootFileWriter file) throws IOException {
        TreeWriter tree = file.tree(schema());
        Branches branches = new Branches(tree, aod, ballast);
        for (long i = from; i < to; i++) {
            DimuonEvent event = generator.event(i);
            branches.put(event);
            if (aod) {
                branches.put(event, generator.isolation(event));
            }
            EventRandom random = new EventRandom(generator.seed(), BALLAST_STREAM, i);
            for (BranchWriter branch : branches.ballast) {
                branch.putDouble(random.uniform());
            }
            tree.endEntry();
        }
    }

    /** The branches, looked up once. */
    private static final class Branches {
        private final BranchWriter run;
        private final BranchWriter event;
        private final List<BranchWriter> muon;
        private final BranchWriter component;
        private final BranchWriter mass;
        private final List<BranchWriter> extra;
        final List<BranchWriter> ballast = new ArrayList<>();

        Branches(TreeWriter tree, boolean aod, int ballastBranches) {
            run = tree.branch("run");
            event = tree.branch("event");
            muon = of(tree, "Muon_pt", "Muon_eta", "Muon_phi", "Muon_mass", "Muon_charge");
            component = tree.branch("Gen_component");
            mass = tree.branch("Gen_mass");
            extra = aod
                    ? of(
                            tree,
                            "Muon_pdgId",
                            "Muon_type",
                            "Muon_pfIsoR04_sumChargedHadronPt",
                            "Muon_pfIsoR04_sumNeutralHadronEt",
                            "Muon_pfIsoR04_sumPhotonEt",
                            "Muon_pfIsoR04_sumPUPt")
                    : List.of();
            for (int i = 0; i < ballastBranches; i++) {
                ballast.add(tree.branch("Ballast_" + i));
            }
        }

        private static List<BranchWriter> of(TreeWriter tree, String... names) {
            return List.of(names).stream().map(tree::branch).toList();
        }

        void put(DimuonEvent value) {
            run.putInt(value.run());
            event.putLong(value.event());
            for (int i = 0; i < value.nMuon(); i++) {
                muon.get(0).putFloat(value.pt()[i]);
                muon.get(1).putFloat(value.eta()[i]);
                muon.get(2).putFloat(value.phi()[i]);
                muon.get(3).putFloat(value.mass()[i]);
                muon.get(4).putInt(value.charge()[i]);
            }
            component.putByte(value.genComponent());
            mass.putFloat(value.genMass());
        }

        void put(DimuonEvent value, MuonIsolation isolation) {
            for (int i = 0; i < value.nMuon(); i++) {
                extra.get(0).putInt(-13 * value.charge()[i]);
                extra.get(1).putInt(isolation.type()[i]);
                extra.get(2).putFloat(isolation.sumChargedHadronPt()[i]);
                extra.get(3).putFloat(isolation.sumNeutralHadronEt()[i]);
                extra.get(4).putFloat(isolation.sumPhotonEt()[i]);
                extra.get(5).putFloat(isolation.sumPUPt()[i]);
            }
        }
    }
}
