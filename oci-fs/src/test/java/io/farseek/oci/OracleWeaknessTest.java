package io.farseek.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.fs.store.RemoteFileChangedException;
import io.farseek.oci.embedded.EmbeddedOci.Fault;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileRange;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each weakness of Oracle's connector, as a test that it is none of ours. */
@Timeout(120)
class OracleWeaknessTest {
    private static final int LARGE = 32 << 20;

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

    private static Path path(String key) {
        return OciFixture.path(key);
    }

    private byte[] store(String key, int length) {
        byte[] content = new byte[length];
        new Random(key.hashCode()).nextBytes(content);
        fixture.oci.put(OciFixture.NAMESPACE, OciFixture.BUCKET, key, content);
        return content;
    }

    private List<String> gets() {
        return fixture.oci.ranges;
    }

    private static long bytes(String range) {
        String[] ends = range.substring("bytes=".length()).split("-", -1);
        return Long.parseLong(ends[1]) - Long.parseLong(ends[0]) + 1;
    }

    @Test
    void noRequestIsOpenEndedHoweverOftenItSeeks() throws Exception {
        byte[] content = store("large", LARGE);
        Random random = new Random(1);
        try (FSDataInputStream in = fs.open(path("large"))) {
            for (int i = 0; i < 20; i++) {
                int at = random.nextInt(LARGE - 1);
                in.seek(at);
                assertThat(in.read()).isEqualTo(content[at] & 0xff);
            }
        }
        assertThat(gets()).isNotEmpty().allMatch(each -> each.matches("bytes=\\d+-\\d+"));
    }

    @Test
    void aPositionedReadOf16KiBIsOneGet() throws Exception {
        byte[] content = store("large", LARGE);
        FileStatus status = fs.getFileStatus(path("large"));
        int before = gets().size();
        byte[] target = new byte[16 << 10];
        try (FSDataInputStream in =
                fs.openFile(path("large")).withFileStatus(status).build().get()) {
            in.readFully(LARGE / 2, target);
        }
        assertThat(target).isEqualTo(Arrays.copyOfRange(content, LARGE / 2, LARGE / 2 + target.length));
        assertThat(gets().subList(before, gets().size())).hasSize(1);
    }

    @Test
    void backwardSeeksWithinReachCostNoFurtherRequest() throws Exception {
        store("large", LARGE);
        try (FSDataInputStream in = fs.open(path("large"))) {
            in.seek(LARGE / 2);
            in.read();
            int before = gets().size();
            for (int i = 1; i <= 20; i++) {
                in.seek(LARGE / 2 - i * 10_000L);
                in.read();
            }
            assertThat(gets().size() - before).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void randomReadsDoNotAskForHundredsOfTimesTheirBytes() throws Exception {
        store("large", LARGE);
        Random random = new Random(5);
        long useful = 0;
        try (FSDataInputStream in = fs.open(path("large"))) {
            byte[] target = new byte[64 << 10];
            for (int i = 0; i < 40; i++) {
                in.readFully(random.nextInt(LARGE - target.length), target);
                useful += target.length;
            }
        }
        long asked = gets().stream().mapToLong(OracleWeaknessTest::bytes).sum();
        assertThat(asked).isLessThan(30 * useful);
    }

    @Test
    void aHundredStreamsCanBeOpenAtOnce() throws Exception {
        byte[] content = store("file", 100_000);
        List<FSDataInputStream> streams = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            FSDataInputStream in = fs.open(path("file"));
            streams.add(in);
            in.seek(1000L * (i % 90));
            assertThat(in.read()).isEqualTo(content[1000 * (i % 90)] & 0xff);
        }
        for (FSDataInputStream each : streams) {
            each.close();
        }
    }

    @Test
    void aDirectoryRenameThatFailsHalfWaySaysSoAndCanBeContinued() throws Exception {
        for (int i = 0; i < 10; i++) {
            store("top/old/file" + i, 100 + i);
        }
        store("top/other", 1);
        fixture.oci.failRenameOf("top/old/file7", new Fault.Answer(403, "Forbidden", "not this one"));
        assertThatThrownBy(() -> fs.rename(path("top/old"), path("top/new")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("top/old")
                .hasMessageContaining("file7");
        List<String> names = fixture.oci.names(OciFixture.NAMESPACE, OciFixture.BUCKET);
        for (int i = 0; i < 10; i++) {
            String name = "file" + i;
            assertThat(names.contains("top/old/" + name) ^ names.contains("top/new/" + name))
                    .as(name)
                    .isTrue();
        }
        fixture.oci.faults(request -> Fault.NONE);
        fixture.oci.failRenameOf("", Fault.NONE);
        assertThat(fs.rename(path("top/old"), path("top/new"))).isTrue();
        assertThat(fs.listStatus(path("top/new"))).hasSize(10);
        assertThat(fs.exists(path("top/old"))).isFalse();
    }

    @Test
    void aFailedLastPartCommitsNothing() throws Exception {
        Configuration conf = fixture.configuration();
        conf.set("fs.farseek.write.part-size", "1m");
        conf.set("fs.farseek.oci.retry.attempts", "2");
        fixture.oci.faults(request -> request.startsWith("PUT") && request.contains("uploadPartNum=3")
                ? new Fault.Answer(500, "InternalServerError", "disk")
                : Fault.NONE);
        try (FileSystem small = fixture.open(conf)) {
            assertThatThrownBy(() -> {
                        FSDataOutputStream out = small.create(path("victim"));
                        out.write(new byte[2_500_000]);
                        out.close();
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("victim");
            assertThat(fixture.oci.names(OciFixture.NAMESPACE, OciFixture.BUCKET))
                    .doesNotContain("victim");
            assertThat(fixture.oci.pendingUploads(OciFixture.NAMESPACE, OciFixture.BUCKET))
                    .isZero();
        }
    }

    @Test
    void anOverwriteMidReadFailsInsteadOfMixingTwoVersions() throws Exception {
        store("large", LARGE);
        try (FSDataInputStream in = fs.open(path("large"))) {
            in.read();
            fixture.oci.put(OciFixture.NAMESPACE, OciFixture.BUCKET, "large", new byte[LARGE]);
            assertThatThrownBy(() -> in.readFully(LARGE - 100_000, new byte[1000]))
                    .isInstanceOf(RemoteFileChangedException.class)
                    .hasMessageContaining("large");
        }
    }

    @Test
    void refusedAndMissingFailWithinASecondWithoutARetry() throws Exception {
        assertThat(fs.exists(path("warm-up"))).isFalse();
        int before = fixture.oci.requests.size();
        fixture.oci.faults(request -> new Fault.Answer(403, "Forbidden", "no"));
        long start = System.nanoTime();
        assertThatThrownBy(() -> fs.getFileStatus(path("refused")))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("403 Forbidden")
                .hasMessageContaining("request ");
        fixture.oci.faults(request -> Fault.NONE);
        assertThatThrownBy(() -> fs.open(path("missing"))).isInstanceOf(FileNotFoundException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        assertThat(fixture.oci.requests.subList(before, fixture.oci.requests.size()))
                .as("nothing is asked twice")
                .hasSizeLessThanOrEqualTo(4)
                .doesNotHaveDuplicates();
    }

    @Test
    void aSingle503CostsNoHalfSecond() throws Exception {
        store("file", 10);
        assertThat(fs.exists(path("warm-up"))).isFalse();
        int before = fixture.oci.requests.size();
        fixture.oci.once(new Fault.Answer(503, "ServiceUnavailable", "busy"));
        long start = System.nanoTime();
        assertThat(fs.getFileStatus(path("file")).getLen()).isEqualTo(10);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
        assertThat(fixture.oci.requests.size() - before).isEqualTo(2);
    }

    @Test
    void anInterruptEndsTheReadAndStaysSet() throws Exception {
        store("large", LARGE);
        FileStatus status = fs.getFileStatus(path("large"));
        fixture.oci.faults(request -> new Fault.Stall(Duration.ofSeconds(20)));
        AtomicReference<Throwable> failure = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        int before = fixture.oci.requests.size();
        Thread reader = new Thread(() -> {
            try (FSDataInputStream in =
                    fs.openFile(path("large")).withFileStatus(status).build().get()) {
                in.read();
            } catch (Exception e) {
                failure.set(e);
            }
            flag.set(Thread.currentThread().isInterrupted());
        });
        reader.start();
        while (fixture.oci.requests.size() == before) {
            Thread.onSpinWait();
        }
        reader.interrupt();
        reader.join(10_000);
        assertThat(failure.get()).isInstanceOf(InterruptedIOException.class);
        assertThat(flag).hasValue(true);
    }

    @Test
    void seekingToTheEndIsAllowedAndReadsNothing() throws Exception {
        store("file", 1000);
        try (FSDataInputStream in = fs.open(path("file"))) {
            in.seek(1000);
            assertThat(in.read()).isEqualTo(-1);
            in.seek(999);
            assertThat(in.read()).isGreaterThanOrEqualTo(0);
            assertThat(in.read(new byte[10])).isEqualTo(-1);
            assertThatThrownBy(() -> in.seek(1001)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void vectoredReadsUnbufferStatisticsAndCapabilitiesAreThere() throws Exception {
        byte[] content = store("large", LARGE);
        try (FSDataInputStream in = fs.open(path("large"))) {
            List<FileRange> ranges = List.of(
                    FileRange.createFileRange(100, 50),
                    FileRange.createFileRange(10_000_000, 70),
                    FileRange.createFileRange(500, 10));
            in.readVectored(ranges, ByteBuffer::allocate);
            for (FileRange each : ranges) {
                byte[] got = new byte[each.getLength()];
                each.getData().get().get(got);
                assertThat(got)
                        .isEqualTo(Arrays.copyOfRange(
                                content, (int) each.getOffset(), (int) each.getOffset() + each.getLength()));
            }
            assertThat(in.hasCapability(StreamCapabilities.VECTOREDIO)).isTrue();
            assertThat(in.hasCapability(StreamCapabilities.UNBUFFER)).isTrue();
            assertThat(in.getIOStatistics()).isNotNull();
            in.unbuffer();
            in.seek(5);
            assertThat(in.read()).isEqualTo(content[5] & 0xff);
        }
    }

    @Test
    void openingWithAStatusCostsNoHead() throws Exception {
        store("file", 1000);
        FileStatus status = fs.getFileStatus(path("file"));
        int before = fixture.oci.requests.size();
        try (FSDataInputStream in =
                fs.openFile(path("file")).withFileStatus(status).build().get()) {
            assertThat(in.read()).isGreaterThanOrEqualTo(0);
        }
        assertThat(fixture.oci.requests.subList(before, fixture.oci.requests.size()))
                .hasSize(1)
                .allMatch(each -> each.startsWith("GET"));
    }
}
