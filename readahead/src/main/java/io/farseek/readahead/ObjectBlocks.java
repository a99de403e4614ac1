package io.farseek.readahead;

import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of one version of one object, by position; no two share a byte. Looking up takes no lock; blocks are added under
 * {@link #planning()} only, so that what a plan found missing is still missing when its fetches are added.
 */
final class ObjectBlocks {
    private final ConcurrentNavigableMap<Long, Block> blocks = new ConcurrentSkipListMap<>();
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
        for (Block each : fetch.blocks()) {
            blocks.put(each.start(), each);
        }
    }

    boolean remove(Block block) {
        return blocks.remove(block.start(), block);
    }

    Iterable<Block> all() {
        return blocks.values();
    }

    boolean isEmpty() {
        return blocks.isEmpty();
    }

    long coveredUntil(long position, long limit) {
        long at = position;
        for (Block block = at(at); block != null && at < limit; block = at(at)) {
            at = block.end();
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

    long nextCovered(long position) {
        if (at(position) != null) {
            return position;
        }
        Long next = blocks.ceilingKey(position);
        return next == null ? Long.MAX_VALUE : next;
    }
}
