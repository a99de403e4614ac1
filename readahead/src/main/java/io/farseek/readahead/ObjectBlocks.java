package io.farseek.readahead;

import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of one version of one object, by position; no two share a byte. Looking up takes no lock; blocks are added under
 * {@link #planning()} only, so that what a plan found missing is still missing when its fetches are added.
 */
final class ObjectBlocks {
    private final ConcurrentNavigableMap<Long, Block> blocks = new ConcurrentSkipListMap<>();
    private final AtomicLong heldBytes = new AtomicLong();
    private final ReentrantLock planning = new ReentrantLock();

    /** Held while a plan is made and its fetches are added. Never while waiting or doing I/O. */
    ReentrantLock planning() {
        return planning;
    }

    /** The block that holds {@code position}, or null. */
    @Nullable Block at(long position) {
        Map.Entry<Long, Block> floor = blocks.floorEntry(position);
        return floor != null && floor.getValue().end() > position ? floor.getValue() : null;
    }

    void add(Fetch fetch) {
        // First, so that it is never less than there is.
        heldBytes.addAndGet(fetch.range().length());
        for (Block each : fetch.blocks()) {
            blocks.put(each.start(), each);
        }
    }

    boolean remove(Block block) {
        boolean removed = blocks.remove(block.start(), block);
        if (removed) {
            heldBytes.addAndGet(-block.length());
        }
        return removed;
    }

    long heldBytes() {
        return heldBytes.get();
    }

    Iterable<Block> all() {
        return blocks.values();
    }

    boolean isEmpty() {
        return blocks.isEmpty();
    }

    long coveredUntil(long position, long limit) {
        Block first = at(position);
        if (first == null) {
            return position;
        }
        long at = first.end();
        if (at < limit) {
            // On from neighbour to neighbour: a window has hundreds of blocks, and a look-up of each costs several
            // times as much.
            for (Block each : blocks.tailMap(at, true).values()) {
                if (at >= limit || each.start() != at) {
                    break;
                }
                at = each.end();
            }
        }
        return at;
    }

    long coveredFrom(long position, long limit) {
        long at = position;
        for (Block block = at == 0 ? null : at(at - 1);
                block != null && at > limit;
                block = at == 0 ? null : at(at - 1)) {
            at = block.start();
        }
        return at;
    }

    /** {@link BlockView#holes} in one pass: a look-up for the first block, and on to its neighbours from there. */
    boolean holes(ByteRange range, BlockView.HoleVisitor visitor) {
        long at = coveredUntil(range.start(), range.end());
        for (Block each : blocks.tailMap(at, true).values()) {
            if (each.start() >= range.end()) {
                break;
            }
            if (each.start() > at && !visitor.goesOn(new ByteRange(at, each.start()))) {
                return false;
            }
            at = each.end();
        }
        return at >= range.end() || visitor.goesOn(new ByteRange(at, range.end()));
    }

    long nextCovered(long position) {
        if (at(position) != null) {
            return position;
        }
        Long next = blocks.ceilingKey(position);
        return next == null ? Long.MAX_VALUE : next;
    }
}
