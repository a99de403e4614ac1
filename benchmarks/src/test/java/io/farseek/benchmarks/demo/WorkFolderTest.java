package io.farseek.benchmarks.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
    @TempDir
    Path parent;

    @Test
    void isGoneAfterwards() throws Exception {
        Path path;
        try (WorkFolder work = WorkFolder.create(parent, 0, false)) {
            path = work.path();
            Files.writeString(work.folder("a/b").resolve("c"), "x");
            assertThat(path).isDirectory();
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void staysWhenItIsToBeKeptAlsoForLaterDemos() throws Exception {
        Path path;
        try (WorkFolder work = WorkFolder.create(parent, 0, true)) {
            work.markKept();
            path = work.path();
        }
        Path kept = Files.move(path, parent.resolve("farseek-demo-999999999999999999"));
        WorkFolder.create(parent, 0, false).close();
        assertThat(kept).isDirectory();
    }

    @Test
    void whatAKilledDemoLeftIsRemovedAndARunningOnesIsNot() throws Exception {
        Path dead = Files.createDirectories(parent.resolve("farseek-demo-999999999999999998/deep"));
        Path running = Files.createDirectories(parent.resolve(
                "farseek-demo-" + ProcessHandle.current().parent().orElseThrow().pid()));
        Path foreign = Files.createDirectories(parent.resolve("farseek-demo-page"));
        WorkFolder.create(parent, 0, false).close();
        assertThat(dead.getParent()).doesNotExist();
        assertThat(running).isDirectory();
        assertThat(foreign).isDirectory();
    }

    @Test
    void aFullDiskIsToldBeforehand() {
        assertThatThrownBy(() -> WorkFolder.create(parent, 1L << 55, false))
                .isInstanceOf(DemoFailure.class)
                .hasMessageContaining("MB are free in " + parent)
                .hasMessageContaining("TMPDIR");
    }

    @Test
    void aParentThatDoesNotExistIsNamed() {
        assertThatThrownBy(() -> WorkFolder.create(parent.resolve("nowhere"), 0, false))
                .isInstanceOf(DemoFailure.class)
                .hasMessageContaining(parent.resolve("nowhere").toString());
    }
}
