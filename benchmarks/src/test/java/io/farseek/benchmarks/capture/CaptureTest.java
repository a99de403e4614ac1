package io.farseek.benchmarks.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.farseek.benchmarks.replay.TraceFile;
import io.farseek.readahead.ByteRange;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class CaptureTest {
    @TempDir
    private Path folder;

    @AfterEach
    void forget() {
        Recording.clear();
    }

    @Test
    void readsThatGoOnByteByByteAreOne() {
        Recording.add("a.orc", 100, 1);
        Recording.add("a.orc", 101, 1);
        Recording.add("a.orc", 102, 500);
        Recording.add("a.orc", 50, 1);
        Recording.add("a.orc", 51, 0);
        Recording.add("a.crc", 0, 8);
        assertThat(Recording.of(".orc"))
                .containsOnlyKeys("a.orc")
                .containsEntry("a.orc", List.of(ByteRange.of(100, 2), ByteRange.of(102, 500), ByteRange.of(50, 1)));
    }

    /** Each reader begins at the file's end or its head, reads what it needs of it and leaves the other columns alone. */
    @Test
    void everyFormatsReadsBecomeATrace() throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        assertThat(Capture.run(List.of("--megabytes", "4", "--out", folder.toString()), out, out))
                .as(said.toString(StandardCharsets.UTF_8))
                .isZero();
        for (String format : Capture.FORMATS) {
            List<ByteRange> reads = TraceFile.read(folder.resolve(format + ".csv"));
            long bytes = reads.stream().mapToLong(ByteRange::length).sum();
            long reach = reads.stream().mapToLong(ByteRange::end).max().orElseThrow();
            assertThat(reads).as(format).hasSizeGreaterThan(3);
            assertThat(bytes).as(format).isLessThan(reach * 3 / 4);
        }
    }
}
