package io.farseek.readahead;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One open file between its readers and the pool: makes plans, turns them into fetches, and keeps account of what became of them.
 */
final class FileReads implements BlockView {
    private final RangeReader reader;
    private final ObjectIdentity identity;
    private final ReadAheadSettings settings;
    private final ReadAheadRuntime runtime;
    private final Recorder recorder;
    private final EndpointCost cost;
    private final Capabilities capabilities;
    private final ObjectBlocks blocks;
    private final AtomicLong unreadBytes = new AtomicLong();

    @GuardedBy("planning()") private final ReadPlanner planner;

    private volatile boolean closed;

    FileReads(
            RangeReader reader,
            ObjectIdentity identity,
            ReadAheadSettings settings,
            ReadAheadRuntime runtime,
            Recorder recorder) {
        this.reader = reader;
        this.identity = identity;
        this.settings = settings;
        this.runtime = runtime;
        this.recorder = recorder;
        this.cost = runtime.cost(identity.endpoint());
        this.capabilities = reader.capabilities();
        this.blocks = runtime.pool().open(identity);
        this.planner = new AdaptivePlanner(settings, capabilities, parallelRequests());
    }

    RangeReader reader() {
        return reader;
    }

    Capabilities capabilities() {
        return capabilities;
    }

    ObjectIdentity identity() {
        return identity;
    }

    ReadAheadSettings settings() {
        return settings;
    }

    ObjectBlocks blocks() {
        return blocks;
    }

    Recorder recorder() {
        return recorder;
    }

    Ticker ticker() {
        return runtime.ticker();
    }

    ReadAheadRuntime runtime() {
        return runtime;
    }

    int parallelRequests() {
        return settings.parallelRequests();
    }

    boolean closed() {
        return closed;
    }

    private ReentrantLock planning() {
        return blocks.planning();
    }

    /**
     * Sends what a read of {@code length} bytes at {@code position} makes necessary and likely. Does not wait, but for an answer that begins
     * at once where nothing else is sent.
     */
    void plan(long position, int length) {
        List<Fetch> fetches;
        planning().lock();
        try {
            fetches = add(planner.onRead(position, length, this, cost.estimate()));
        } finally {
            planning().unlock();
        }
        if (fetches.size() == 1 && !fetches.get(0).speculative()) {
            runtime.scheduler().submitAwaited(fetches.get(0));
            cancelIfClosed();
        } else {
            submit(fetches);
        }
    }

    /** Sends what is missing of ranges that are wanted together. Does not wait. */
    void plan(List<ByteRange> ranges, ReadCause cause) {
        List<Fetch> fetches;
        planning().lock();
        try {
            fetches = add(planner.onRanges(ranges, cause, this, this.cost.estimate()));
        } finally {
            planning().unlock();
        }
        submit(fetches);
    }

    /**
     * Sends exactly what is missing of {@code range}: what was on its way has failed, or was dropped before it was read. The caller holds on to
     * what is returned, and finds its bytes there even when the pool has no room to keep them.
     */
    List<Fetch> refetch(ByteRange range) {
        List<Fetch> fetches = new ArrayList<>(1);
        planning().lock();
        try {
            for (long at = coveredUntil(range.start(), range.end()); at < range.end(); ) {
                long end = Math.min(range.end(), nextCovered(at));
                Fetch fetch = new Fetch(this, new ByteRange(at, end), ReadCause.DEMAND);
                fetch.keep();
                blocks.add(fetch);
                fetches.add(fetch);
                at = coveredUntil(end, range.end());
            }
        } finally {
            planning().unlock();
        }
        submit(fetches);
        return fetches;
    }

    @GuardedBy("planning()") private List<Fetch> add(Plan plan) {
        if (plan.requests().isEmpty()) {
            return List.of();
        }
        List<Fetch> fetches = new ArrayList<>(plan.requests().size());
        for (Plan.Request each : plan.requests()) {
            Fetch fetch = new Fetch(this, each.range(), each.cause());
            blocks.add(fetch);
            fetches.add(fetch);
            if (fetch.speculative()) {
                account(each.range().length());
                recorder.add(Count.PREFETCH_ISSUED, fetch.blocks().size());
            }
        }
        return fetches;
    }

    private void submit(List<Fetch> fetches) {
        if (!fetches.isEmpty()) {
            runtime.scheduler().submit(fetches);
            cancelIfClosed();
        }
    }

    private void cancelIfClosed() {
        if (closed) {
            // Closed between the plan and the sending: the close saw nothing to cancel.
            runtime.scheduler().cancel(this, new CancelledReadException("closed " + identity));
        }
    }

    /** A reader has taken bytes of a block, the last of them at {@code end}. */
    void used(Block block, long end) {
        if (block.use()) {
            if (block.fetch().speculative()) {
                recorder.increment(Count.PREFETCH_USED);
                block.fetch().file().settleAwaited(block);
            }
        }
        if (end == block.end()) {
            runtime.pool().drained(block, blocks);
        }
    }

    /** A block was complete and has been let go. */
    void dropped(Block block) {
        if (block.use() && block.fetch().speculative()) {
            recorder.increment(Count.PREFETCH_WASTED);
            recorder.add(Count.BYTES_DISCARDED, block.length());
        }
        settleAwaited(block);
        recorder.shift(Level.BUFFER_BYTES, -block.length());
    }

    /** A block that was fetched ahead no longer stands in the way of more: it was read, dropped, or passed by. */
    void settleAwaited(Block block) {
        if (block.stopAwaiting()) {
            account(-block.length());
        }
    }

    /** A block is complete. */
    void arrived(Block block) {
        if (block.complete()) {
            recorder.shift(Level.BUFFER_BYTES, block.length());
            runtime.pool().enter(block, blocks);
        }
    }

    /** A fetch fails: what is missing of it may be asked for again. */
    void failed(Fetch fetch) {
        long bytes = 0;
        for (Block each : fetch.blocks()) {
            if (!each.complete() && blocks.remove(each)) {
                bytes += each.length();
                if (each.use() && fetch.speculative()) {
                    recorder.increment(Count.PREFETCH_CANCELLED);
                }
                settleAwaited(each);
            }
        }
        settle(bytes, false);
    }

    /** A fetch that was sent is over and its buffers are nobody's but the pool's. */
    void over(Fetch fetch) {
        long bytes = 0;
        for (Block each : fetch.blocks()) {
            if (each.complete()) {
                bytes += each.length();
            }
            if (blocks.at(each.start()) != each) {
                runtime.pool().release(each);
            }
        }
        settle(bytes, true);
        runtime.pool().ended(fetch);
        runtime.scheduler().over(fetch);
    }

    private void settle(long bytes, boolean arrived) {
        if (bytes == 0) {
            return;
        }
        planning().lock();
        try {
            planner.onSettled(bytes, arrived);
        } finally {
            planning().unlock();
        }
    }

    private void account(long bytes) {
        unreadBytes.addAndGet(bytes);
        runtime.pool().unreadBytes().addAndGet(bytes);
    }

    void unbuffer() {
        runtime.scheduler().cancel(this, new CancelledReadException("unbuffered " + identity));
        runtime.pool().forget(identity, blocks);
    }

    void close() {
        planning().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
        } finally {
            planning().unlock();
        }
        runtime.scheduler().cancel(this, new CancelledReadException("closed " + identity));
        reader.close();
        runtime.pool().close(identity, blocks);
    }

    @Override
    public long length() {
        return reader.length();
    }

    @Override
    public long coveredUntil(long position, long limit) {
        return blocks.coveredUntil(position, limit);
    }

    @Override
    public long coveredFrom(long position, long limit) {
        return blocks.coveredFrom(position, limit);
    }

    @Override
    public long nextCovered(long position) {
        return blocks.nextCovered(position);
    }

    @Override
    public long heldBytes() {
        return blocks.heldBytes();
    }

    @Override
    public boolean holes(ByteRange range, HoleVisitor visitor) {
        return blocks.holes(range, visitor);
    }

    @Override
    public long roomAhead() {
        BlockPool pool = runtime.pool();
        long ofFile = pool.budgetBytes() / 2 - unreadBytes.get();
        return Math.max(
                0, Math.min(ofFile, pool.budgetBytes() - pool.unreadBytes().get()));
    }

    /** The block of one of {@code kept} that is to hold {@code position}, or null. */
    static @Nullable Block keptAt(long position, List<Fetch> kept) {
        for (Fetch each : kept) {
            Block block = each.at(position);
            if (block != null) {
                return block;
            }
        }
        return null;
    }

    /** What ended a read of this file that nobody closed. */
    static boolean cancelled(@Nullable IOException failure) {
        return failure instanceof CancelledReadException;
    }
}
