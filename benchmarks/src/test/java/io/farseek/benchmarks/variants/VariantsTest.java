package io.farseek.benchmarks.variants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.readahead.Trace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bounds that the tables of {@code farseek bench variants} stay within; the time is the simulated network's, so they hold anywhere. */
class VariantsTest {
    private static final long MIB = 1 << 20;

    @TempDir
    private Path folder;

    @Test
    void givesTheSameFiguresEveryTime() throws IOException {
        Situation crowd = Situation.USUAL.shared(8, true, Variants.SHARED_BYTES_PER_SECOND);
        assertThat(Simulation.run(crowd, Variants.rows())).isEqualTo(Simulation.run(crowd, Variants.rows()));
    }

    @Test
    void oneRequestAReadTakesWhatTheModelSays() throws IOException {
        Trace three = Trace.steps("three", 64 * MIB, 0, MIB, 60_000, 3);
        Outcome outcome = Simulation.run(Situation.USUAL.thinking(0.010), three);
        // 20 ms to the first byte, 1 ms for 60,000 bytes at 60 MB/s, 10 ms of thinking.
        assertThat(outcome.plainSeconds()).isBetween(0.0929, 0.0931);
    }

    @Test
    void readersThatShareTheWayHaveLessOfIt() throws IOException {
        Trace one = Trace.steps("one", 64 * MIB, 0, MIB, 1_000_000, 1);
        Situation alone = Situation.USUAL.shared(1, false, 60e6);
        Situation crowd = Situation.USUAL.shared(10, false, 60e6);
        // 1 MB at 60 MB/s, and at 6 MB/s but for what the first bodies move before the others begin.
        assertThat(Simulation.run(alone, one).plainSeconds()).isBetween(0.0366, 0.0367);
        assertThat(Simulation.run(crowd, one).plainSeconds()).isBetween(0.16, 0.187);
    }

    @Test
    void theSmallestPoolIsNeverExceeded() throws IOException {
        for (Trace each : Variants.patterns()) {
            Outcome outcome = Simulation.run(Situation.USUAL.within(16 * MIB), each);
            assertThat(outcome.mostHeldBytes()).as(each.name()).isLessThanOrEqualTo(16 * MIB);
            assertThat(outcome.seconds()).as(each.name()).isLessThanOrEqualTo(outcome.plainSeconds());
        }
    }

    @Test
    void otherNetworksNeedNoOtherSetting() throws IOException {
        for (Trace each : List.of(Variants.skips(), Variants.rows())) {
            for (double latency : new double[] {0.005, 0.1}) {
                for (double bandwidth : new double[] {10e6, 200e6}) {
                    Outcome outcome = Simulation.run(Situation.USUAL.at(latency, bandwidth), each);
                    assertThat(outcome.timesAsFast())
                            .as("%s, %.3f s, %.0f B/s", each.name(), latency, bandwidth)
                            .isGreaterThan(1);
                    assertThat(outcome.movedPerUseful()).isLessThanOrEqualTo(24);
                }
            }
        }
    }

    @Test
    void aCrowdOfReadersMovesAtMostFourTimesWhatItReadsAndIsNoSlowerThanOneRequestARead() throws IOException {
        for (boolean oneFile : new boolean[] {true, false}) {
            for (Trace each : List.of(Variants.random(), Variants.skips(), Variants.rows())) {
                Situation crowd = Situation.USUAL.shared(32, oneFile, Variants.SHARED_BYTES_PER_SECOND);
                Outcome many = Simulation.run(crowd, each);
                assertThat(many.movedPerUseful()).as(each.name()).isLessThanOrEqualTo(4);
                // Columns that keep step can be foreseen; nothing is to be won where every reader only waits for its
                // own latency.
                double atMost = each.equals(Variants.rows()) && !oneFile ? 0.8 : 1.03;
                assertThat(many.seconds()).as(each.name()).isLessThanOrEqualTo(atMost * many.plainSeconds());
                crowd = Situation.USUAL.shared(8, oneFile, Variants.SHARED_BYTES_PER_SECOND);
                Outcome fewer = Simulation.run(crowd, each);
                // Their share is wide enough for some regions to be worth it.
                assertThat(fewer.movedPerUseful()).as(each.name()).isLessThanOrEqualTo(6);
                assertThat(fewer.seconds()).as(each.name()).isLessThanOrEqualTo(1.03 * fewer.plainSeconds());
            }
        }
    }

    @Test
    void hedgingHalvesTheTailForFewRequests() throws IOException {
        Simulation.Tail with = Simulation.tail(true, 4000, 0.4);
        Simulation.Tail without = Simulation.tail(false, 4000, 0.4);
        assertThat(with.p999()).isLessThanOrEqualTo(without.p999() / 2);
        assertThat(without.requests()).isEqualTo(4000);
        assertThat(with.requests()).isLessThanOrEqualTo(4000 * 105 / 100);
    }

    @Test
    void printsTheTablesAskedForAndWritesEverySimulation() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        Path csv = folder.resolve("variants.csv");
        assertThat(Variants.run(List.of("memory", "--output", csv.toString()), print, print))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines().filter(line -> line.startsWith("| ")))
                .hasSize(1 + Variants.patterns().size());
        assertThat(Files.readAllLines(csv)).hasSize(1 + 4 * Variants.patterns().size());
        assertThat(Variants.run(List.of("weather"), print, print)).isEqualTo(2);
        assertThat(Variants.run(List.of("--output"), print, print)).isEqualTo(2);
    }

    @Test
    void aTableOfThePageIsWrittenAnewAndNothingElse() throws Exception {
        String page = "before:\n\n<!-- variants tail -->\n| old |\n<!-- end -->\nafter\n";
        assertThat(Variants.replaced(page, "tail", "a heading\n\n| new |\n"))
                .isEqualTo("before:\n\n<!-- variants tail -->\n| new |\n<!-- end -->\nafter\n");
        assertThatThrownBy(() -> Variants.replaced(page, "memory", "| new |\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("variants memory");
    }
}
