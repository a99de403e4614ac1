package io.farseek.benchmarks.dimuon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The generator against the published cut flow and windows, with one million events. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DimuonGeneratorTest {
    private static final int EVENTS = 1_000_000;

    /** P(window | event) of the exact mass, by window name. */
    private static final Map<String, Double> WINDOW_PROBABILITY = Map.of(
            "eta",
            .002896,
            "omega",
            .004290,
            "phi",
            .004329,
            "jpsi",
            .041329,
            "psi2s",
            .003097,
            "upsilon1s",
            .004858,
            "upsilon",
            .010701,
            "trigger",
            .044277,
            "z",
            .075332);

    private final DimuonGenerator generator = new DimuonGenerator(20_261_121);
    private Sample sample;

    @BeforeAll
    void generate() {
        sample = new Sample(generator, 0, EVENTS);
    }

    @Test
    void cutFlowFollowsThePublishedOne() {
        assertProbability("nMuon == 2", sample.two, .5054);
        assertProbability("opposite sign", sample.opposite, .5054 * .7738);
    }

    @Test
    void everyWindowHoldsWhatTheMixturePredicts() {
        for (PeakTable.Row row : sample.peaks.rows()) {
            assertProbability(
                    row.window().name(),
                    row.n(),
                    WINDOW_PROBABILITY.get(row.window().name()));
        }
    }

    @Test
    void mediansAndFitsSitOnTheTrueMasses() {
        Map<String, PeakTable.Row> rows = sample.peaks.rows().stream()
                .collect(Collectors.toMap(row -> row.window().name(), row -> row, (a, b) -> a, TreeMap::new));
        assertThat(rows.get("jpsi").median()).isCloseTo(3.0969, within(.0015));
        assertThat(rows.get("upsilon1s").median()).isCloseTo(9.460, within(.010));
        assertThat(rows.get("z").median()).isCloseTo(91.17, within(.08));
        assertThat(rows.get("jpsi").fittedMean()).isCloseTo(3.0969, within(.001));
        assertThat(rows.get("jpsi").fittedSigma()).isCloseTo(.035, within(.002));
        assertThat(rows.get("upsilon1s").fittedMean()).isCloseTo(9.4603, within(.012));
        assertThat(rows.get("upsilon1s").fittedSigma()).isCloseTo(.090, within(.012));
        assertThat(rows.get("z").fittedMean()).isCloseTo(91.1876, within(.1));
        assertThat(rows.get("trigger").fittedMean()).isNaN();
    }

    @Test
    void leavingOutTheMuonMassShiftsTheJpsiByNineMev() {
        assertThat(sample.masslessJpsiMedian()).isCloseTo(3.0882, within(.0010));
    }

    @Test
    void recordedMuonsGiveBackTheMassThePairWasDrawnWith() {
        assertThat(sample.worstResidual).isLessThan(2e-5);
    }

    @Test
    void leadingMuonAboveTwentyFiveGev() {
        assertThat((double) sample.leadAbove25 / sample.opposite).isCloseTo(.316, within(.005));
        assertThat((double) sample.leadAbove25OfZ / sample.ofZ).isCloseTo(.954, within(.005));
    }

    @Test
    void muonsAreSortedAndInsideTheAcceptance() {
        for (int i = 0; i < 20_000; i++) {
            DimuonEvent event = generator.event(i);
            for (int m = 0; m < event.nMuon(); m++) {
                assertThat(event.pt()[m]).isGreaterThanOrEqualTo(3f);
                assertThat(Math.abs(event.eta()[m])).isLessThanOrEqualTo(2.4f);
                if (m > 0) {
                    assertThat(event.pt()[m]).isLessThanOrEqualTo(event.pt()[m - 1]);
                }
            }
        }
    }

    @Test
    void anEventDoesNotDependOnWhoMakesIt() {
        Sample left = new Sample(new DimuonGenerator(7), 0, 30_000);
        Sample right = new Sample(new DimuonGenerator(7), 30_000, 50_000);
        Sample whole = new Sample(new DimuonGenerator(7), 0, 50_000);
        left.histogram.merge(right.histogram);
        assertThat(left.histogram).isEqualTo(whole.histogram);
        assertThat(left.checksum.merge(right.checksum))
                .isEqualTo(whole.checksum)
                .isEqualTo(EventChecksum.ofRange(0, 50_000));
    }

    @Test
    void anotherSeedGivesAnotherSampleOfTheSameSpectrum() {
        Sample other = new Sample(new DimuonGenerator(4_711), 0, EVENTS);
        double chi2 = 0.0;
        int bins = 0;
        for (int bin = 1; bin <= SpectrumHistogram.BINS; bin++) {
            long a = sample.histogram.count(bin);
            long b = other.histogram.count(bin);
            if (a + b > 50) { // on the sum: a cut on each count alone would favour bins that agree
                chi2 += (double) (a - b) * (a - b) / (a + b);
                bins++;
            }
        }
        assertThat(bins).isGreaterThan(1_000);
        assertThat(chi2 / bins).isBetween(0.9, 1.1);
        assertThat(other.histogram).isNotEqualTo(sample.histogram);
    }

    @Test
    void isolationIsTightForTheZAndLooseForTheRest() {
        double[] relative = new double[2];
        int[] muons = new int[2];
        int global = 0;
        for (int i = 0; i < 100_000; i++) {
            DimuonEvent event = generator.event(i);
            MuonIsolation isolation = generator.isolation(event);
            int kind = event.genComponent() == MassComponent.Z.code() ? 0 : 1;
            for (int m = 0; m < event.nMuon(); m++) {
                relative[kind] += (isolation.sumChargedHadronPt()[m]
                                + isolation.sumNeutralHadronEt()[m]
                                + isolation.sumPhotonEt()[m])
                        / event.pt()[m];
                muons[kind]++;
                global += isolation.type()[m] == MuonIsolation.GLOBAL_MUON ? 1 : 0;
            }
        }
        assertThat(relative[0] / muons[0]).isCloseTo(.03, within(.001));
        assertThat(relative[1] / muons[1]).isCloseTo(.3, within(.005));
        assertThat((double) global / (muons[0] + muons[1])).isCloseTo(.97, within(.002));
    }

    @Test
    void refusesNegativeIndex() {
        assertThatThrownBy(() -> generator.event(-1)).hasMessageContaining("-1");
    }

    private static void assertProbability(String what, long seen, double probability) {
        double expected = EVENTS * probability;
        double tolerance = 5.0 * Math.sqrt(expected * (1.0 - probability));
        assertThat((double) seen).as(what).isCloseTo(expected, within(tolerance));
    }

    /** Everything the tests ask about a range of events, in one pass. */
    private static final class Sample {
        final SpectrumHistogram histogram = new SpectrumHistogram();
        final PeakTable peaks = new PeakTable();
        EventChecksum checksum = EventChecksum.EMPTY;
        private final PeakTable masslessJpsi = new PeakTable();
        long two;
        long opposite;
        long leadAbove25;
        long leadAbove25OfZ;
        long ofZ;
        double worstResidual;

        Sample(DimuonGenerator generator, int from, int to) {
            for (int i = from; i < to; i++) {
                DimuonEvent event = generator.event(i);
                checksum = checksum.plus(event.event());
                two += event.nMuon() == 2 ? 1 : 0;
                if (event.isOppositeSignPair()) {
                    pair(event);
                }
            }
        }

        private void pair(DimuonEvent event) {
            opposite++;
            double mass = event.pairMass();
            histogram.fill(mass);
            peaks.fill(mass);
            worstResidual = Math.max(worstResidual, Math.abs(mass - event.genMass()) / mass);
            boolean hard = event.pt()[0] > 25f;
            leadAbove25 += hard ? 1 : 0;
            if (event.genComponent() == MassComponent.Z.code()) {
                ofZ++;
                leadAbove25OfZ += hard ? 1 : 0;
            } else if (event.genComponent() == MassComponent.JPSI.code()) {
                masslessJpsi.fill(event.masslessPairMass() + 0.0087);
            }
        }

        /** Shifted back to the window's centre while filling, so that the window cuts both sides alike. */
        double masslessJpsiMedian() {
            return masslessJpsi.rows().get(3).median() - 0.0087;
        }
    }
}
