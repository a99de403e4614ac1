package io.farseek.fs.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.fs.memory.MemoryObjectStore;
import io.farseek.fs.store.MissingBucketException;
import io.farseek.fs.store.RemoteFileChangedException;
import io.farseek.fs.stream.RangeHints;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileRange;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.statistics.IOStatistics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadingTest {
    private static final Path FILE = new Path("/dir/file");
    private static final byte[] CONTENT = new byte[3 << 20];

    static {
        new Random(7).nextBytes(CONTENT);
    }

    private MemoryFiles files;

    @BeforeEach
    void open() throws IOException {
        files = new MemoryFiles(MemoryObjectStore.COPYING, "fs.farseek.read.deadline", "2s");
        files.store.seed("dir/file", CONTENT);
    }

    @AfterEach
    void close() throws IOException {
        files.close();
    }

    private static byte[] part(int from, int to) {
        return Arrays.copyOfRange(CONTENT, from, to);
    }

    /** What Hadoop's statistics of the scheme say: where Spark takes a task's input bytes from. */
    private long bytesCredited() {
        return FileSystem.getGlobalStorageStatistics()
                .get(files.fs.getUri().getScheme())
                .getLong("bytesRead");
    }

    /** Bytes one at a time, in between seeks and longer reads: each the right one, each counted once, at no further request. */
    @Test
    void singleBytesAreTheFilesBytesAndAreCounted() throws Exception {
        Random random = new Random(11);
        long before = bytesCredited();
        long asked = 0;
        try (FSDataInputStream in = files.fs.open(FILE)) {
            int at = 0;
            for (int i = 0; i < 20_000; i++) {
                if (random.nextInt(200) == 0) {
                    at = random.nextInt(CONTENT.length - 2000);
                    in.seek(at);
                }
                if (random.nextInt(500) == 0) {
                    byte[] some = new byte[1 + random.nextInt(1000)];
                    in.readFully(some);
                    assertThat(some).isEqualTo(part(at, at + some.length));
                    at += some.length;
                    asked += some.length;
                }
                assertThat(in.read()).isEqualTo(CONTENT[at++] & 0xff);
                asked++;
                assertThat(in.getPos()).isEqualTo(at);
            }
            assertThat(in.getIOStatistics().counters()).containsEntry("stream_read_bytes", asked);
            in.seek(CONTENT.length - 1);
            assertThat(in.read()).isEqualTo(CONTENT[CONTENT.length - 1] & 0xff);
            assertThat(in.read()).isEqualTo(-1);
            asked++;
        }
        assertThat(bytesCredited() - before).isEqualTo(asked);
    }

    @Test
    void singleBytesAfterCloseFail() throws Exception {
        FSDataInputStream in = files.fs.open(FILE);
        assertThat(in.read()).isEqualTo(CONTENT[0] & 0xff);
        assertThat(in.read()).isEqualTo(CONTENT[1] & 0xff);
        in.close();
        assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessageContaining("closed");
    }

    /** Any sequence of seeks and reads of every kind, against the array. */
    @Test
    void everyReadSeesTheBytes() throws Exception {
        Random random = new Random(42);
        try (FSDataInputStream in = files.fs.open(FILE)) {
            for (int i = 0; i < 2000; i++) {
                int length = 1 + random.nextInt(20_000);
                int at = random.nextInt(CONTENT.length - length);
                byte[] got = new byte[length];
                switch (random.nextInt(4)) {
                    case 0 -> {
                        in.seek(at);
                        in.readFully(got);
                        assertThat(in.getPos()).isEqualTo(at + length);
                    }
                    case 1 -> in.readFully(at, got);
                    case 2 -> {
                        ByteBuffer buffer = ByteBuffer.allocateDirect(length);
                        in.readFully(at, buffer);
                        buffer.flip().get(got);
                    }
                    default -> {
                        in.seek(at);
                        ByteBuffer buffer = ByteBuffer.wrap(got);
                        while (buffer.hasRemaining()) {
                            assertThat(in.read(buffer)).isPositive();
                        }
                    }
                }
                assertThat(got).isEqualTo(part(at, at + length));
            }
        }
    }

    @Test
    void vectoredReadsAndHintsWorkTogether() throws Exception {
        try (FSDataInputStream in = files.fs.open(FILE)) {
            assertThat(in.hasCapability(RangeHints.WILL_NEED)).isTrue();
            ((RangeHints) in.getWrappedStream()).willNeed(new long[] {100, 5_000_000}, new long[] {50_000, 10});
            List<FileRange> ranges = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                ranges.add(FileRange.createFileRange(i * 130_000L, 1000 + i));
            }
            in.readVectored(ranges, ByteBuffer::allocate);
            for (FileRange each : ranges) {
                ByteBuffer data = each.getData().get(10, TimeUnit.SECONDS);
                byte[] got = new byte[data.remaining()];
                data.get(got);
                assertThat(got).isEqualTo(part((int) each.getOffset(), (int) each.getOffset() + each.getLength()));
            }
        }
    }

    @Test
    void positionedReadsRunInParallelAndLeaveThePositionAlone() throws Exception {
        ExecutorService readers = Executors.newFixedThreadPool(8);
        try (FSDataInputStream in = files.fs.open(FILE)) {
            in.seek(17);
            List<Future<Boolean>> results = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                int at = i * 40_000;
                results.add(readers.submit(() -> {
                    byte[] got = new byte[30_000];
                    in.readFully(at, got);
                    return Arrays.equals(got, part(at, at + got.length));
                }));
            }
            for (Future<Boolean> each : results) {
                assertThat(each.get(20, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(in.getPos()).isEqualTo(17);
        } finally {
            readers.shutdown();
        }
    }

    @Test
    void theReadingThreadIsCredited() throws Exception {
        long before = threadBytes();
        try (FSDataInputStream in = files.fs.open(FILE)) {
            in.readFully(100, new byte[5000]);
            in.readVectored(List.of(FileRange.createFileRange(0, 1000)), ByteBuffer::allocate);
            assertThat(threadBytes() - before).isEqualTo(6000);
            IOStatistics statistics = in.getIOStatistics();
            assertThat(statistics.counters()).containsEntry("stream_read_bytes", 6000L);
        }
    }

    @SuppressWarnings("deprecation")
    private static long threadBytes() {
        return FileSystem.getAllStatistics().stream()
                .filter(each -> each.getScheme().equals("memory"))
                .mapToLong(each -> each.getThreadStatistics().getBytesRead())
                .sum();
    }

    @Test
    void anOverwriteDuringAReadIsNeverMixedIn() throws Exception {
        try (FSDataInputStream in = files.fs.open(FILE)) {
            in.readFully(0, new byte[10]);
            in.unbuffer();
            files.store.seed("dir/file", new byte[CONTENT.length]);

            assertThatThrownBy(() -> in.readFully(2 << 20, new byte[10]))
                    .isInstanceOf(RemoteFileChangedException.class)
                    .hasMessageContaining("dir/file")
                    .hasMessageContaining("open it again");
        }
    }

    @Test
    void aBrokenBodyIsContinuedFromWhereItBroke() throws Exception {
        AtomicInteger broken = new AtomicInteger();
        files.store.faults().body((request, body) -> {
            if (broken.getAndIncrement() > 0) {
                return body;
            }
            return truncated(body, 1000);
        });

        try (FSDataInputStream in = files.fs.open(FILE)) {
            byte[] got = new byte[200_000];
            in.readFully(0, got);
            assertThat(got).isEqualTo(part(0, got.length));
        }
        assertThat(broken.get()).isGreaterThan(1);
    }

    private static InputStream truncated(InputStream body, int length) {
        try {
            return new ByteArrayInputStream(body.readNBytes(length));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void singleBytesOfAStoreThatBreaksAreRightUntilTheyFail() throws Exception {
        AtomicInteger bodies = new AtomicInteger();
        files.store.faults().body((request, body) -> truncated(body, bodies.getAndIncrement() == 0 ? 100_000 : 0));
        try (FSDataInputStream in = files.fs.open(FILE)) {
            int at = 0;
            IOException failure = null;
            while (failure == null && at < CONTENT.length) {
                try {
                    assertThat(in.read()).isEqualTo(CONTENT[at] & 0xff);
                    at++;
                } catch (IOException e) {
                    failure = e;
                }
            }
            assertThat(failure).isNotNull();
            assertThat(in.getPos()).isEqualTo(at);
            assertThat(in.getIOStatistics().counters().get("stream_read_exceptions"))
                    .isPositive();
        }
    }

    @Test
    void aStoreThatAlwaysBreaksFailsTheReadAndLosesNoThread() throws Exception {
        files.store.faults().body((request, body) -> truncated(body, 0));

        try (FSDataInputStream in = files.fs.open(FILE)) {
            assertThatThrownBy(() -> in.readFully(0, new byte[100])).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aStoreThatHangsFailsTheReadAtItsDeadline() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        files.store.faults().body((request, body) -> new InputStream() {
            @Override
            public int read() throws IOException {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return -1;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return read();
            }

            @Override
            public void close() {
                never.countDown();
            }
        });

        try (FSDataInputStream in = files.fs.open(FILE)) {
            assertThatThrownBy(() -> in.readFully(0, new byte[100])).isInstanceOf(SocketTimeoutException.class);
        } finally {
            never.countDown();
        }
    }

    @Test
    void aMissingBucketIsNoMissingFile() throws Exception {
        files.store.remove();

        assertThatThrownBy(() -> files.fs.open(FILE)).isInstanceOf(MissingBucketException.class);
        assertThatThrownBy(() -> files.fs.exists(FILE)).isInstanceOf(MissingBucketException.class);
        assertThatThrownBy(() -> files.fs.getFileStatus(new Path("/"))).isInstanceOf(MissingBucketException.class);
        assertThatThrownBy(() -> files.fs.mkdirs(new Path("/new"))).isInstanceOf(MissingBucketException.class);
    }

    @Test
    void openingADirectoryOrNothingSaysWhich() throws Exception {
        assertThatThrownBy(() -> files.fs.open(new Path("/dir")))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("is a directory");
        assertThatThrownBy(() -> files.fs.open(new Path("/nothing"))).isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void seekingToTheEndReadsTheEndAndNoFurther() throws Exception {
        try (FSDataInputStream in = files.fs.open(FILE)) {
            in.seek(CONTENT.length);
            assertThat(in.read()).isEqualTo(-1);
            assertThatThrownBy(() -> in.seek(CONTENT.length + 1L)).isInstanceOf(EOFException.class);
            assertThatThrownBy(() -> in.readFully(CONTENT.length - 5L, new byte[6]))
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void optionsOfOpenFileAreUnderstood() throws Exception {
        FileStatus status = files.fs.getFileStatus(FILE);
        CompletableFuture<FSDataInputStream> opened = files.fs
                .openFile(FILE)
                .withFileStatus(status)
                .must("fs.option.openfile.read.policy", "parquet, vector, random, adaptive")
                .opt("fs.option.openfile.split.start", "0")
                .opt("fs.option.openfile.split.end", "1048576")
                .build();

        try (FSDataInputStream in = opened.get(10, TimeUnit.SECONDS)) {
            byte[] got = new byte[1000];
            in.readFully(500, got);
            assertThat(got).isEqualTo(part(500, 1500));
        }
        assertThatThrownBy(() -> files.fs
                        .openFile(FILE)
                        .must("fs.option.unheard.of", "1")
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fs.option.unheard.of");
    }
}
