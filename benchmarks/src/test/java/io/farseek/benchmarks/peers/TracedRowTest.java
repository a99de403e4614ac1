package io.farseek.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.readahead.ByteRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracedRowTest {
    @TempDir
    private Path folder;

    private Path trace(String text) throws IOException {
        return Files.writeString(folder.resolve("my reads, me@home.csv"), text);
    }

    private PeerOptions parse(String... arguments) {
        return PeerOptions.parse(List.of(arguments));
    }

    /** The replaying process is told a row by its id, one word. */
    @Test
    void anIdIsOneWordThatSaysAllOfARow() throws IOException {
        Path file = trace("offset,length\n100,50\n0,10\n");
        Row row = parse("--trace", file.toString(), "--way", "positioned", "--threads", "4", "--policy", "random")
                .rows()
                .get(0);
        assertThat(row.id()).doesNotContain(" ");
        assertThat(row.cell()).doesNotContain(",");
        assertThat(row.threads()).isEqualTo(4);
        assertThat(row.policy()).isEqualTo("random");
        assertThat(row.way()).isEqualTo(Row.Way.POSITIONED);
        assertThat(row.trace().reads()).containsExactly(ByteRange.of(100, 50), ByteRange.of(0, 10));
        assertThat(Row.of(row.id())).isEqualTo(row);
        Row plain = parse("--trace", file.toString()).rows().get(0);
        assertThat(Row.of(plain.id())).isEqualTo(plain);
    }

    @Test
    void aTraceStandsAloneUnlessRowsAreNamedToo() throws IOException {
        String file = trace("0,10\n").toString();
        assertThat(parse("--trace", file).rows()).hasSize(1);
        assertThat(parse("--trace", file, "--quick").rows()).hasSize(1);
        assertThat(parse("--trace", file, "--rows", "random,skips").rows()).hasSize(3);
        assertThat(parse("--policy", "random").rows())
                .hasSameSizeAs(Row.all())
                .allMatch(each -> each.id().endsWith("@random"));
    }

    @Test
    void vectoredTracesLoseWhatOverlaps() throws IOException {
        Path file = trace("0,10\n5,10\n20,5\n");
        assertThat(parse("--trace", file.toString(), "--way", "vectored")
                        .rows()
                        .get(0)
                        .trace()
                        .reads())
                .containsExactly(ByteRange.of(0, 10), ByteRange.of(20, 5));
    }

    @Test
    void whatCannotBeReadIsNamed() throws IOException {
        String beyond = trace("0,10\n" + Row.OBJECT_BYTES + ",1\n").toString();
        assertThatThrownBy(() -> parse("--trace", beyond)).hasMessageContaining("the object has");
        assertThatThrownBy(() -> parse("--trace", folder.resolve("absent").toString()))
                .hasMessageContaining("absent");
        assertThatThrownBy(() -> parse("--trace", beyond, "--way", "sideways")).hasMessageContaining("--way takes");
    }
}
