package io.farseek.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return Replay.run(
                List.of(arguments),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String trace(String text) throws IOException {
        return Files.writeString(folder.resolve("trace.csv"), text).toString();
    }

    @Test
    void aHundredBackwardReadsCostFewRequestsAndLittleTime() throws IOException {
        StringBuilder reads = new StringBuilder("offset,length\n# backward\n");
        for (int i = 0; i < 100; i++) {
            reads.append(50_000_000L - i * 65_536L).append(",16384\n");
        }
        assertThat(run(
                        trace(reads.toString()),
                        "--latency",
                        "20ms",
                        "--bandwidth",
                        "100MB/s",
                        "--object",
                        "200MB",
                        "--requests"))
                .isZero();
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines.get(3)).matches("one request a read +2\\.016 +100 .*");
        assertThat(lines.get(4)).matches("read-ahead +0\\.[0-3]\\d+ +[1-8] .*");
        assertThat(lines).anyMatch(line -> line.contains("DEMAND") && line.contains("50000000"));
    }

    @Test
    void theUsualPatternsAreATable() {
        assertThat(run("--patterns", "--latency", "5ms", "--bandwidth", "200MB/s"))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines().filter(line -> line.startsWith("| ")))
                .hasSize(1 + PatternTable.patterns().size())
                .allMatch(line -> line.chars().filter(c -> c == '|').count() == 9);
    }

    @Test
    void whatCannotBeReadIsNamed() throws IOException {
        assertThat(run(folder.resolve("none.csv").toString())).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("there is no file")
                .contains("none.csv");
        err.reset();
        assertThat(run(trace("0,10\nten,20\n"))).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("line 2").contains("ten,20");
        err.reset();
        assertThat(run(trace("# nothing\n"))).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("holds no reads");
        err.reset();
        assertThat(run(trace("0,10"), "--latency", "fast")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("\"fast\" is not a time such as 20ms");
        err.reset();
        assertThat(run(trace("0,10"), "--object", "5")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("past the object's 5");
    }
}
