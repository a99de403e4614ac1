package io.farseek.readahead;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * The blocks of all objects, within one budget of bytes.
 *
 * <p>Bytes count from the moment a fetch is sent until its blocks are dropped and the fetch is over. What is fetched ahead is refused when
 * room for it could only be made by dropping what was fetched ahead and is still awaited: a pool smaller than the windows would otherwise
 * fetch everything twice. What has not been read while half the pool was fetched since is awaited no longer: its reader has passed by. What a
 * reader waits for is never refused, so the pool may exceed its budget by what is waited for at that moment.
 */
final class BlockPool {
    private static final long MISS_BYTES = 1 << 20;

    private final long budgetBytes;
    private final AtomicLong heldBytes = new AtomicLong();
    private final BlockArrays arrays;

    /** Of fetches from their admission to their end. */
    private final AtomicLong inFlightBytes = new AtomicLong();

    private final AtomicLong mostHeldBytes = new AtomicLong();
    private final AtomicLong mostKeptBytes = new AtomicLong();
    private final AtomicLong unreadBytes = new AtomicLong();
    private final ConcurrentHashMap<ObjectIdentity, Shared> objects = new ConcurrentHashMap<>();

    /** Complete blocks, roughly in the order they came; each gets a second chance when it was used since it was last looked at. */
    @GuardedBy("this") private final ArrayDeque<Held> held = new ArrayDeque<>();

    /** What was fetched ahead, in order of arrival, with the {@link #clockBytes} of that moment. */
    @GuardedBy("this") private final ArrayDeque<Ahead> ahead = new ArrayDeque<>();

    /** Bytes sent for so far; a read that missed counts for at least {@link #MISS_BYTES}, since misses show that the reader is elsewhere. */
    private final AtomicLong clockBytes = new AtomicLong();

    private record Ahead(Block block, long clockBytes) {}

    private record Held(Block block, ObjectBlocks object) {}

    private record Shared(ObjectBlocks blocks, int opens) {}

    BlockPool(long budgetBytes) {
        this.budgetBytes = budgetBytes;
        this.arrays = new BlockArrays(budgetBytes, heldBytes);
    }

    long budgetBytes() {
        return budgetBytes;
    }

    long heldBytes() {
        return heldBytes.get();
    }

    /** Most bytes held at any moment so far. */
    long mostHeldBytes() {
        return mostHeldBytes.get();
    }

    /** Most bytes held at any moment so far beyond those of the fetches under way at that moment. */
    long mostKeptBytes() {
        return mostKeptBytes.get();
    }

    BlockArrays arrays() {
        return arrays;
    }

    /** Bytes fetched ahead, or being fetched, that no reader has used yet. */
    AtomicLong unreadBytes() {
        return unreadBytes;
    }

    /** The blocks of an object, shared by all who have opened this version of it. */
    ObjectBlocks open(ObjectIdentity identity) {
        if (!identity.shareable()) {
            return new ObjectBlocks();
        }
        return objects.compute(
                        identity,
                        (id, shared) -> shared == null
                                ? new Shared(new ObjectBlocks(), 1)
                                : new Shared(shared.blocks, shared.opens + 1))
                .blocks;
    }

    /** Ends one open. The blocks stay for whoever opens the object next, until their bytes are wanted for something else. */
    void close(ObjectIdentity identity, ObjectBlocks blocks) {
        if (!identity.shareable()) {
            blocks.all().forEach(each -> drop(each, blocks));
            return;
        }
        objects.computeIfPresent(
                identity,
                (id, shared) ->
                        shared.opens == 1 && blocks.isEmpty() ? null : new Shared(shared.blocks, shared.opens - 1));
    }

    /** Drops what is complete of an object that nobody else has open. */
    void forget(ObjectIdentity identity, ObjectBlocks blocks) {
        Shared shared = objects.get(identity);
        if (shared != null && shared.opens > 1) {
            return;
        }
        for (Block each : blocks.all()) {
            if (each.complete()) {
                drop(each, blocks);
            }
        }
    }

    /** Counts a fetch that is about to be sent, making room for it. False when it is refused and must not be sent. */
    boolean admit(Fetch fetch) {
        long bytes = fetch.range().length();
        clockBytes.addAndGet(fetch.speculative() ? bytes : Math.max(bytes, MISS_BYTES));
        if (!fetch.speculative()) {
            passBy();
        }
        long over = heldBytes.addAndGet(bytes) - budgetBytes;
        if (over > 0) {
            // Twice round: the first takes second chances away.
            over = evict(over, fetch.speculative() ? Block::awaited : block -> false, 2);
        }
        if (over > 0 && fetch.speculative()) {
            heldBytes.addAndGet(-bytes);
            return false;
        }
        inFlightBytes.addAndGet(bytes);
        noteMost();
        return true;
    }

    /** A fetch that was admitted is over, or was never begun. What it brought stays, as far as there is room for it. */
    void ended(Fetch fetch) {
        inFlightBytes.addAndGet(-fetch.range().length());
        long over = beyondBudget();
        if (over > 0) {
            // Once round: what is being read keeps its second chance.
            evict(over, block -> !block.used(), 1);
        }
        noteMost();
    }

    /** A block has been read to its end. It stays as far as there is room for it: what readers waited for may have come when there was none. */
    void drained(Block block, ObjectBlocks object) {
        if (block.complete() && beyondBudget() > 0) {
            drop(block, object);
        }
    }

    /** Bytes kept that there is no room for; not positive when there is. */
    private long beyondBudget() {
        return heldBytes.get() - inFlightBytes.get() - budgetBytes;
    }

    private void noteMost() {
        long held = heldBytes.get();
        mostHeldBytes.accumulateAndGet(held, Math::max);
        mostKeptBytes.accumulateAndGet(held - inFlightBytes.get(), Math::max);
    }

    /** A block is complete and may be dropped when its bytes are wanted for others. */
    void enter(Block block, ObjectBlocks object) {
        synchronized (this) {
            held.addLast(new Held(block, object));
            if (block.awaited()) {
                ahead.addLast(new Ahead(block, clockBytes.get()));
            }
        }
        passBy();
    }

    /** Stops waiting for readers of what came ahead long ago. */
    private synchronized void passBy() {
        long horizon = clockBytes.get() - budgetBytes / 2;
        for (Ahead first = ahead.peekFirst();
                first != null && (first.clockBytes < horizon || !first.block.awaited());
                first = ahead.peekFirst()) {
            ahead.removeFirst();
            first.block.fetch().file().settleAwaited(first.block);
        }
    }

    /** Lets a complete block go. */
    void drop(Block block, ObjectBlocks object) {
        if (object.remove(block)) {
            block.fetch().file().dropped(block);
            block.finish();
            if (block.complete()) {
                release(block);
            }
        }
    }

    /** Stops counting a block that is no longer held and whose fetch no longer writes into it. Any number of times. */
    void release(Block block) {
        if (block.stopCounting()) {
            // First the array: while it counts there is room for it among the spare ones.
            block.letGo();
            heldBytes.addAndGet(-block.length());
        }
    }

    /** Drops blocks until {@code bytes} are free or none is left that may go; returns the bytes still missing. */
    private long evict(long bytes, Predicate<Block> spared, int rounds) {
        long missing = bytes;
        synchronized (this) {
            for (int looks = rounds * held.size(); looks > 0 && missing > 0; looks--) {
                Held oldest = held.pollFirst();
                if (oldest == null) {
                    break;
                }
                Block block = oldest.block;
                if (oldest.object.at(block.start()) != block) {
                    continue;
                }
                boolean wanted = spared.test(block) && !block.fetch().file().closed();
                if (block.takeRecent() || wanted) {
                    held.addLast(oldest);
                    continue;
                }
                drop(block, oldest.object);
                missing -= block.length();
            }
        }
        return missing;
    }
}
