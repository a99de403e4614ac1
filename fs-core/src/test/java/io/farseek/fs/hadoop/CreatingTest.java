package io.farseek.fs.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.fs.memory.MemoryObjectStore;
import io.farseek.fs.memory.Request;
import io.farseek.fs.store.PreconditionFailedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Arrays;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

class CreatingTest {
    @Test
    void ofTwoWhoCreateTheSameFileOneWins() throws Exception {
        try (MemoryFiles files = new MemoryFiles(MemoryObjectStore.COPYING)) {
            FSDataOutputStream first = files.fs.create(new Path("/file"), false);
            FSDataOutputStream second = files.fs.create(new Path("/file"), false);
            first.write(1);
            second.write(2);
            second.close();

            assertThatThrownBy(first::close).isInstanceOf(PreconditionFailedException.class);
            try (var in = files.fs.open(new Path("/file"))) {
                assertThat(in.read()).isEqualTo(2);
            }
        }
    }

    @Test
    void whatExistsIsRefusedBeforeAByteIsWritten() throws Exception {
        try (MemoryFiles files = new MemoryFiles(MemoryObjectStore.COPYING)) {
            files.seed("dir/file");

            assertThatThrownBy(() -> files.fs.create(new Path("/dir/file"), false))
                    .isInstanceOf(FileAlreadyExistsException.class);
            assertThatThrownBy(() -> files.fs.create(new Path("/dir"), true))
                    .isInstanceOf(FileAlreadyExistsException.class)
                    .hasMessageContaining("is a directory");
            assertThatThrownBy(() -> files.fs.mkdirs(new Path("/dir/file")))
                    .isInstanceOf(FileAlreadyExistsException.class);
        }
    }

    @Test
    void nothingIsMadeBelowAFileThatWasSeen() throws Exception {
        try (MemoryFiles files = new MemoryFiles(MemoryObjectStore.COPYING, "fs.farseek.status.cache", "0s")) {
            files.write("/file", new byte[1]);

            assertThatThrownBy(() -> files.fs.create(new Path("/file/below/deep")))
                    .isInstanceOf(ParentNotDirectoryException.class);
            assertThatThrownBy(() -> files.fs.mkdirs(new Path("/file/below")))
                    .isInstanceOf(ParentNotDirectoryException.class);
            files.seed("other");
            assertThat(files.fs.rename(new Path("/other"), new Path("/file/below")))
                    .isFalse();
        }
    }

    @Test
    void onRequestNothingIsMadeBelowAnyFile() throws Exception {
        try (MemoryFiles files =
                new MemoryFiles(MemoryObjectStore.COPYING, "fs.farseek.directory.check-ancestors", "true")) {
            files.seed("file");

            assertThatThrownBy(() -> files.fs.create(new Path("/file/below")))
                    .isInstanceOf(ParentNotDirectoryException.class);
        }
    }

    @Test
    void aFileOfManyPartsIsReadBack() throws Exception {
        byte[] content = new byte[(5 << 20) + 17];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 7);
        }
        try (MemoryFiles files = new MemoryFiles(MemoryObjectStore.COPYING, "fs.farseek.write.part-size", "1m")) {
            files.write("/large", content);

            assertThat(files.requests(Request.Kind.PART)).isEqualTo(6);
            byte[] got = new byte[content.length];
            try (var in = files.fs.open(new Path("/large"))) {
                in.readFully(0, got);
            }
            assertThat(Arrays.equals(got, content)).isTrue();
        }
    }

    @Test
    void whoMayReadButNotListStillFindsFiles() throws Exception {
        try (MemoryFiles files = new MemoryFiles(MemoryObjectStore.COPYING)) {
            files.seed("file");
            files.store
                    .faults()
                    .fail(
                            request -> request.kind() == Request.Kind.LIST,
                            Integer.MAX_VALUE,
                            request -> new AccessDeniedException("memory://bucket", null, "may not list"));

            assertThat(files.fs.getFileStatus(new Path("/file")).isFile()).isTrue();
            assertThatThrownBy(() -> files.fs.getFileStatus(new Path("/nothing")))
                    .isInstanceOf(AccessDeniedException.class);
        }
    }

    @Test
    void objectsOfADirectoryAreRenamedInParallel() throws Exception {
        try (MemoryFiles files = new MemoryFiles(MemoryObjectStore.COPYING)) {
            for (int i = 0; i < 10; i++) {
                files.seed("dir/file-" + i);
            }
            CyclicBarrier together = new CyclicBarrier(5);
            files.store.faults().before(request -> {
                if (request.kind() == Request.Kind.COPY) {
                    try {
                        together.await(20, TimeUnit.SECONDS);
                    } catch (Exception e) {
                        throw new IOException("not in parallel", e);
                    }
                }
            });

            assertThat(files.fs.rename(new Path("/dir"), new Path("/moved"))).isTrue();
        }
    }

    @Test
    void aStatusSurvivesSerializationWithItsEtag() throws Exception {
        try (MemoryFiles files = new MemoryFiles(MemoryObjectStore.COPYING)) {
            files.seed("file");
            FileStatus status = files.fs.getFileStatus(new Path("/file"));
            var bytes = new java.io.ByteArrayOutputStream();
            try (var out = new java.io.ObjectOutputStream(bytes)) {
                out.writeObject(status);
            }
            FileStatus back;
            try (var in = new java.io.ObjectInputStream(new java.io.ByteArrayInputStream(bytes.toByteArray()))) {
                back = (FileStatus) in.readObject();
            }
            files.cold();

            try (var in = files.fs
                    .openFile(status.getPath())
                    .withFileStatus(back)
                    .build()
                    .get()) {
                assertThat(in.read()).isEqualTo('f');
            }
            assertThat(((ObjectFileStatus) back).getEtag()).isEqualTo(((ObjectFileStatus) status).getEtag());
            assertThat(files.requests()).containsExactly("GET file [0, 4)");
        }
    }
}
