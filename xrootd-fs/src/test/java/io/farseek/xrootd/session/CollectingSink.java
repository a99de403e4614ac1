package io.farseek.xrootd.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.farseek.readahead.ByteRange;
import io.farseek.readahead.Cancellable;
import io.farseek.readahead.RangeReader;
import io.farseek.readahead.RangeSink;
import io.farseek.readahead.ReadCause;
import io.farseek.readahead.SinkRange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Collects one range's bytes and fails the test on a second terminal event or on bytes after the first. */
final class CollectingSink implements RangeSink {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> done = new CompletableFuture<>();
    private final AtomicInteger ends = new AtomicInteger();
    private Cancellable request = Cancellable.NONE;

    static CollectingSink read(RangeReader reader, ByteRange range) {
        CollectingSink sink = new CollectingSink();
        sink.request = reader.read(range, ReadCause.DEMAND, sink);
        return sink;
    }

    /** In a thread that has nothing else to do, which may take the reply from the network itself. */
    static CollectingSink readAwaited(RangeReader reader, ByteRange range) {
        CollectingSink sink = new CollectingSink();
        sink.request = reader.readAwaited(range, ReadCause.DEMAND, sink);
        return sink;
    }

    static List<CollectingSink> readAll(RangeReader reader, List<ByteRange> ranges) {
        List<CollectingSink> sinks = new ArrayList<>();
        List<SinkRange> asked = new ArrayList<>();
        for (ByteRange each : ranges) {
            CollectingSink sink = new CollectingSink();
            sinks.add(sink);
            asked.add(new SinkRange(each, sink));
        }
        List<Cancellable> requests = reader.readAll(asked, ReadCause.DEMAND);
        for (int i = 0; i < sinks.size(); i++) {
            sinks.get(i).request = requests.get(i);
        }
        return sinks;
    }

    @Override
    public void onBytes(ByteBuffer chunk) {
        assertThat(ends.get()).as("bytes after the end").isZero();
        byte[] copy = new byte[chunk.remaining()];
        chunk.get(copy);
        bytes.writeBytes(copy);
    }

    @Override
    public void onComplete() {
        if (ends.incrementAndGet() == 1) {
            done.complete(bytes.toByteArray());
        }
    }

    @Override
    public void onFailure(IOException failure) {
        if (ends.incrementAndGet() == 1) {
            done.completeExceptionally(failure);
        }
    }

    void cancel() {
        request.cancel();
    }

    byte[] await() throws IOException {
        try {
            return done.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("no end of the read", e);
        }
    }

    int bytesSoFar() {
        return bytes.size();
    }

    void assertHolds(byte[] file, ByteRange range) throws IOException {
        byte[] got = await();
        assertThat(Arrays.equals(got, 0, got.length, file, (int) range.start(), (int) range.end()))
                .as("bytes of " + range)
                .isTrue();
        assertThat(ends.get()).isEqualTo(1);
    }
}
