package io.farseek.root.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.root.write.TreeSchema.Leaf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RootFileWriterTest {
    @TempDir
    Path directory;

    static WriteOptions options(String compression) {
        return new WriteOptions(Compression.parse(compression), 4_000, 700);
    }

    private byte[] spooled(String compression, RootFileWriter.Content content) throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        RootFileWriter.spooled(target, "sample.root", options(compression), directory, content);
        return target.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "zlib:6", "lz4", "lz4:9", "zstd", "lzma"})
    void spoolingAndStreamingGiveTheSameBytes(String compression) throws IOException {
        ByteArrayOutputStream streamed = new ByteArrayOutputStream();
        RootFileWriter.streamed(streamed, "sample.root", options(compression), new WrittenSample(2_000));
        assertThat(streamed.toByteArray())
                .isEqualTo(spooled(compression, new WrittenSample(2_000)))
                .isEqualTo(spooled(compression, new WrittenSample(2_000)));
    }

    @Test
    void headerSaysWhereTheFileEnds() throws IOException {
        byte[] file = spooled("lz4", new WrittenSample(100));
        ByteBuffer header = ByteBuffer.wrap(file);
        assertThat(header.getInt(0)).isEqualTo(0x726f6f74);
        assertThat(header.getInt(4)).isGreaterThan(1_000_000);
        assertThat(header.getLong(12)).isEqualTo(file.length);
        long seekFree = header.getLong(20);
        assertThat(seekFree + header.getInt(28)).isEqualTo(file.length);
    }

    @Test
    void compressionMakesFilesSmaller() throws IOException {
        int plain = spooled("none", new WrittenSample(5_000)).length;
        for (String compression : List.of("zlib", "lz4", "zstd", "lzma")) {
            assertThat(spooled(compression, new WrittenSample(5_000)).length)
                    .as(compression)
                    .isLessThan(plain * 3 / 4);
        }
    }

    @Test
    void largeFilesGoThroughOneTemporaryFileThatIsDeleted() throws IOException {
        AtomicInteger seen = new AtomicInteger();
        byte[] file = spooled("none", root -> {
            TreeWriter tree = root.tree(
                    TreeSchema.named("t", "").flat("x", LeafType.INT64).build());
            for (int i = 0; i < 3_000_000; i++) {
                tree.branch("x").putLong(i);
                tree.endEntry();
            }
            seen.set(files());
        });
        assertThat(file.length).isGreaterThan(24_000_000);
        assertThat(seen).hasValue(1);
        assertThat(files()).isZero();
    }

    private int files() {
        try (Stream<Path> list = Files.list(directory)) {
            return (int) list.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void contentThatChangesBetweenRunsIsRefused() {
        AtomicInteger run = new AtomicInteger();
        assertThatThrownBy(() -> RootFileWriter.streamed(
                        new ByteArrayOutputStream(),
                        "sample.root",
                        options("none"),
                        file -> new WrittenSample(run.incrementAndGet()).writeTo(file)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("sample.root")
                .hasMessageContaining("second run");
    }

    @Test
    void rowsThatDoNotFitTheSchemaAreRefused() {
        TreeSchema schema = TreeSchema.named("t", "")
                .flat("x", LeafType.INT32)
                .jagged("n", List.of(new Leaf("a", LeafType.FLOAT32), new Leaf("b", LeafType.FLOAT32)))
                .build();
        assertThatThrownBy(() -> spooled("none", file -> file.tree(schema).endEntry()))
                .hasMessageContaining("entry 0")
                .hasMessageContaining("'x' got 0 values");
        assertThatThrownBy(() -> spooled("none", file -> {
                    TreeWriter tree = file.tree(schema);
                    tree.branch("x").putInt(1);
                    tree.branch("a").putFloat(1);
                    tree.endEntry();
                }))
                .hasMessageContaining("'a'")
                .hasMessageContaining("'b'");
        assertThatThrownBy(() ->
                        spooled("none", file -> file.tree(schema).branch("x").putFloat(1)))
                .hasMessageContaining("holds INT32, not a float");
        assertThatThrownBy(() -> spooled("none", file -> file.tree(schema).branch("n")))
                .hasMessageContaining("no branch 'n' to fill");
    }

    @Test
    void namesAreUsedOnce() {
        assertThatThrownBy(() -> TreeSchema.named("t", "")
                        .flat("x", LeafType.INT32)
                        .flat("x", LeafType.INT64)
                        .build())
                .hasMessageContaining("'x'");
    }

    @Test
    void compressionSettingsAreChecked() {
        assertThat(Compression.parse("zstd:5").setting()).isEqualTo(505);
        assertThatThrownBy(() -> Compression.parse("gzip")).hasMessageContaining("gzip");
        assertThatThrownBy(() -> Compression.parse("zlib:11")).hasMessageContaining("zlib:11");
    }

    /** The rule for checksums, applied to a class whose checksum ROOT has published in every file. */
    @Test
    void classChecksumsFollowRoot() {
        int sum = StreamerRecord.add(StreamerRecord.add(0, "TLeafI"), "TLeaf") * 3 + 0x6d1e8152;
        for (String member : List.of("fMinimum", "fMaximum")) {
            sum = StreamerRecord.add(StreamerRecord.add(sum, member), "int");
        }
        int published = StreamerRecord.treeClasses().stream()
                .filter(layout -> layout.name().equals("TLeafI"))
                .findFirst()
                .orElseThrow()
                .checksum();
        assertThat(sum).isEqualTo(published);
    }
}
