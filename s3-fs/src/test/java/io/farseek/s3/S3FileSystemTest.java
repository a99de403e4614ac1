package io.farseek.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.embedded.EmbeddedS3;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class S3FileSystemTest {
    private static EmbeddedS3 server;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedS3.start("bucket", "other-bucket");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void isFoundByItsSchemeAlone() throws Exception {
        try (FileSystem fs = FileSystem.newInstance(URI.create("s3://bucket"), OpenedStore.configuration(server))) {
            assertThat(fs).isInstanceOf(S3FileSystem.class);
            assertThat(fs.getUri()).hasToString("s3://bucket");
        }
    }

    @Test
    void whatIsWrittenIsReadInManyParts() throws Exception {
        Configuration configuration = OpenedStore.configuration(server);
        configuration.set("fs.farseek.write.part-size", "5m");
        byte[] bytes = new byte[(11 << 20) + 3];
        new Random(1).nextBytes(bytes);
        Path path = new Path("s3://bucket/parts/file with space");
        try (FileSystem fs = FileSystem.newInstance(path.toUri(), configuration)) {
            try (FSDataOutputStream out = fs.create(path)) {
                out.write(bytes);
            }
            byte[] read = new byte[bytes.length];
            try (FSDataInputStream in = fs.open(path)) {
                in.readFully(0, read);
            }

            assertThat(read).isEqualTo(bytes);
            assertThat(fs.getFileStatus(path).getLen()).isEqualTo(bytes.length);
        }
    }

    @Test
    void aDirectoryIsListedRenamedAndDeleted() throws Exception {
        try (FileSystem fs = FileSystem.newInstance(URI.create("s3://bucket"), OpenedStore.configuration(server))) {
            write(fs, "s3://bucket/tree/a", "1");
            write(fs, "s3://bucket/tree/sub/b", "22");

            assertThat(fs.rename(new Path("s3://bucket/tree"), new Path("s3://bucket/moved")))
                    .isTrue();

            assertThat(fs.listStatus(new Path("s3://bucket/moved")))
                    .extracting(FileStatus::getPath)
                    .containsExactly(new Path("s3://bucket/moved/a"), new Path("s3://bucket/moved/sub"));
            assertThat(fs.exists(new Path("s3://bucket/tree"))).isFalse();
            assertThat(fs.delete(new Path("s3://bucket/moved"), true)).isTrue();
            assertThatThrownBy(() -> fs.getFileStatus(new Path("s3://bucket/moved")))
                    .isInstanceOf(FileNotFoundException.class);
        }
    }

    @Test
    void servesAnySchemeMappedToItWithTheKeysOfS3a() throws Exception {
        Configuration configuration = new Configuration();
        configuration.set("fs.s3a.impl", S3FileSystem.class.getName());
        configuration.set("fs.s3a.endpoint", server.endpoint().toString());
        configuration.set("fs.s3a.bucket.other-bucket.access.key", EmbeddedS3.ACCESS_KEY);
        configuration.set("fs.s3a.bucket.other-bucket.secret.key", EmbeddedS3.SECRET_KEY);
        configuration.set("fs.s3a.access.key", "of another bucket");
        configuration.set("fs.s3a.secret.key", "of another bucket");
        configuration.set("fs.s3a.path.style.access", "true");
        try (FileSystem fs = FileSystem.newInstance(URI.create("s3a://other-bucket"), configuration)) {
            write(fs, "s3a://other-bucket/moved-over", "yes");

            assertThat(fs.getUri()).hasToString("s3a://other-bucket");
            assertThat(fs.getFileStatus(new Path("s3a://other-bucket/moved-over"))
                            .getLen())
                    .isEqualTo(3);
        }
    }

    @Test
    void theBucketMayBeInTheHostName() throws Exception {
        try (EmbeddedS3 virtual = EmbeddedS3.startVirtualHosted("virtual")) {
            Configuration configuration = OpenedStore.configuration(virtual);
            configuration.set(S3Keys.URL_STYLE.fullName(), "virtual-host");
            // A resolver that goes by the hosts file does not know virtual.localhost; the JDK's knows what the system
            // knows.
            configuration.set("fs.farseek.dns.source", "jdk");
            try (FileSystem fs = FileSystem.newInstance(URI.create("s3://virtual"), configuration)) {
                write(fs, "s3://virtual/key", "x");

                assertThat(fs.exists(new Path("s3://virtual/key"))).isTrue();
            }
        }
    }

    @Test
    void fileContextFindsIt() throws Exception {
        Configuration configuration = OpenedStore.configuration(server);
        configuration.set("fs.AbstractFileSystem.s3.impl", S3.class.getName());
        FileContext context = FileContext.getFileContext(URI.create("s3://bucket"), configuration);

        context.mkdir(new Path("/context"), null, true);

        assertThat(context.getFileStatus(new Path("/context")).isDirectory()).isTrue();
    }

    @Test
    void readersOfOneStreamRunInParallel() throws Exception {
        try (FileSystem fs = FileSystem.newInstance(URI.create("s3://bucket"), OpenedStore.configuration(server))) {
            Path path = new Path("s3://bucket/shared");
            byte[] bytes = new byte[1 << 20];
            new Random(2).nextBytes(bytes);
            try (FSDataOutputStream out = fs.create(path)) {
                out.write(bytes);
            }
            try (FSDataInputStream in = fs.open(path)) {
                Thread[] readers = new Thread[8];
                byte[][] read = new byte[readers.length][4096];
                IOException[] failures = new IOException[readers.length];
                for (int i = 0; i < readers.length; i++) {
                    int mine = i;
                    readers[i] = new Thread(() -> {
                        try {
                            in.readFully(mine * 100_000L, read[mine]);
                        } catch (IOException e) {
                            failures[mine] = e;
                        }
                    });
                    readers[i].start();
                }
                for (int i = 0; i < readers.length; i++) {
                    readers[i].join(60_000);
                    assertThat(failures[i]).isNull();
                    assertThat(read[i]).isEqualTo(java.util.Arrays.copyOfRange(bytes, i * 100_000, i * 100_000 + 4096));
                }
            }
        }
    }

    private static void write(FileSystem fs, String path, String text) throws IOException {
        try (FSDataOutputStream out = fs.create(new Path(path))) {
            out.write(text.getBytes(UTF_8));
        }
    }
}
