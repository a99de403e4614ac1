package io.farseek.readahead;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One range of a vectored read: gathers it, block by block, as the blocks come. Runs on the threads that deliver bytes and never waits; the
 * future is completed on a thread of its own, since what hangs on it is the user's code.
 */
final class VectoredRead {
    /** Without a byte gained: once for a fetch that was somebody else's, once for room that was taken away, and once for good measure. */
    private static final int MOST_REFETCHES = 3;

    private final FileReads file;
    private final ByteRange range;
    private final IntFunction<ByteBuffer> allocate;
    private final CompletableFuture<ByteBuffer> future = new CompletableFuture<>();

    // Touched by one thread at a time: each step hands over to the next through a block's monitor.
    private @Nullable ByteBuffer target;
    private long position;
    private int refetches;
    private List<Fetch> kept = List.of();

    VectoredRead(FileReads file, ByteRange range, IntFunction<ByteBuffer> allocate) {
        this.file = file;
        this.range = range;
        this.allocate = allocate;
        this.position = range.start();
    }

    CompletableFuture<ByteBuffer> future() {
        return future;
    }

    /** Takes what is there and comes back when the next block is over. */
    void gather() {
        while (position < range.end()) {
            Block block = next();
            if (block == null) {
                if (!refetch(null)) {
                    return;
                }
            } else if (!block.over()) {
                file.runtime().scheduler().expedite(block.fetch());
                block.whenOver(() -> taken(block));
                return;
            } else if (!take(block)) {
                return;
            }
        }
        finish();
    }

    private @Nullable Block next() {
        Block block = file.blocks().at(position);
        return block != null ? block : FileReads.keptAt(position, kept);
    }

    private void taken(Block block) {
        if (take(block)) {
            gather();
        }
    }

    /** Copies from a block that is over. False when the read has failed. */
    private boolean take(Block block) {
        ByteBuffer into = target;
        if (into == null) {
            into = allocate.apply((int) range.length());
            target = into;
        }
        int limit = into.limit();
        into.limit((int) Math.min(limit, into.position() + range.end() - position));
        int copied = block.copy(position, into);
        into.limit(limit);
        if (copied > 0) {
            position += copied;
            refetches = 0;
            file.used(block, position);
            return true;
        }
        return refetch(block.fetch());
    }

    private boolean refetch(@Nullable Fetch failed) {
        IOException failure = failed == null ? null : failed.failure();
        if (file.closed()) {
            fail(new IOException("closed while reading " + range + " of " + file.identity()));
            return false;
        }
        boolean ours = failed != null && failed.file() == file && !failed.speculative();
        boolean conclusive = ours && !FileReads.cancelled(failure);
        if (conclusive || ++refetches > MOST_REFETCHES) {
            fail(
                    failure != null
                            ? failure
                            : new IOException("could not keep " + range + " of " + file.identity() + " in memory"));
            return false;
        }
        kept = file.refetch(new ByteRange(position, range.end()));
        return true;
    }

    private void finish() {
        ByteBuffer done = target == null ? allocate.apply(0) : target;
        done.flip();
        file.recorder().add(Count.BYTES_READ, range.length());
        file.runtime().completions().execute(() -> future.complete(done));
    }

    private void fail(IOException failure) {
        file.runtime().completions().execute(() -> future.completeExceptionally(failure));
    }
}
