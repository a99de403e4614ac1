package io.farseek.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The file system over the embedded service: what is written is what is read, and each step costs the requests it should. */
@Timeout(60)
class OciFileSystemTest {
    private OciFixture fixture;
    private FileSystem fs;

    @BeforeEach
    void start() throws Exception {
        fixture = OciFixture.start();
        fs = fixture.open(fixture.configuration());
    }

    @AfterEach
    void stop() throws Exception {
        fs.close();
        fixture.close();
    }

    private Path path(String key) {
        return OciFixture.path(key);
    }

    private void write(String key, byte[] content) throws Exception {
        try (FSDataOutputStream out = fs.create(path(key))) {
            out.write(content);
        }
    }

    private byte[] read(String key) throws Exception {
        try (FSDataInputStream in = fs.open(path(key))) {
            return in.readAllBytes();
        }
    }

    private int requests() {
        return fixture.oci.requests.size();
    }

    private interface Step {
        void run() throws Exception;
    }

    private String cost(Step step) throws Exception {
        int before = requests();
        step.run();
        return fixture.oci.requests.subList(before, requests()).stream()
                .map(each -> each.substring(0, each.indexOf(' ')))
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private void assertCost(int most, Step step) throws Exception {
        int before = requests();
        step.run();
        assertThat(fixture.oci.requests.subList(before, requests())).hasSizeLessThanOrEqualTo(most);
    }

    private static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        byte[] content = random(300_000, 1);
        write("a/b/c.bin", content);
        assertThat(read("a/b/c.bin")).isEqualTo(content);
        FileStatus status = fs.getFileStatus(path("a/b/c.bin"));
        assertThat(status.getLen()).isEqualTo(300_000);
        assertThat(status.isFile()).isTrue();
        assertThat(fs.getFileStatus(path("a")).isDirectory()).isTrue();
        assertThatThrownBy(() -> fs.getFileStatus(path("nothing"))).isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void aLargeFileIsUploadedInParts() throws Exception {
        Configuration conf = fixture.configuration();
        conf.set("fs.farseek.write.part-size", "1m");
        try (FileSystem small = fixture.open(conf)) {
            byte[] content = random(5_500_000, 2);
            try (FSDataOutputStream out = small.create(path("large"))) {
                out.write(content);
            }
            assertThat(fixture.oci.content(OciFixture.NAMESPACE, OciFixture.BUCKET, "large"))
                    .isEqualTo(content);
            assertThat(fixture.oci.requests)
                    .filteredOn(each -> each.startsWith("PUT"))
                    .hasSizeGreaterThan(4);
            assertThat(fixture.oci.pendingUploads(OciFixture.NAMESPACE, OciFixture.BUCKET))
                    .isZero();
        }
    }

    @Test
    void oddNamesSurvive() throws Exception {
        for (String key : new String[] {
            "with space",
            "per%cent",
            "per%2Fcent",
            "plus+plus",
            "ünïcödé/日本語",
            "dots..in...it",
            "a=b&c?d#e",
            "emoji-\uD83D\uDE80",
            "tilde~'()!*;@$,",
            "brackets[1]{2}",
            "less<more>\"quoted\"|^`"
        }) {
            Path odd = new Path(new Path("oci://" + OciFixture.AUTHORITY + "/"), new Path(null, null, "/odd/" + key));
            try (FSDataOutputStream out = fs.create(odd)) {
                out.write(key.getBytes(StandardCharsets.UTF_8));
            }
            assertThat(fixture.oci.names(OciFixture.NAMESPACE, OciFixture.BUCKET))
                    .contains("odd/" + key);
            try (FSDataInputStream in = fs.open(odd)) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo(key);
            }
            assertThat(fs.delete(odd, false)).isTrue();
        }
    }

    @Test
    void costOfADirectorysStatusIsOneRequest() throws Exception {
        write("dir/file", new byte[1]);
        assertCost(
                1, () -> assertThat(fs.getFileStatus(path("dir")).isDirectory()).isTrue());
    }

    @Test
    void costOfListingADirectoryIsOneRequest() throws Exception {
        for (int i = 0; i < 5; i++) {
            write("dir/file" + i, new byte[1]);
        }
        assertCost(1, () -> assertThat(fs.listStatus(path("dir"))).hasSize(5));
    }

    @Test
    void costOfCreatingASmallFileIsAtMostTwoRequests() throws Exception {
        assertCost(2, () -> write("new/file", new byte[10]));
    }

    @Test
    void costOfMkdirsFourDeepIsAtMostTwoRequests() throws Exception {
        assertCost(2, () -> fs.mkdirs(path("one/two/three/four")));
        assertThat(fs.getFileStatus(path("one/two/three/four")).isDirectory()).isTrue();
    }

    @Test
    void costOfRenamingAFileIsAtMostThreeRequests() throws Exception {
        write("dir/old", new byte[10]);
        write("dir/other", new byte[10]);
        fs.close();
        fs = fixture.open(fixture.configuration());
        assertCost(
                3, () -> assertThat(fs.rename(path("dir/old"), path("dir/new"))).isTrue());
        assertThat(read("dir/new")).hasSize(10);
    }

    @Test
    void costOfRenamingADirectoryOfTenFilesIsAtMostTwelveRequestsInParallel() throws Exception {
        for (int i = 0; i < 10; i++) {
            write("top/old/file" + i, new byte[10]);
        }
        write("top/keep", new byte[1]);
        fixture.oci.mostAtOnce.set(0);
        fixture.oci.latency(java.time.Duration.ofMillis(50));
        assertCost(
                12,
                () -> assertThat(fs.rename(path("top/old"), path("top/new"))).isTrue());
        fixture.oci.latency(java.time.Duration.ZERO);
        assertThat(fixture.oci.mostAtOnce.get()).isGreaterThan(3);
        assertThat(fs.listStatus(path("top/new"))).hasSize(10);
        assertThat(fs.exists(path("top/old"))).isFalse();
    }

    @Test
    void costOfDeletingADirectoryOfAThousandFilesIsAFewRequests() throws Exception {
        for (int i = 0; i < 300; i++) {
            fixture.oci.put(OciFixture.NAMESPACE, OciFixture.BUCKET, "many/" + i, new byte[1]);
        }
        fixture.oci.put(OciFixture.NAMESPACE, OciFixture.BUCKET, "other", new byte[1]);
        String methods = cost(() -> assertThat(fs.delete(path("many"), true)).isTrue());
        assertThat(methods.split(" ", -1).length).as(methods).isLessThanOrEqualTo(5);
        assertThat(fixture.oci.names(OciFixture.NAMESPACE, OciFixture.BUCKET)).containsExactly("other");
    }

    @Test
    void connectionsAreReused() throws Exception {
        byte[] content = random(100_000, 3);
        write("file", content);
        for (int i = 0; i < 20; i++) {
            assertThat(Arrays.hashCode(read("file"))).isEqualTo(Arrays.hashCode(content));
        }
        io.farseek.readahead.Recorder recorder = io.farseek.fs.stats.Recorders.of("oci");
        assertThat(recorder.count(io.farseek.readahead.Count.CONNECTIONS_REUSED))
                .isPositive();
    }

    @Test
    void fileSystemsOfOneServiceShareItsConnections() throws Exception {
        fixture.oci.makeBucket(OciFixture.NAMESPACE, "other");
        try (FileSystem one = fixture.open(fixture.configuration());
                FileSystem two = fixture.open(fixture.configuration(), "other@" + OciFixture.NAMESPACE)) {
            for (int i = 0; i < 10; i++) {
                one.exists(path("no-file"));
                two.exists(new Path("oci://other@" + OciFixture.NAMESPACE + "/no-file"));
            }
        }
        assertThat(fixture.oci.line.connections()).isEqualTo(1);
    }
}
