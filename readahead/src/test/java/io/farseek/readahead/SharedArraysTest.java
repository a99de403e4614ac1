package io.farseek.readahead;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many threads read many objects through a pool that has room for a few blocks, while files are closed, requests given up and bodies broken
 * and continued: every array is used hundreds of times, and every read gets its own object's bytes.
 */
@Timeout(120)
class SharedArraysTest {
    private static final long LENGTH = 24 << 20;
    private static final int READERS = 6;
    private static final int FILES_EACH = 15;
    private static final int READS_EACH = 25;
    private static final int CHUNK = 50_000;

    private final ExecutorService wire = Executors.newFixedThreadPool(4);
    private final ReadAheadRuntime runtime = new ReadAheadRuntime(new RuntimeSettings(4 << 20, 16, true));
    private final Recorder recorder = new Recorder();

    private static byte byteOf(int object, long position) {
        return (byte) (position * 31 + (position >> 11) + object * 101L);
    }

    /** Delivers on other threads, now into the room that is lent, now from a buffer of its own. */
    private final class Store implements RangeReader {
        private final int object;

        Store(int object) {
            this.object = object;
        }

        @Override
        public long length() {
            return LENGTH;
        }

        @Override
        public Cancellable read(ByteRange range, ReadCause cause, RangeSink sink) {
            boolean[] cancelled = new boolean[1];
            wire.execute(() -> deliver(range, sink, cancelled));
            return () -> cancelled[0] = true;
        }

        private void deliver(ByteRange range, RangeSink sink, boolean[] cancelled) {
            for (long at = range.start(); at < range.end(); ) {
                if (cancelled[0]) {
                    sink.onFailure(new CancelledReadException("as asked"));
                    return;
                }
                int count = (int) Math.min(CHUNK, range.end() - at);
                ByteBuffer room = at % 3 == 0 ? null : sink.room();
                if (room != null && at > range.start() && at % 17 == 0) {
                    // Another request continues from here and asks for room again.
                    sink.onFailure(new IOException("connection reset"));
                    return;
                }
                ByteBuffer into = room == null ? ByteBuffer.allocate(count) : room;
                count = Math.min(count, into.remaining());
                for (int i = 0; i < count; i++) {
                    into.put(byteOf(object, at + i));
                }
                if (room == null) {
                    sink.onBytes(into.flip());
                } else {
                    sink.onFilled(count);
                }
                at += count;
            }
            sink.onComplete();
        }

        @Override
        public void close() {}
    }

    private Void readMany(int reader) throws IOException {
        SplittableRandom random = new SplittableRandom(reader);
        for (int f = 0; f < FILES_EACH; f++) {
            // Some objects are read by several at once, some cannot be shared.
            int object = random.nextInt(8);
            ObjectIdentity identity = new ObjectIdentity("e", "o" + object, object < 2 ? "" : "v");
            try (ReadAhead file =
                    ReadAhead.open(new Store(object), identity, ReadAheadSettings.DEFAULT, runtime, recorder)) {
                long position = random.nextLong(LENGTH / 2);
                for (int i = 0; i < READS_EACH; i++) {
                    position = random.nextInt(3) == 0 ? random.nextLong(LENGTH - (1 << 20)) : position;
                    ByteBuffer target = ByteBuffer.allocate(1 + random.nextInt(random.nextBoolean() ? 1000 : 700_000));
                    file.readFully(position, target);
                    check(object, position, target.flip());
                    position += target.limit();
                    position = position > LENGTH - (1 << 20) ? 0 : position;
                }
            }
        }
        return null;
    }

    private static void check(int object, long position, ByteBuffer got) {
        for (int i = 0; i < got.limit(); i++) {
            if (got.get(i) != byteOf(object, position + i)) {
                throw new AssertionError("another's byte at " + (position + i) + " of object " + object);
            }
        }
    }

    @Test
    void everyReadGetsItsOwnBytes() throws Exception {
        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        try {
            List<Callable<Void>> all = new ArrayList<>();
            for (int r = 0; r < READERS; r++) {
                int reader = r;
                all.add(() -> readMany(reader));
            }
            for (Future<Void> each : readers.invokeAll(all)) {
                each.get();
            }
            wire.shutdown();
            assertThat(wire.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
            assertThat(runtime.pool().arrays().bytes()).isLessThanOrEqualTo(4 << 20);
        } finally {
            readers.shutdownNow();
            wire.shutdownNow();
            runtime.close();
        }
    }
}
