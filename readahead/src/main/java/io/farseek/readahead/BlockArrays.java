package io.farseek.readahead;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The arrays of blocks. Those of the usual length are used again: fresh ones have to be zeroed, and G1 copies them twice before they are
 * old. A block gives its array back when nobody holds it any more ({@link Block}), and never sees it again.
 *
 * <p>Arrays in use and spare ones together never exceed the pool's budget, or what the pool holds where that is more.
 */
final class BlockArrays {
    private static final long MOST_SPARE_BYTES = 16 << 20;

    private final long budgetBytes;
    private final long mostSpareBytes;
    private final AtomicLong heldBytes;

    @GuardedBy("this") private final ArrayDeque<byte[]> spare = new ArrayDeque<>();

    @GuardedBy("this") private long usedBytes;

    /** @param heldBytes what the pool holds, arrays about to be taken included */
    BlockArrays(long budgetBytes, AtomicLong heldBytes) {
        this.budgetBytes = budgetBytes;
        this.mostSpareBytes = Math.min(MOST_SPARE_BYTES, budgetBytes / 4);
        this.heldBytes = heldBytes;
    }

    /** An array with any content. */
    byte[] take(int length) {
        synchronized (this) {
            usedBytes += length;
            byte[] again = length == Block.MOST_BYTES ? spare.pollLast() : null;
            if (again != null) {
                return again;
            }
            while (!spare.isEmpty() && total() > most()) {
                spare.removeLast();
            }
        }
        return new byte[length];
    }

    /** Takes back an array that nobody reads or writes any more. */
    void give(byte[] array) {
        synchronized (this) {
            usedBytes -= array.length;
            if (array.length == Block.MOST_BYTES
                    && spareBytes() + array.length <= mostSpareBytes
                    && total() + array.length <= most()) {
                spare.addLast(array);
            }
        }
    }

    /** An array of that length is its reader's from now on. */
    synchronized void forget(int length) {
        usedBytes -= length;
    }

    /** Bytes of all arrays, in use and spare. */
    synchronized long bytes() {
        return total();
    }

    @GuardedBy("this") private long total() {
        return usedBytes + spareBytes();
    }

    @GuardedBy("this") private long spareBytes() {
        return (long) spare.size() * Block.MOST_BYTES;
    }

    private long most() {
        return Math.max(budgetBytes, heldBytes.get());
    }
}
