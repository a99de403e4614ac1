package io.farseek.it.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.fs.hadoop.ObjectStoreFileSystem;
import io.farseek.fs.memory.MemoryFileSystem;
import io.farseek.fs.stream.RangeHints;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobalStorageStatistics;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StorageStatistics;
import org.apache.hadoop.util.VersionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OldestHadoopTest {
    private static final byte[] TEXT =
            "random reads, made fast".repeat(1000).getBytes(java.nio.charset.StandardCharsets.UTF_8);

    private static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set("fs.memory.impl", MemoryFileSystem.class.getName());
        configuration.set("fs.AbstractFileSystem.memory.impl", "io.farseek.fs.memory.MemoryFs");
        return configuration;
    }

    private static FileSystem fileSystem() throws IOException {
        return FileSystem.newInstance(URI.create("memory://oldest"), configuration());
    }

    private static Path written(FileSystem fs, String name) throws IOException {
        Path path = new Path("/" + name);
        try (FSDataOutputStream out = fs.create(path, true)) {
            out.write(TEXT);
        }
        return path;
    }

    @Test
    void thisIsTheOldestHadoop() {
        assertThat(VersionInfo.getVersion()).isEqualTo("3.3.4");
        assertThatThrownBy(() -> Class.forName("org.apache.hadoop.fs.FileRange"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    /** Hadoop asks every file system of the service files for its scheme: one that cannot answer would keep all of them from being found. */
    @Test
    void theClassWithBulkDeleteStandsAside() throws ReflectiveOperationException {
        Class<?> bulk = Class.forName("io.farseek.fs.memory.MemoryBulkFileSystem");
        FileSystem made = (FileSystem) bulk.getConstructor().newInstance();
        assertThat(made.getScheme()).isEqualTo("farseek-unused");
    }

    /** What PySpark's bridge does before each call; a method whose types are absent would make it fail. */
    @ParameterizedTest
    @MethodSource("classes")
    void everyClassCanBeReflectedOver(Class<?> type) {
        Method[] methods = type.getMethods();

        assertThat(Arrays.stream(methods).map(Method::getName)).isNotEmpty();
    }

    static Stream<Class<?>> classes() throws IOException {
        try (FileSystem fs = fileSystem()) {
            Path path = written(fs, "reflection");
            try (FSDataInputStream in = fs.open(path);
                    FSDataOutputStream out = fs.create(new Path("/other"))) {
                return Stream.of(
                        fs.getClass(),
                        ObjectStoreFileSystem.class,
                        in.getWrappedStream().getClass(),
                        out.getWrappedStream().getClass(),
                        fs.getFileStatus(path).getClass());
            }
        }
    }

    @Test
    void readsEveryWay() throws Exception {
        try (FileSystem fs = fileSystem()) {
            Path path = written(fs, "read");
            FileStatus status = fs.getFileStatus(path);
            try (FSDataInputStream in = fs.openFile(path)
                    .withFileStatus(status)
                    .opt("fs.option.openfile.read.policy", "random")
                    .build()
                    .get()) {
                byte[] whole = new byte[TEXT.length];
                in.readFully(0, whole);
                assertThat(whole).isEqualTo(TEXT);
                in.seek(TEXT.length - 5);
                assertThat(in.read()).isEqualTo(TEXT[TEXT.length - 5]);
                ByteBuffer some = ByteBuffer.allocate(10);
                in.readFully(7, some);
                assertThat(some.array()).isEqualTo(Arrays.copyOfRange(TEXT, 7, 17));
                assertThat(in.hasCapability(RangeHints.WILL_NEED)).isTrue();
                ((RangeHints) in.getWrappedStream()).willNeed(new long[] {3}, new long[] {5});
                in.unbuffer();
            }
        }
    }

    @Test
    void listsRenamesAndDeletes() throws Exception {
        try (FileSystem fs = fileSystem()) {
            written(fs, "tree/a");
            written(fs, "tree/below/b");

            assertThat(fs.listStatus(new Path("/tree"))).hasSize(2);
            assertThat(fs.rename(new Path("/tree"), new Path("/moved"))).isTrue();
            assertThat(fs.getContentSummary(new Path("/moved")).getFileCount()).isEqualTo(2);
            assertThat(fs.delete(new Path("/moved"), true)).isTrue();
            assertThat(fs.exists(new Path("/moved"))).isFalse();
        }
    }

    @Test
    void uploadsInParts() throws Exception {
        Configuration configuration = configuration();
        configuration.set("fs.farseek.write.part-size", "1m");
        byte[] large = new byte[5 << 20];
        Arrays.fill(large, (byte) 7);
        try (FileSystem fs = FileSystem.newInstance(URI.create("memory://oldest"), configuration)) {
            Path path = new Path("/large");
            try (FSDataOutputStream out = fs.create(path)) {
                out.write(large);
            }
            assertThat(fs.getFileStatus(path).getLen()).isEqualTo(large.length);
        }
    }

    @Test
    void servesFileContext() throws Exception {
        FileContext context = FileContext.getFileContext(URI.create("memory://oldest"), configuration());
        Path path = new Path("memory://oldest/context/file");
        context.create(path, EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE), Options.CreateOpts.createParent())
                .close();

        assertThat(context.util().exists(path)).isTrue();
    }

    @Test
    void registersItsStatistics() throws Exception {
        try (FileSystem fs = fileSystem()) {
            written(fs, "counted");
            StorageStatistics statistics = GlobalStorageStatistics.INSTANCE.get("farseek-memory");

            assertThat(statistics.getLong("requests.put")).isPositive();
            assertThat(List.of("get.ttfb.bucket.le_64us", "read.count", "openStreams"))
                    .allMatch(statistics::isTracked);
        }
    }
}
