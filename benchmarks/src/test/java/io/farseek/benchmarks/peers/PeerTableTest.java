package io.farseek.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.farseek.readahead.Trace;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerTableTest {
    private static final Ideal IDEAL = new Ideal(0.020, 60e6, 8);

    @TempDir
    private Path out;

    private PeerOptions options(String... arguments) {
        List<String> all = new java.util.ArrayList<>(List.of(arguments));
        all.addAll(List.of("--out", out.toString()));
        return PeerOptions.parse(all);
    }

    @Test
    void theIdealOfAWholeObjectIsOneRoundAndItsTransfer() {
        Trace whole = Trace.sequential(Row.OBJECT_BYTES, 1 << 20);
        assertThat(IDEAL.seconds(whole)).isCloseTo(0.020 + Row.OBJECT_BYTES / 480e6, within(1e-9));
    }

    @Test
    void theIdealOfFarReadsIsARoundForEachEight() {
        Trace far = Trace.steps("far", 1L << 40, 0, 1L << 34, 1000, 16);
        assertThat(IDEAL.seconds(far)).isCloseTo(2 * 0.020 + 16_000 / 480e6, within(1e-9));
    }

    @Test
    void theIdealReadsThroughGapsThatCostLessThanARound() {
        Trace near = Trace.steps("near", 1L << 30, 0, 8192, 4096, 80);
        assertThat(IDEAL.seconds(near)).isLessThan(0.022);
    }

    @Test
    void everyRowFitsItsObjectAndHasANameOfItsOwn() {
        assertThat(Row.all().stream().map(Row::id)).doesNotHaveDuplicates();
        for (Row row : Row.all()) {
            assertThat(row.trace().reads()).allMatch(each -> each.end() <= Row.OBJECT_BYTES);
            assertThat(Row.of(row.id()).title()).isEqualTo(row.title());
        }
    }

    @Test
    void tablesNameWhatFailedAndKeepTheOthers() throws Exception {
        PeerOptions options = options("--peers", "farseek,s3a-prefetch", "--rows", "random,parquet");
        Measurement good = new Measurement(
                Peer.of("farseek"), Row.of("random"), 3.5, 1.25, new ReadLatencies(1, 2, 3, 4), 300, 150L << 20, null);
        Measurement bad = new Measurement(
                Peer.of("s3a-prefetch"),
                Row.of("random"),
                Double.NaN,
                Double.NaN,
                ReadLatencies.NONE,
                7,
                1,
                "failed java.io.IOException: a, b");
        PeerTable table = new PeerTable(options, List.of(good, bad));
        table.write();
        assertThat(table.markdown())
                .contains("| 499 random reads of 16 KiB | 3.50; 300; 150 | fails |")
                .contains("./farseek bench peers --peers farseek,s3a-prefetch --rows random,parquet");
        assertThat(Files.readAllLines(out.resolve("peers.csv")))
                .hasSize(3)
                .allMatch(each -> each.split(",", -1).length == 15);
        assertThat(Files.readString(out.resolve("peers.svg"), StandardCharsets.UTF_8))
                .startsWith("<svg")
                .contains(">3.50<")
                .contains(">fails<")
                .endsWith("</svg>\n");
    }

    @Test
    void badOptionsAreNamedAndNothingRuns() {
        assertThat(Map.of(
                        List.of("--latency", "soon"), "--latency soon is not a whole number",
                        List.of("--peers", "s4a"), "there is no peer s4a",
                        List.of("--rows", "rows"), "there is no row rows",
                        List.of("--nothing", "1"), "there is no option --nothing",
                        List.of("--out"), "--out needs a value"))
                .allSatisfy((arguments, message) -> {
                    ByteArrayOutputStream said = new ByteArrayOutputStream();
                    PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
                    assertThat(PeerBenchmark.run(arguments, err, err)).isEqualTo(2);
                    assertThat(said.toString(StandardCharsets.UTF_8)).contains(message);
                });
    }

    @Test
    void anUnknownPeerIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> Peer.of("nobody"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("s3a-classic");
    }
}
