package io.farseek.fs.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.fs.config.WriteSettings;
import io.farseek.fs.memory.MemoryObjectStore;
import io.farseek.fs.memory.Request;
import io.farseek.fs.store.ObjectStat;
import io.farseek.fs.store.PreconditionFailedException;
import io.farseek.fs.store.StoreTraits;
import io.farseek.fs.store.WriteOptions;
import io.farseek.readahead.ByteRange;
import io.farseek.readahead.RangeSink;
import io.farseek.readahead.ReadCause;
import io.farseek.readahead.Recorder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadOutputStreamTest {
    private static final int PART = 1 << 20;

    @TempDir
    Path directory;

    private final MemoryObjectStore store = new MemoryObjectStore("uploads", MemoryObjectStore.COPYING);
    private final List<ObjectStat> visible = new ArrayList<>();
    private WriteMemory memory = new WriteMemory(64L << 20);

    private UploadOutputStream stream(WriteOptions options, WriteSettings.Buffer buffer, Path to, Duration deadline) {
        WriteSettings settings = new WriteSettings(PART, 3, buffer, 0, to, WriteSettings.Sync.FAIL, deadline);
        return new UploadOutputStream(
                "memory://uploads/key", "key", store, options, settings, memory, new Recorder(), visible::add);
    }

    private UploadOutputStream stream() {
        return stream(WriteOptions.REPLACE, WriteSettings.Buffer.HEAP, directory, Duration.ofSeconds(30));
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private byte[] stored() throws Exception {
        ObjectStat stat = store.head("key");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        CompletableFuture<byte[]> done = new CompletableFuture<>();
        store.open(stat).read(new ByteRange(0, stat.length()), ReadCause.DEMAND, new RangeSink() {
            @Override
            public void onBytes(ByteBuffer given) {
                byte[] copy = new byte[given.remaining()];
                given.get(copy);
                all.writeBytes(copy);
            }

            @Override
            public void onComplete() {
                done.complete(all.toByteArray());
            }

            @Override
            public void onFailure(IOException failure) {
                done.completeExceptionally(failure);
            }
        });
        return done.get(10, TimeUnit.SECONDS);
    }

    private List<Request.Kind> kinds() {
        return store.log().stream().map(Request::kind).sorted().toList();
    }

    private long filesLeft() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }

    @Test
    void oneFullPartIsASinglePut() throws Exception {
        byte[] content = bytes(PART);
        try (UploadOutputStream out = stream()) {
            out.write(content);
        }

        assertThat(kinds()).containsExactly(Request.Kind.PUT);
        assertThat(stored()).isEqualTo(content);
        assertThat(visible).hasSize(1);
        assertThat(memory.used()).isZero();
    }

    @Test
    void nothingIsVisibleBeforeCloseAndAnEmptyFileIsWritten() throws Exception {
        UploadOutputStream out = stream();
        assertThat(store.keys()).isEmpty();
        out.close();
        out.close();

        assertThat(store.keys()).containsExactly("key");
        assertThat(kinds()).containsExactly(Request.Kind.PUT);
    }

    @Test
    void moreThanOnePartIsAMultipartUploadInOrder() throws Exception {
        byte[] content = bytes(5 * PART + 12345);
        try (UploadOutputStream out = stream()) {
            for (int at = 0; at < content.length; at += 70_001) {
                out.write(content, at, Math.min(70_001, content.length - at));
            }
        }

        assertThat(store.log().stream().filter(each -> each.kind() == Request.Kind.PART))
                .hasSize(6);
        assertThat(stored()).isEqualTo(content);
        assertThat(memory.used()).isZero();
        assertThat(store.uploadsUnderWay()).isZero();
    }

    @Test
    void withoutMemoryTheDiskIsUsedAndCleaned() throws Exception {
        memory = new WriteMemory(100_000);
        byte[] content = bytes(3 * PART + 1);
        try (UploadOutputStream out = stream()) {
            out.write(content);
            assertThat(memory.used()).isLessThanOrEqualTo(100_000);
        }

        assertThat(stored()).isEqualTo(content);
        assertThat(memory.used()).isZero();
        assertThat(filesLeft()).isZero();
    }

    @Test
    void diskBuffersUseNoMemoryFromTheBudget() throws Exception {
        byte[] content = bytes(2 * PART + 1);
        try (UploadOutputStream out =
                stream(WriteOptions.REPLACE, WriteSettings.Buffer.DISK, directory, Duration.ofSeconds(30))) {
            out.write(content);
            assertThat(memory.used()).isZero();
        }

        assertThat(stored()).isEqualTo(content);
        assertThat(filesLeft()).isZero();
    }

    @Test
    void aFailedPartAbortsTheUploadAndFailsEveryLaterCall() throws Exception {
        store.seed("key", new byte[] {1});
        store.faults().fail(request -> request.key().equals("key 2"), 1, r -> new IOException("no power"));
        UploadOutputStream out = stream();

        assertThatThrownBy(() -> {
                    out.write(bytes(8 * PART));
                    out.close();
                })
                .hasMessageContaining("no power");
        assertThatThrownBy(() -> out.write(1)).isInstanceOf(IOException.class);
        assertThatThrownBy(out::close).hasMessageContaining("was not written").hasMessageContaining("no power");

        assertThat(store.uploadsUnderWay()).isZero();
        assertThat(stored()).isEqualTo(new byte[] {1});
        assertThat(memory.used()).isZero();
        assertThat(visible).isEmpty();
    }

    @Test
    void aStoreThatGoesAwayMidWriteLeavesNothingOfOursBehind() throws Exception {
        UploadOutputStream out = stream();
        out.write(bytes(2 * PART + 1));
        store.remove();

        assertThatThrownBy(out::close).hasMessageContaining("no bucket");
        assertThat(memory.used()).isZero();
        assertThat(filesLeft()).isZero();
    }

    @Test
    void aWriterThatIsTooFastWaitsForUploads() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        store.faults().before(request -> {
            if (request.kind() == Request.Kind.PART) {
                begun.incrementAndGet();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        });
        UploadOutputStream out =
                stream(WriteOptions.REPLACE, WriteSettings.Buffer.HEAP, directory, Duration.ofMillis(100));

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10; i++) {
                        out.write(bytes(PART));
                    }
                })
                .isInstanceOf(java.net.SocketTimeoutException.class)
                .hasMessageContaining("fs.farseek.write.deadline")
                .satisfies(e -> release.countDown());

        assertThat(begun.get()).isEqualTo(3);
    }

    @Test
    void aDirectoryThatCannotBeWrittenToIsNamed() throws Exception {
        Path file = Files.createFile(directory.resolve("a-file"));
        UploadOutputStream out =
                stream(WriteOptions.REPLACE, WriteSettings.Buffer.DISK, file.resolve("below"), Duration.ofSeconds(30));

        assertThatThrownBy(() -> out.write(bytes(10)))
                .hasMessageContaining("a-file")
                .hasMessageContaining("fs.farseek.write.directory");
        assertThatThrownBy(out::close).isInstanceOf(IOException.class);
        assertThat(store.keys()).isEmpty();
    }

    @Test
    void aConditionThatNoLongerHoldsFailsAtCloseAndKeepsTheOther() throws Exception {
        UploadOutputStream out =
                stream(WriteOptions.CREATE, WriteSettings.Buffer.HEAP, directory, Duration.ofSeconds(30));
        out.write(1);
        store.seed("key", new byte[] {9});

        assertThatThrownBy(out::close).isInstanceOf(PreconditionFailedException.class);
        assertThat(stored()).isEqualTo(new byte[] {9});
    }

    @Test
    void abortThrowsEverythingAway() throws Exception {
        UploadOutputStream out = stream();
        out.write(bytes(3 * PART));
        assertThat(out.abort().alreadyClosed()).isFalse();
        out.close();

        assertThat(store.keys()).isEmpty();
        assertThat(store.uploadsUnderWay()).isZero();
        assertThat(memory.used()).isZero();
    }

    @Test
    void syncIsAnsweredHonestly() throws Exception {
        try (UploadOutputStream out = stream()) {
            assertThat(out.hasCapability("hsync")).isFalse();
            assertThat(out.hasCapability("hflush")).isFalse();
            assertThatThrownBy(out::hsync).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void partsGrowSoThatTheStoresNumberIsEnough() throws Exception {
        StoreTraits few = new StoreTraits(1000, 1000, 1, 1L << 30, 20, 1L << 30, false, true, true);
        MemoryObjectStore tight = new MemoryObjectStore("tight", few);
        WriteSettings settings = new WriteSettings(
                1000, 3, WriteSettings.Buffer.HEAP, 0, directory, WriteSettings.Sync.FAIL, Duration.ofSeconds(30));
        try (UploadOutputStream out = new UploadOutputStream(
                "memory://tight/key",
                "key",
                tight,
                WriteOptions.REPLACE,
                settings,
                memory,
                new Recorder(),
                visible::add)) {
            out.write(bytes(500_000));
        }

        assertThat(tight.head("key").length()).isEqualTo(500_000);
    }
}
