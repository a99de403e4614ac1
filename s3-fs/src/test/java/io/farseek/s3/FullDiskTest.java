package io.farseek.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.farseek.embedded.EmbeddedS3;
import io.farseek.fs.config.WriteSettings;
import io.farseek.fs.store.WriteOptions;
import io.farseek.fs.stream.UploadOutputStream;
import io.farseek.fs.stream.WriteMemory;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The local disk, here one in memory, fills up while unsent bytes wait on it. */
@Timeout(60)
class FullDiskTest {
    private static final int PART = 5 << 20;
    private static final int STEP = 64 << 10;

    /** @param before written before others take all that is left: less than a part, or more, so that one is under way or has arrived */
    @ParameterizedTest
    @ValueSource(ints = {1 << 20, PART + (1 << 20)})
    void failsTheWriterAndLeavesNothing(int before) throws Exception {
        try (FileSystem disk = Jimfs.newFileSystem(
                        Configuration.unix().toBuilder().setMaxSize(4L * PART).build());
                EmbeddedS3 server = EmbeddedS3.start("bucket");
                OpenedStore opened = OpenedStore.open(OpenedStore.configuration(server), "bucket")) {
            Path folder = disk.getPath("/unsent");
            UploadOutputStream out = writer(opened, folder);

            assertThatThrownBy(() -> {
                        for (int written = 0; written < 3 * PART; written += STEP) {
                            if (written >= before) {
                                // Each time, since a part that has arrived makes room.
                                fill(disk.getPath("/others"));
                            }
                            out.write(new byte[STEP]);
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("unsent bytes of s3://bucket/key in /unsent: out of disk space")
                    .hasMessageContaining("set fs.farseek.write.directory to a disk with room");
            assertThatThrownBy(out::close)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("s3://bucket/key was not written")
                    .hasMessageContaining("set fs.farseek.write.directory to a disk with room");

            assertThat(names(folder)).isEmpty();
            assertThat(opened.store().listUploads("")).isEmpty();
            assertThatThrownBy(() -> opened.store().head("key")).isInstanceOf(FileNotFoundException.class);
        }
    }

    private static UploadOutputStream writer(OpenedStore opened, Path folder) {
        return new UploadOutputStream(
                "s3://bucket/key",
                "key",
                opened.store(),
                WriteOptions.REPLACE,
                new WriteSettings(
                        PART, 2, WriteSettings.Buffer.DISK, 0, folder, WriteSettings.Sync.FAIL, Duration.ofSeconds(30)),
                new WriteMemory(0),
                opened.recorder(),
                visible -> {});
    }

    private static void fill(Path file) {
        byte[] block = new byte[8 << 10];
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("out of disk space");
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString).toList();
        }
    }
}
