package io.farseek.fs.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.farseek.fs.memory.MemoryObjectStore;
import io.farseek.fs.memory.Request;
import io.farseek.fs.store.StoreTraits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The exact requests that everyday calls cost, with nothing remembered from before. */
class RequestCostTest {
    private final List<MemoryFiles> opened = new ArrayList<>();

    private MemoryFiles files(StoreTraits traits) throws IOException {
        MemoryFiles files = new MemoryFiles(traits);
        opened.add(files);
        return files;
    }

    private MemoryFiles files() throws IOException {
        return files(MemoryObjectStore.COPYING);
    }

    @AfterEach
    void closeAll() throws IOException {
        for (MemoryFiles each : opened) {
            each.close();
        }
    }

    static Stream<StoreTraits> bothKinds() {
        return Stream.of(MemoryObjectStore.COPYING, MemoryObjectStore.RENAMING);
    }

    @Test
    void theStatusOfADirectoryIsOneRequest() throws Exception {
        MemoryFiles files = files();
        files.seed("dir/below/file");
        files.seed("dir.bak");
        files.seed("dir-2/file");
        files.cold();

        assertThat(files.fs.getFileStatus(new Path("/dir")).isDirectory()).isTrue();

        assertThat(files.requests()).containsExactly("LIST dir*");
    }

    @Test
    void theStatusOfAFileIsOneRequestAndSoIsThatOfNothing() throws Exception {
        MemoryFiles files = files();
        files.seed("dir/file");
        files.cold();

        assertThat(files.fs.getFileStatus(new Path("/dir/file")).getLen()).isEqualTo(8);
        assertThat(files.fs.exists(new Path("/dir/nothing"))).isFalse();

        assertThat(files.requests()).containsExactly("LIST dir/file*", "LIST dir/nothing*");
    }

    @Test
    void manyNeighboursThatSortBetweenCostOneMore() throws Exception {
        MemoryFiles files = files();
        for (int i = 0; i < 150; i++) {
            files.seed("dir-" + i);
        }
        files.seed("dir/file");
        files.cold();

        assertThat(files.fs.getFileStatus(new Path("/dir")).isDirectory()).isTrue();

        assertThat(files.requests()).containsExactly("LIST dir*", "LIST dir/**");
    }

    @Test
    void listingADirectoryIsOneRequestAPage() throws Exception {
        MemoryFiles files = files();
        for (int i = 0; i < 1500; i++) {
            files.seed("dir/file-" + i);
        }
        files.cold();

        assertThat(files.fs.listStatus(new Path("/dir"))).hasSize(1500);
        assertThat(files.requests()).containsExactly("LIST dir/*", "LIST dir/*");
    }

    @Test
    void anIteratorFetchesAPageOnlyWhenItIsWanted() throws Exception {
        MemoryFiles files = files();
        for (int i = 0; i < 2500; i++) {
            files.seed("dir/file-" + i);
        }
        files.cold();

        RemoteIterator<FileStatus> listing = files.fs.listStatusIterator(new Path("/dir"));
        for (int i = 0; i < 1000; i++) {
            listing.next();
        }
        assertThat(files.requests()).containsExactly("LIST dir/*");
        listing.next();
        assertThat(files.requests()).hasSize(2);
    }

    @Test
    void listingFilesRecursivelyIsFlat() throws Exception {
        MemoryFiles files = files();
        for (int i = 0; i < 30; i++) {
            files.seed("dir/a" + i + "/b/c/file");
        }
        files.cold();

        RemoteIterator<LocatedFileStatus> listing = files.fs.listFiles(new Path("/dir"), true);
        int count = 0;
        while (listing.hasNext()) {
            assertThat(listing.next().isFile()).isTrue();
            count++;
        }

        assertThat(count).isEqualTo(30);
        assertThat(files.requests()).containsExactly("LIST dir/**");
    }

    @Test
    void creatingASmallFileIsTwoRequests() throws Exception {
        MemoryFiles files = files();
        files.cold();

        files.write("/some/deep/file", new byte[1000]);

        assertThat(files.requests()).containsExactly("LIST some/deep/file*", "PUT some/deep/file");
    }

    @Test
    void makingFourDirectoriesDeepIsTwoRequests() throws Exception {
        MemoryFiles files = files();
        files.cold();

        files.fs.mkdirs(new Path("/a/b/c/d"));

        assertThat(files.requests()).containsExactly("LIST a/b/c/d*", "PUT a/b/c/d/");
        assertThat(files.fs.getFileStatus(new Path("/a/b")).isDirectory()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("bothKinds")
    void renamingAFileIsAtMostThreeRequests(StoreTraits traits) throws Exception {
        MemoryFiles files = files(traits);
        files.seed("dir/from");
        files.seed("dir/another");
        files.cold();

        assertThat(files.fs.rename(new Path("/dir/from"), new Path("/dir/to"))).isTrue();

        assertThat(files.requests())
                .isEqualTo(
                        traits.serverSideRename()
                                ? List.of("LIST dir/**", "RENAME dir/from dir/to")
                                : List.of("LIST dir/**", "COPY dir/from dir/to", "DELETE dir/from"));
    }

    @Test
    void renamingAFileJustWrittenLooksOnlyAtTheTarget() throws Exception {
        MemoryFiles files = files();
        files.write("/dir/temporary/part", new byte[10]);
        files.write("/dir/temporary/part-2", new byte[10]);
        files.store.clearLog();

        assertThat(files.fs.rename(new Path("/dir/temporary/part"), new Path("/dir/part")))
                .isTrue();

        assertThat(files.requests())
                .containsExactly(
                        "LIST dir/part*",
                        "COPY dir/temporary/part dir/part",
                        "DELETE dir/temporary/part",
                        "LIST dir/temporary/**");
    }

    @ParameterizedTest
    @MethodSource("bothKinds")
    void renamingADirectoryOfTenFilesIsAtMostTwelveRequests(StoreTraits traits) throws Exception {
        MemoryFiles files = files(traits);
        files.fs.mkdirs(new Path("/base/from"));
        for (int i = 0; i < 10; i++) {
            files.seed("base/from/file-" + i);
        }
        files.cold();

        assertThat(files.fs.rename(new Path("/base/from"), new Path("/base/to")))
                .isTrue();

        assertThat(files.requests()).hasSize(12);
        assertThat(files.requests(traits.serverSideRename() ? Request.Kind.RENAME : Request.Kind.COPY))
                .isEqualTo(10);
        assertThat(files.fs.listStatus(new Path("/base/to"))).hasSize(10);
        assertThat(files.fs.exists(new Path("/base/from"))).isFalse();
    }

    @Test
    void deletingADirectoryIsBatched() throws Exception {
        MemoryFiles files = files();
        for (int i = 0; i < 2000; i++) {
            files.seed("dir/file-" + i);
        }
        files.seed("other");
        files.cold();

        assertThat(files.fs.delete(new Path("/dir"), true)).isTrue();

        assertThat(files.requests(Request.Kind.LIST)).isEqualTo(3);
        assertThat(files.requests(Request.Kind.DELETE)).isEqualTo(2);
        assertThat(files.store.keys()).containsExactly("other");
    }

    @Test
    void openingWithAStatusOrALengthAsksNothing() throws Exception {
        MemoryFiles files = files();
        files.seed("dir/file");
        FileStatus status = files.fs.getFileStatus(new Path("/dir/file"));
        files.cold();

        files.fs.openFile(status.getPath()).withFileStatus(status).build().get().close();
        files.fs
                .openFile(status.getPath())
                .opt("fs.option.openfile.length", "8")
                .build()
                .get()
                .close();

        assertThat(files.requests()).isEmpty();
    }

    @Test
    void openingWhatWasJustListedAsksNothing() throws Exception {
        MemoryFiles files = files();
        files.seed("dir/file");
        files.cold();

        files.fs.listStatus(new Path("/dir"));
        try (FSDataInputStream in = files.fs.open(new Path("/dir/file"))) {
            in.readFully(0, new byte[8]);
        }

        assertThat(files.requests()).containsExactly("LIST dir/*", "GET dir/file [0, 8)");
    }

    @Test
    void openingColdIsOneHead() throws Exception {
        MemoryFiles files = files();
        files.seed("dir/file");
        files.cold();

        files.fs.open(new Path("/dir/file")).close();

        assertThat(files.requests()).containsExactly("HEAD dir/file");
    }

    @Test
    void aContentSummaryIsOneFlatListing() throws Exception {
        MemoryFiles files = files();
        files.seed("dir/a/one");
        files.seed("dir/a/two");
        files.seed("dir/a-b/three");
        files.seed("dir/a/c/four");
        files.fs.mkdirs(new Path("/dir/empty"));
        files.cold();

        assertThat(files.fs.getContentSummary(new Path("/dir"))).satisfies(summary -> {
            assertThat(summary.getFileCount()).isEqualTo(4);
            assertThat(summary.getDirectoryCount()).isEqualTo(5);
            assertThat(summary.getLength()).isEqualTo(9 + 9 + 13 + 12);
        });
        assertThat(files.requests()).containsExactly("LIST dir/**");
    }
}
