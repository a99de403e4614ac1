package io.farseek.readahead;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One range request and the blocks it fills. From its start until the store's terminal event it alone owns their buffers, whatever readers
 * do meanwhile.
 */
final class Fetch implements RangeSink {
    private final FileReads file;
    private final ByteRange range;
    private final ReadCause cause;
    private final List<Block> blocks;

    // Written by the one thread that delivers bytes.
    private int current;
    private @Nullable Block lent;

    private volatile boolean kept;
    private volatile long progressNanos;
    private volatile @Nullable IOException failure;

    @GuardedBy("this") private State state = State.QUEUED;

    @GuardedBy("this") private Cancellable request = Cancellable.NONE;

    private enum State {
        QUEUED,
        STARTED,
        GIVEN_UP,
        OVER
    }

    Fetch(FileReads file, ByteRange range, ReadCause cause) {
        this.file = file;
        this.range = range;
        this.cause = cause;
        List<Block> all = new ArrayList<>((int) (range.length() / Block.MOST_BYTES) + 1);
        for (long at = range.start(); at < range.end(); ) {
            int length = (int) Math.min(Block.MOST_BYTES, range.end() - at);
            all.add(new Block(at, length, this));
            at += length;
        }
        this.blocks = List.copyOf(all);
    }

    FileReads file() {
        return file;
    }

    ByteRange range() {
        return range;
    }

    ReadCause cause() {
        return cause;
    }

    boolean speculative() {
        return cause == ReadCause.PREFETCH || cause == ReadCause.HINT;
    }

    List<Block> blocks() {
        return blocks;
    }

    /** Keeps the bytes for the reader that sent it, even when the pool drops the blocks. Before it is sent. */
    void keep() {
        kept = true;
    }

    boolean kept() {
        return kept;
    }

    /** The block that is to hold {@code position}, or null where that is not of this fetch or not to be had from it any more. */
    @Nullable Block at(long position) {
        if (range.contains(position)) {
            for (Block each : blocks) {
                if (position < each.end()) {
                    return each.over() && !each.complete() ? null : each;
                }
            }
        }
        return null;
    }

    /** Why it ended early, or null. */
    @Nullable IOException failure() {
        return failure;
    }

    /** Makes room for what will come; its request is sent next. False when it was given up before. */
    boolean begin(Ticker ticker) {
        synchronized (this) {
            if (state != State.QUEUED) {
                return false;
            }
            // Before it counts as started: the watch over stalled requests may look at any moment.
            progressNanos = ticker.nanos();
            state = State.STARTED;
        }
        for (Block each : blocks) {
            each.allocate(file.runtime().pool().arrays());
        }
        return true;
    }

    /** Its request has been sent, and may have been answered within that call. */
    void sent(Cancellable asked) {
        boolean unwanted;
        synchronized (this) {
            request = asked;
            unwanted = state == State.GIVEN_UP;
        }
        if (unwanted) {
            asked.cancel();
        }
    }

    /**
     * Ends it early: its readers get {@code reason} at once, while the buffers stay with the request until the store lets go of it. True when
     * it had not been started, so that no terminal event will come.
     */
    boolean giveUp(IOException reason) {
        Cancellable sent;
        boolean queued;
        synchronized (this) {
            if (state == State.OVER || state == State.GIVEN_UP) {
                return false;
            }
            queued = state == State.QUEUED;
            state = queued ? State.OVER : State.GIVEN_UP;
            sent = request;
        }
        fail(reason);
        sent.cancel();
        return queued;
    }

    /** Whether it was sent and no byte has come since {@code nanos}. */
    boolean stalledSince(long nanos) {
        synchronized (this) {
            if (state != State.STARTED) {
                return false;
            }
        }
        return progressNanos - nanos < 0;
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
        takeBack(0);
        progressNanos = file.ticker().nanos();
        while (bytes.hasRemaining() && current < blocks.size()) {
            Block block = blocks.get(current);
            block.append(bytes);
            if (block.over()) {
                file.arrived(block);
                current++;
            }
        }
    }

    @Override
    public @Nullable ByteBuffer room() {
        // A body that broke and is continued by another request has not reported its last room.
        takeBack(0);
        if (current >= blocks.size()) {
            return null;
        }
        Block block = blocks.get(current);
        ByteBuffer room = block.lend();
        lent = room == null ? null : block;
        return room;
    }

    @Override
    public void onFilled(int count) {
        progressNanos = file.ticker().nanos();
        Block block = takeBack(count);
        if (block != null && block.over()) {
            file.arrived(block);
            current++;
        }
    }

    private @Nullable Block takeBack(int count) {
        Block block = lent;
        lent = null;
        if (block != null) {
            block.restore(count);
        }
        return block;
    }

    @Override
    public void onComplete() {
        takeBack(0);
        Block last = blocks.get(blocks.size() - 1);
        if (!last.complete() && failure == null) {
            fail(new IOException(
                    "the store ended " + file.identity() + " " + range + " before its last byte and reported success"));
        }
        over();
    }

    @Override
    public void onFailure(IOException cause) {
        takeBack(0);
        if (failure == null) {
            fail(cause);
        }
        over();
    }

    private void over() {
        synchronized (this) {
            if (state == State.OVER) {
                return;
            }
            state = State.OVER;
        }
        file.over(this);
    }

    private void fail(IOException reason) {
        failure = reason;
        file.failed(this);
        for (Block each : blocks) {
            if (!each.complete()) {
                each.finish();
            }
        }
    }
}
