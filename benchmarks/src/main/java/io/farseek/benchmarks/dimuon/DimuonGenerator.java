package io.farseek.benchmarks.dimuon;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes collision events whose opposite-sign dimuon spectrum follows the one CMS published. Event {@code i} of a seed is always the same, whoever
 * makes it and in whatever order. Immutable and thread-safe; never blocks.
 */
public final class DimuonGenerator {
    /** Value of the branch {@code run}. */
    public static final int RUN = 1;

    private static final long KINEMATICS_STREAM = 1;
    private static final long ISOLATION_STREAM = 2;

    /** P(nMuon = 0..5). */
    private static final double[] MULTIPLICITY = {0.05, 0.20, 0.5054, 0.17, 0.06, 0.0146};

    private static final double OPPOSITE_SIGN = 0.7738;
    private static final double MIN_PT = 3.0;
    private static final double MAX_ABS_ETA = 2.4;
    private static final int MAX_REDRAWS = 200;

    private final long seed;

    public DimuonGenerator(long seed) {
        this.seed = seed;
    }

    public long seed() {
        return seed;
    }

    /** Event {@code index} (zero or more) of this seed. */
    public DimuonEvent event(long index) {
        if (index < 0) {
            throw new IllegalArgumentException("event index " + index + " is negative");
        }
        EventRandom random = new EventRandom(seed, KINEMATICS_STREAM, index);
        Muon[] muons = new Muon[multiplicity(random)];
        MassComponent component = null;
        double pairMass = 0.0;
        int single = 0;
        if (muons.length >= 2) {
            boolean oppositeSign = random.chance(OPPOSITE_SIGN);
            if (muons.length == 2 && oppositeSign) {
                component = MassComponent.pick(random);
                pairMass = component.draw(random);
            } else {
                pairMass = MassComponent.CONTINUUM.draw(random);
            }
            int charge = random.sign();
            drawPair(random, pairMass, charge, oppositeSign ? -charge : charge, muons);
            single = 2;
        }
        for (int i = single; i < muons.length; i++) {
            muons[i] = new Muon(
                    MIN_PT + random.exponential(5.0),
                    random.uniform(-MAX_ABS_ETA, MAX_ABS_ETA),
                    random.uniform(-StrictMath.PI, StrictMath.PI),
                    random.sign());
        }
        Arrays.sort(muons, (a, b) -> Double.compare(b.pt, a.pt));
        return store(index, muons, component, pairMass);
    }

    /** Isolation sums and type word of the muons of {@code event}: what the AOD reduction selects on. Same order as its muons. */
    public MuonIsolation isolation(DimuonEvent event) {
        EventRandom random = new EventRandom(seed, ISOLATION_STREAM, event.event());
        int n = event.nMuon();
        int[] type = new int[n];
        float[] charged = new float[n];
        float[] neutral = new float[n];
        float[] photon = new float[n];
        float[] pileUp = new float[n];
        boolean prompt = event.genComponent() == MassComponent.Z.code();
        for (int i = 0; i < n; i++) {
            type[i] = random.chance(0.97) ? MuonIsolation.GLOBAL_MUON : MuonIsolation.TRACKER_MUON;
            double sum = event.pt()[i] * random.exponential(prompt ? 0.03 : 0.3);
            charged[i] = (float) (0.60 * sum);
            neutral[i] = (float) (0.15 * sum);
            photon[i] = (float) (0.25 * sum);
            pileUp[i] = (float) random.exponential(2.0);
        }
        return new MuonIsolation(type, charged, neutral, photon, pileUp);
    }

    private static int multiplicity(EventRandom random) {
        double left = random.uniform();
        for (int n = 0; n < MULTIPLICITY.length; n++) {
            left -= MULTIPLICITY[n];
            if (left < 0.0) {
                return n;
            }
        }
        return MULTIPLICITY.length - 1;
    }

    /** Draws the pair's motion and its isotropic decay until both muons are inside the acceptance; the mass stays as given. */
    private static void drawPair(EventRandom random, double mass, int charge1, int charge2, Muon[] into) {
        for (int attempt = 0; attempt < MAX_REDRAWS; attempt++) {
            decay(random, mass, charge1, charge2, into);
            if (into[0].accepted() && into[1].accepted()) {
                return;
            }
        }
    }

    private static void decay(EventRandom random, double mass, int charge1, int charge2, Muon[] into) {
        double pt = pairPt(random, mass);
        double rapidity = random.uniform(-2.0, 2.0);
        double phi = random.uniform(-StrictMath.PI, StrictMath.PI);
        double transverseMass = StrictMath.sqrt(mass * mass + pt * pt);
        double px = pt * StrictMath.cos(phi);
        double py = pt * StrictMath.sin(phi);
        double pz = transverseMass * StrictMath.sinh(rapidity);
        double energy = transverseMass * StrictMath.cosh(rapidity);

        double cosTheta = random.uniform(-1.0, 1.0);
        double sinTheta = StrictMath.sqrt((1.0 - cosTheta) * (1.0 + cosTheta));
        double decayPhi = random.uniform(-StrictMath.PI, StrictMath.PI);
        double restEnergy = 0.5 * mass;
        double restMomentum =
                StrictMath.sqrt(Math.max(0.0, restEnergy * restEnergy - DimuonMass.MUON * DimuonMass.MUON));
        double qx = restMomentum * sinTheta * StrictMath.cos(decayPhi);
        double qy = restMomentum * sinTheta * StrictMath.sin(decayPhi);
        double qz = restMomentum * cosTheta;

        // Boost along P: p = q + P ((q.P)/(m (E + m)) + q0/m); the other muon has -q.
        double along = (qx * px + qy * py + qz * pz) / (mass * (energy + mass));
        double half = restEnergy / mass;
        into[0] = Muon.of(qx + px * (half + along), qy + py * (half + along), qz + pz * (half + along), charge1);
        into[1] = Muon.of(-qx + px * (half - along), -qy + py * (half - along), -qz + pz * (half - along), charge2);
    }

    private static double pairPt(EventRandom random, double mass) {
        if (mass < 5.0) {
            return 8.0 + random.exponential(8.0);
        }
        return mass < 20.0 ? 4.0 + random.exponential(8.0) : random.exponential(12.0);
    }

    private static DimuonEvent store(long index, Muon[] muons, @Nullable MassComponent component, double pairMass) {
        int n = muons.length;
        float[] pt = new float[n];
        float[] eta = new float[n];
        float[] phi = new float[n];
        float[] mass = new float[n];
        int[] charge = new int[n];
        for (int i = 0; i < n; i++) {
            pt[i] = (float) muons[i].pt;
            eta[i] = (float) muons[i].eta;
            phi[i] = (float) muons[i].phi;
            mass[i] = (float) DimuonMass.MUON;
            charge[i] = muons[i].charge;
        }
        byte code = component == null ? -1 : component.code();
        return new DimuonEvent(RUN, index, pt, eta, phi, mass, charge, code, (float) pairMass);
    }

    private record Muon(double pt, double eta, double phi, int charge) {
        static Muon of(double px, double py, double pz, int charge) {
            double pt = StrictMath.sqrt(px * px + py * py);
            double ratio = pz / pt;
            // asinh, written for |ratio| so that nothing cancels
            double size = Math.abs(ratio);
            double eta = Math.copySign(StrictMath.log(size + StrictMath.sqrt(size * size + 1.0)), ratio);
            return new Muon(pt, eta, StrictMath.atan2(py, px), charge);
        }

        boolean accepted() {
            return pt > MIN_PT && Math.abs(eta) < MAX_ABS_ETA;
        }
    }
}
