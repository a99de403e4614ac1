package io.farseek.root.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.farseek.root.truth.GroundTruth.Outcome;
import io.farseek.root.truth.GroundTruth.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every branch and field of the real files for which an independent reader found values. The report lies in target/truth-report.txt. */
final class GroundTruthTest {

    @Test
    void noValueDiffersAndNearlyAllAreRead() throws IOException {
        Path shared = Path.of(System.getProperty("farseek.shared", "none"));
        assumeTrue(Files.isDirectory(shared.resolve("root/truth")), () -> "skipped: no ground truth at " + shared);

        List<Result> results = new GroundTruth(shared).run("");

        Files.createDirectories(Path.of("target"));
        String table = TruthReport.table(results);
        Files.writeString(Path.of("target/truth-report.txt"), table);
        assertThat(results).filteredOn(r -> r.outcome() == Outcome.WRONG).isEmpty();
        long equal = results.stream()
                .filter(r -> r.outcome() == Outcome.EQUAL || r.outcome() == Outcome.SECOND)
                .count();
        long excused =
                results.stream().filter(r -> r.outcome() == Outcome.EXCUSED).count();
        long comparable = results.stream()
                .filter(r -> r.outcome() != Outcome.EXCUSED && r.outcome() != Outcome.EMPTY)
                .count();
        // each excuse is needed: a branch that became equal must not stay on the list
        assertThat(excused).isEqualTo(KnownDefects.size());
        assertThat(comparable).isGreaterThan(30_000);
        assertThat((double) equal / comparable).isGreaterThan(0.97);
        assertThat(Files.readString(Path.of("TRUTH.md")))
                .as("TRUTH.md ends with the table in target/truth-report.txt")
                .endsWith(table);
    }
}
