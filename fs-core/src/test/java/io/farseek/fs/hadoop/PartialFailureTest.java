package io.farseek.fs.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.fs.memory.MemoryObjectStore;
import io.farseek.fs.memory.Request;
import io.farseek.fs.store.DeleteFailure;
import io.farseek.fs.store.StoreTraits;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Renames and deletes that stop half-way say so, lose nothing and can be continued. */
class PartialFailureTest {
    private static final int FILES = 20;

    static Stream<StoreTraits> bothKinds() {
        return Stream.of(MemoryObjectStore.COPYING, MemoryObjectStore.RENAMING);
    }

    private static MemoryFiles directory(StoreTraits traits) throws IOException {
        MemoryFiles files = new MemoryFiles(traits);
        for (int i = 0; i < FILES; i++) {
            files.seed("base/from/file-" + i);
        }
        return files;
    }

    private static Set<String> names(MemoryFiles files) {
        return files.store.keys().stream()
                .filter(key -> !key.endsWith("/"))
                .map(key -> key.substring(key.lastIndexOf('/') + 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @MethodSource("bothKinds")
    void aRenameThatFailsHalfWayNamesWhatFailedAndLosesNothing(StoreTraits traits) throws Exception {
        try (MemoryFiles files = directory(traits)) {
            files.store
                    .faults()
                    .fail(
                            request -> request.key().startsWith("base/from/file-7 "),
                            1,
                            r -> new IOException("no power"));

            assertThatThrownBy(() -> files.fs.rename(new Path("/base/from"), new Path("/base/to")))
                    .isInstanceOfSatisfying(PartialRenameException.class, failure -> {
                        assertThat(failure.failed()).containsOnlyKeys("base/from/file-7");
                        assertThat(failure.renamed().size()
                                        + failure.failed().size()
                                        + failure.untouched().size())
                                .isEqualTo(FILES);
                    })
                    .hasMessageContaining("base/from/file-7")
                    .hasMessageContaining("no power");

            assertThat(names(files)).hasSize(FILES);
        }
    }

    @ParameterizedTest
    @MethodSource("bothKinds")
    void renamingTheSamePathsAgainContinues(StoreTraits traits) throws Exception {
        try (MemoryFiles files = directory(traits)) {
            files.store
                    .faults()
                    .fail(
                            request -> request.key().startsWith("base/from/file-7 "),
                            1,
                            r -> new IOException("no power"));
            assertThatThrownBy(() -> files.fs.rename(new Path("/base/from"), new Path("/base/to")))
                    .isInstanceOf(PartialRenameException.class);

            assertThat(files.fs.rename(new Path("/base/from"), new Path("/base/to")))
                    .isTrue();

            assertThat(files.fs.listStatus(new Path("/base/to"))).hasSize(FILES);
            assertThat(files.fs.exists(new Path("/base/from"))).isFalse();
        }
    }

    @Test
    void noSourceIsDeletedBeforeEveryCopyIsMade() throws Exception {
        try (MemoryFiles files = directory(MemoryObjectStore.COPYING)) {
            files.store
                    .faults()
                    .fail(request -> request.kind() == Request.Kind.COPY, 1, r -> new IOException("no power"));

            assertThatThrownBy(() -> files.fs.rename(new Path("/base/from"), new Path("/base/to")))
                    .isInstanceOf(PartialRenameException.class);

            assertThat(files.requests(Request.Kind.DELETE)).isZero();
            assertThat(files.fs.listStatus(new Path("/base/from"))).hasSize(FILES);
        }
    }

    @Test
    void aFileWhoseCopyCannotBeMadeStaysAndNothingIsOverwrittenLater() throws Exception {
        try (MemoryFiles files = new MemoryFiles(MemoryObjectStore.COPYING)) {
            files.seed("a");
            files.store
                    .faults()
                    .fail(request -> request.kind() == Request.Kind.COPY, 1, r -> new IOException("no power"));
            assertThatThrownBy(() -> files.fs.rename(new Path("/a"), new Path("/b")))
                    .hasMessage("no power");
            files.seed("b");

            assertThat(files.fs.rename(new Path("/a"), new Path("/b"))).isFalse();
            assertThat(files.store.keys()).containsExactly("a", "b");
        }
    }

    @Test
    void aFileWhoseSourceCannotBeDeletedIsAtBothPlacesUntilRenamedAgain() throws Exception {
        try (MemoryFiles files = new MemoryFiles(MemoryObjectStore.COPYING)) {
            files.seed("a");
            files.store
                    .faults()
                    .fail(request -> request.kind() == Request.Kind.DELETE, 1, r -> new IOException("no power"));

            assertThatThrownBy(() -> files.fs.rename(new Path("/a"), new Path("/b")))
                    .isInstanceOf(PartialRenameException.class)
                    .hasMessageContaining("deleting the source");
            assertThat(files.store.keys()).containsExactly("a", "b");

            assertThat(files.fs.rename(new Path("/a"), new Path("/b"))).isTrue();
            assertThat(files.store.keys()).containsExactly("b");
        }
    }

    @Test
    void anObjectThatChangesDuringARenameIsNotMovedUnseen() throws Exception {
        try (MemoryFiles files = directory(MemoryObjectStore.RENAMING)) {
            files.store.faults().before(request -> {
                if (request.kind() == Request.Kind.RENAME && request.key().startsWith("base/from/file-3 ")) {
                    files.store.seed("base/from/file-3", new byte[] {1, 2, 3});
                }
            });

            assertThatThrownBy(() -> files.fs.rename(new Path("/base/from"), new Path("/base/to")))
                    .isInstanceOf(PartialRenameException.class)
                    .hasMessageContaining("has changed");
            assertThat(files.fs.getFileStatus(new Path("/base/from/file-3")).getLen())
                    .isEqualTo(3);
        }
    }

    @Test
    void aDeleteTriesEverythingAndReportsWhatIsLeft() throws Exception {
        try (MemoryFiles files = directory(MemoryObjectStore.COPYING)) {
            files.store
                    .faults()
                    .fail(
                            request -> request.key().equals("one base/from/file-3")
                                    || request.key().equals("one base/from/file-9"),
                            2,
                            r -> new IOException("locked"));

            assertThatThrownBy(() -> files.fs.delete(new Path("/base/from"), true))
                    .isInstanceOfSatisfying(
                            PartialDeleteException.class,
                            failure -> assertThat(failure.left())
                                    .containsExactlyInAnyOrder(
                                            new DeleteFailure("base/from/file-3", "locked"),
                                            new DeleteFailure("base/from/file-9", "locked")));
            assertThat(files.store.keys()).containsExactly("base/from/file-3", "base/from/file-9");

            assertThat(files.fs.delete(new Path("/base/from"), true)).isTrue();
        }
    }

    @Test
    void aStoreWithoutBatchesLosesNothingEither() throws Exception {
        StoreTraits single = new StoreTraits(7, 1, 1, 1L << 30, 10_000, 1L << 30, false, false, false);
        try (MemoryFiles files = directory(single)) {
            assertThat(files.fs.rename(new Path("/base/from"), new Path("/base/to")))
                    .isTrue();
            assertThat(names(files)).hasSize(FILES);
            assertThat(files.fs.delete(new Path("/base/to"), true)).isTrue();
            assertThat(names(files)).isEmpty();
        }
    }
}
