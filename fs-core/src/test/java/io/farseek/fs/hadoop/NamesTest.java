package io.farseek.fs.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.fs.memory.MemoryObjectStore;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every name round trips, and what has no path gets lost nowhere. */
class NamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "with space",
                "%",
                "100%25",
                "a+b",
                "a&b=c;d",
                "#hash",
                "question?",
                "co:lon",
                "b\u00fccher",
                "\u65e5\u672c\u8a9e",
                "\ud83d\ude80 rocket",
                ".leading",
                "trailing.",
                "...",
                " blank first",
                "tilde~",
                "back\\slash",
                "[glob]*{x}",
                "quote\"'"
            })
    void roundTrips(String name) throws Exception {
        try (MemoryFiles files = new MemoryFiles(MemoryObjectStore.COPYING)) {
            Path directory = new Path(new Path("/odd"), pathOf(name));
            Path file = new Path(directory, pathOf(name));
            byte[] content = name.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            files.write(file, content);

            assertThat(files.store.keys()).containsExactly("odd/" + name + "/" + name);
            FileStatus[] listed = files.fs.listStatus(directory);
            assertThat(listed).hasSize(1);
            assertThat(listed[0].getPath().getName()).isEqualTo(name);
            byte[] got = new byte[content.length];
            try (FSDataInputStream in = files.fs.open(listed[0].getPath())) {
                in.readFully(got);
            }
            assertThat(got).isEqualTo(content);
            assertThat(files.fs.rename(directory, new Path("/odd/else"))).isTrue();
            assertThat(files.store.keys()).contains("odd/else/" + name);
            assertThat(files.fs.delete(new Path("/odd"), true)).isTrue();
            assertThat(files.store.keys()).isEmpty();
        }
    }

    private static Path pathOf(String name) {
        return new Path(null, null, name);
    }

    @Test
    void keysWithoutAPathAreLeftOutOfListingsButNotOfDeletesAndRenames() throws Exception {
        try (MemoryFiles files = new MemoryFiles(MemoryObjectStore.COPYING)) {
            for (String key : List.of("d/a", "d//b", "d/./c", "d/../e", "d/x//", "d/f")) {
                files.seed(key);
            }

            Stream<String> names = Arrays.stream(files.fs.listStatus(new Path("/d")))
                    .map(each -> each.getPath().getName());
            assertThat(names).containsExactly("a", "f", "x");
            assertThat(files.fs.rename(new Path("/d"), new Path("/moved"))).isTrue();
            assertThat(files.store.keys())
                    .containsExactly("moved/../e", "moved/./c", "moved//b", "moved/a", "moved/f", "moved/x//");
            assertThat(files.fs.delete(new Path("/moved"), true)).isTrue();
            assertThat(files.store.keys()).isEmpty();
        }
    }

    @Test
    void aFileAndADirectoryOfOneNameAreTheFile() throws Exception {
        try (MemoryFiles files = new MemoryFiles(MemoryObjectStore.COPYING)) {
            files.seed("both");
            files.seed("both/below");

            assertThat(files.fs.getFileStatus(new Path("/both")).isFile()).isTrue();
            assertThat(files.fs.listStatus(new Path("/"))).hasSize(1);
        }
    }

    @Test
    void aMarkerOfAnotherToolIsADirectory() throws Exception {
        try (MemoryFiles files = new MemoryFiles(MemoryObjectStore.COPYING)) {
            files.store.seed("made/", new byte[0]);

            assertThat(files.fs.getFileStatus(new Path("/made")).isDirectory()).isTrue();
            assertThat(files.fs.listStatus(new Path("/made"))).isEmpty();
            assertThat(files.fs.delete(new Path("/made"), false)).isTrue();
        }
    }

    @Test
    void aDirectoryStaysWhenItsLastFileGoes() throws Exception {
        try (MemoryFiles files = new MemoryFiles(MemoryObjectStore.COPYING)) {
            files.seed("dir/only");
            files.seed("elsewhere/file");

            files.fs.delete(new Path("/dir/only"), false);
            assertThat(files.fs.listStatus(new Path("/dir"))).isEmpty();
            files.fs.rename(new Path("/elsewhere/file"), new Path("/dir/file"));
            assertThat(files.fs.listStatus(new Path("/elsewhere"))).isEmpty();
        }
    }

    @Test
    void aMissingBucketNameAndABadValueFailAtTheStart() {
        assertThatThrownBy(() -> new MemoryFiles(MemoryObjectStore.COPYING, "fs.farseek.write.part-size", "many"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fs.farseek.write.part-size")
                .hasMessageContaining("many");
        assertThatThrownBy(() -> new io.farseek.fs.memory.MemoryFileSystem()
                        .initialize(
                                java.net.URI.create("memory:///path"), new org.apache.hadoop.conf.Configuration(false)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no bucket");
    }
}
