package io.farseek.readahead;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/**
 * The reads of one open file: every read of every kind goes through here. Holds no position. Safe for use from many threads at once; reads
 * at different places run in parallel.
 */
public final class ReadAhead implements Closeable {
    private final RangeReader reader;
    private final ObjectIdentity identity;
    private final ReadAheadSettings settings;

    private ReadAhead(RangeReader reader, ObjectIdentity identity, ReadAheadSettings settings) {
        this.reader = reader;
        this.identity = identity;
        this.settings = settings;
    }

    /** Starts reading through {@code reader}, which is owned from here on and closed with this. No I/O. */
    public static ReadAhead open(
            RangeReader reader,
            ObjectIdentity identity,
            ReadAheadSettings settings,
            ReadAheadRuntime runtime,
            Recorder recorder) {
        return new ReadAhead(reader, identity, settings);
    }

    public long length() {
        return reader.length();
    }

    /**
     * Reads at least one byte at {@code position} and at most what {@code target} has room for; waits until there is one. Returns -1 at or
     * past the end of the object, 0 only for a full target.
     *
     * @throws IOException the store's own failure, a {@link java.net.SocketTimeoutException} when no byte came within the deadline, or an
     *     {@link InterruptedIOException} with the thread's interrupt flag set
     */
    public int read(long position, ByteBuffer target) throws IOException {
        int wanted = (int) Math.min(target.remaining(), length() - position);
        if (!target.hasRemaining()) {
            return 0;
        }
        if (wanted <= 0) {
            return -1;
        }
        ByteBuffer bytes = await(fetch(ByteRange.of(position, wanted), ByteBuffer.allocate(wanted)), position);
        target.put(bytes);
        return wanted;
    }

    /** Fills {@code target} from {@code position}. Fails with an {@link EOFException} when the object ends first. */
    public void readFully(long position, ByteBuffer target) throws IOException {
        long at = position;
        while (target.hasRemaining()) {
            int got = read(at, target);
            if (got < 0) {
                throw new EOFException(
                        "read past the end of " + identity + ": position " + at + ", length " + length());
            }
            at += got;
        }
    }

    /**
     * Reads several ranges at once. Returns at once; each future completes with a buffer from {@code allocate}, positioned at 0 and limited
     * to the range's length, or fails with the range's IOException. Ranges may overlap and come in any order.
     */
    public List<CompletableFuture<ByteBuffer>> readVectored(List<ByteRange> ranges, IntFunction<ByteBuffer> allocate) {
        List<CompletableFuture<ByteBuffer>> futures = new ArrayList<>(ranges.size());
        for (ByteRange each : ranges) {
            futures.add(fetch(each, allocate.apply((int) each.length())));
        }
        return futures;
    }

    /** Says which ranges will be read soon, so that they are fetched together now. Never fails and never waits. */
    public void willNeed(List<ByteRange> ranges) {}

    /** Lets go of what was fetched for this file and is not being read; later reads fetch again. */
    public void unbuffer() {}

    /** Cancels what is under way. Reads under way in other threads fail; later ones too. */
    @Override
    public void close() {
        reader.close();
    }

    private CompletableFuture<ByteBuffer> fetch(ByteRange range, ByteBuffer into) {
        CompletableFuture<ByteBuffer> done = new CompletableFuture<>();
        if (range.isEmpty()) {
            done.complete(into);
            return done;
        }
        reader.read(range, ReadCause.DEMAND, new RangeSink() {
            @Override
            public void onBytes(ByteBuffer bytes) {
                into.put(bytes);
            }

            @Override
            public void onComplete() {
                into.flip();
                done.complete(into);
            }

            @Override
            public void onFailure(IOException failure) {
                done.completeExceptionally(failure);
            }
        });
        return done;
    }

    private ByteBuffer await(CompletableFuture<ByteBuffer> future, long position) throws IOException {
        try {
            return future.get(settings.readDeadline().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted reading " + identity + " at " + position);
        } catch (TimeoutException e) {
            throw new java.net.SocketTimeoutException(
                    "no byte of " + identity + " at " + position + " within " + settings.readDeadline());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io
                    ? io
                    : new IOException("reading " + identity + " at " + position, e.getCause());
        }
    }
}
