package io.farseek.readahead;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The reads of one open file: every read of every kind goes through here. Holds no position. Safe for use from many threads at once; reads
 * at different places run in parallel.
 */
public final class ReadAhead implements Closeable {
    /** Others' fetches that failed, and blocks dropped between arrival and copy, before a read gives up without a byte gained. */
    private static final int MOST_REFETCHES = 4;

    private final FileReads file;
    private final @Nullable DirectReads direct;

    /** What the last read took from, to find it again without a search. */
    private volatile @Nullable Block latest;

    private ReadAhead(FileReads file) {
        this.file = file;
        this.direct = file.settings().enabled() ? null : new DirectReads(file);
    }

    /**
     * Starts reading through {@code reader}, which is owned from here on and closed with this. No I/O. Times and counts every request in
     * {@code recorder}, continues broken bodies, and, where the reader allows it, sends a second request when a first byte is late.
     */
    public static ReadAhead open(
            RangeReader reader,
            ObjectIdentity identity,
            ReadAheadSettings settings,
            ReadAheadRuntime runtime,
            Recorder recorder) {
        EndpointCost cost = runtime.cost(identity.endpoint());
        RangeReader observed = new ObservedRangeReader(reader, cost, recorder, runtime.ticker());
        RangeReader resuming = new ResumingRangeReader(observed);
        RangeReader whole = runtime.settings().hedging()
                        && reader.capabilities().hedging()
                ? new HedgedRangeReader(resuming, cost, runtime.hedges(identity.endpoint()), runtime.delays(), recorder)
                : resuming;
        return new ReadAhead(new FileReads(whole, identity, settings, runtime, recorder));
    }

    public long length() {
        return file.length();
    }

    /**
     * Reads at {@code position} what {@code target} has room for, or what there is up to the end of the object; waits for it. Returns the
     * number of bytes, which is smaller than the room only at the end of the object, -1 at or past the end, 0 only for a full target. After
     * a failure the target holds what came before it.
     *
     * @throws IOException the store's own failure, a {@link SocketTimeoutException} when no byte came within the deadline, or an
     *     {@link InterruptedIOException} with the thread's interrupt flag set
     */
    public int read(long position, ByteBuffer target) throws IOException {
        if (position < 0) {
            throw new EOFException("cannot read " + file.identity() + " at a negative position: " + position);
        }
        if (!target.hasRemaining()) {
            return 0;
        }
        if (position >= length()) {
            return -1;
        }
        int wanted = (int) Math.min(target.remaining(), length() - position);
        int limit = target.limit();
        target.limit(target.position() + wanted);
        try {
            int got = direct != null ? direct.read(position, target) : pooled(position, target);
            file.recorder().add(Count.BYTES_READ, got);
            return got;
        } finally {
            target.limit(limit);
        }
    }

    /** Fills {@code target} from {@code position}. Fails with an {@link EOFException} when the object ends first. */
    public void readFully(long position, ByteBuffer target) throws IOException {
        long at = position;
        while (target.hasRemaining()) {
            int got = read(at, target);
            if (got < 0) {
                throw new EOFException(
                        "read past the end of " + file.identity() + ": position " + at + ", length " + length());
            }
            at += got;
        }
    }

    /**
     * Reads several ranges at once. Returns at once; each future completes with a buffer from {@code allocate}, positioned at 0 and limited
     * to the range's length, or fails with the range's IOException. Ranges may overlap and come in any order; each lies within the object.
     */
    public List<CompletableFuture<ByteBuffer>> readVectored(List<ByteRange> ranges, IntFunction<ByteBuffer> allocate) {
        if (direct != null) {
            return direct.readVectored(ranges, allocate);
        }
        file.plan(ranges, ReadCause.DEMAND);
        List<CompletableFuture<ByteBuffer>> futures = new ArrayList<>(ranges.size());
        for (ByteRange each : ranges) {
            VectoredRead read = new VectoredRead(file, each, allocate);
            futures.add(read.future());
            read.gather();
        }
        return futures;
    }

    /** Says which ranges will be read soon, so that they are fetched together now. Never fails and never waits. */
    public void willNeed(List<ByteRange> ranges) {
        if (direct == null && !file.closed()) {
            ByteRange whole = new ByteRange(0, length());
            file.plan(ranges.stream().map(each -> each.clamp(whole)).toList(), ReadCause.HINT);
        }
    }

    /** Whether a read of these bytes, now, would find them fetched or on their way. Never waits. */
    public boolean holds(long position, int length) {
        return direct == null && !file.closed() && held(position, (int) Math.min(length, length() - position));
    }

    /** Lets go of what was fetched for this file and is not being read; later reads fetch again. */
    public void unbuffer() {
        latest = null;
        file.unbuffer();
    }

    /** Cancels what is under way. Reads under way in other threads fail; later ones too. */
    @Override
    public void close() {
        file.close();
    }

    private int pooled(long position, ByteBuffer target) throws IOException {
        if (file.closed()) {
            throw new IOException("closed: " + file.identity());
        }
        boolean hit = held(position, target.remaining());
        file.recorder().increment(hit ? Count.BUFFER_HIT : Count.BUFFER_MISS);
        file.plan(position, target.remaining());
        int got = 0;
        Attempt attempt = new Attempt();
        while (target.hasRemaining()) {
            got += next(position + got, target, attempt);
        }
        return got;
    }

    /** How often one read has already asked again, and by which fetch it did so last. */
    private static final class Attempt {
        private int refetches;
        private List<Fetch> own = List.of();
        private @Nullable Fetch latest;

        /**
         * The fetch that was to bring {@code position} and broke: the one that brought what this read has already, or one of its own, which may
         * have failed before the reader came to look at it.
         */
        @Nullable Fetch brokenAt(long position) {
            if (latest != null && latest.failure() != null && latest.range().contains(position)) {
                return latest;
            }
            for (Fetch each : own) {
                if (each.failure() != null && each.range().contains(position)) {
                    return each;
                }
            }
            return null;
        }
    }

    /** Copies at least one byte, waiting for it as long as need be. */
    private int next(long position, ByteBuffer target, Attempt attempt) throws IOException {
        while (true) {
            Block block = find(position);
            if (block == null) {
                block = FileReads.keptAt(position, attempt.own);
            }
            if (block == null) {
                refetch(position, target.remaining(), attempt.brokenAt(position), attempt);
                continue;
            }
            int seen = (int) (position - block.start());
            int needed = Math.min(block.length(), seen + target.remaining());
            if (block.filled() < needed && !block.over()) {
                await(block, needed, position);
            }
            int copied = block.copy(position, target);
            if (copied > 0) {
                file.used(block, position + copied);
                latest = block;
                attempt.latest = block.fetch();
                attempt.refetches = 0;
                return copied;
            }
            if (block.over()) {
                refetch(position, target.remaining(), block.fetch(), attempt);
            }
        }
    }

    private void refetch(long position, int length, @Nullable Fetch failed, Attempt attempt) throws IOException {
        IOException failure = failed == null ? null : failed.failure();
        if (file.closed()) {
            throw new IOException("closed while reading " + file.identity() + " at " + position, failure);
        }
        // A fetch ahead that failed, or another stream's, is no reason to fail: ask for ourselves, and believe that
        // answer.
        boolean ours = failed != null && failed.file() == file && !failed.speculative() && !cancelled(failure);
        boolean conclusive = failure != null && (ours || attempt.own.contains(failed));
        if (conclusive || ++attempt.refetches > MOST_REFETCHES) {
            throw failure != null
                    ? failure
                    : new IOException("could not keep " + file.identity() + " at " + position
                            + " in memory long enough to read it");
        }
        latest = null;
        attempt.own = file.refetch(ByteRange.of(position, length));
    }

    private static boolean cancelled(@Nullable IOException failure) {
        return failure != null && FileReads.cancelled(failure);
    }

    private void await(Block block, int needed, long position) throws IOException {
        Fetch fetch = block.fetch();
        file.runtime().scheduler().expedite(fetch);
        long began = file.ticker().nanos();
        long deadline = file.settings().readDeadline().toNanos();
        try {
            if (!file.runtime().waits().awaitFilled(block, needed, deadline)) {
                fetch.giveUp(new SocketTimeoutException("no byte of " + file.identity() + " at " + position
                        + " came within " + file.settings().readDeadline() + "; the store or the way to it hangs"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading " + file.identity() + " at " + position);
        } finally {
            if (fetch.speculative()) {
                file.recorder().time(Timing.PREFETCH_WAIT, file.ticker().nanos() - began);
            }
        }
    }

    private boolean held(long position, int length) {
        Block block = find(position);
        if (block != null && block.end() >= position + length) {
            return true;
        }
        return file.coveredUntil(position, position + length) >= position + length;
    }

    private @Nullable Block find(long position) {
        Block block = latest;
        if (block != null
                && position >= block.start()
                && position < block.end()
                && !(block.over() && !block.complete())) {
            return block;
        }
        return file.blocks().at(position);
    }
}
