package io.farseek.readahead;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Some neighbouring bytes of one object, being fetched or held. Its fetch alone writes into it, from the front; readers see the bytes as
 * they arrive.
 *
 * <p>The array is used again by other blocks, once nobody can touch it: the pool and the fetch together hold it once, until the block
 * {@link #letGo has been let go} by both, and everybody who reads or writes it holds it for as long as that takes. A holder more is only
 * possible while there is one; the last takes the array away from the block.
 */
final class Block {
    /** Small enough not to be a humongous object in a G1 heap, large enough that a window is not thousands of blocks. */
    static final int MOST_BYTES = 256 << 10;

    private final long start;
    private final int length;
    private final Fetch fetch;
    private final AtomicBoolean used = new AtomicBoolean();
    private final AtomicBoolean counted = new AtomicBoolean(true);
    private final AtomicInteger holders = new AtomicInteger(1);
    private final AtomicBoolean awaited;

    private volatile byte @Nullable [] bytes;
    private volatile @Nullable BlockArrays arrays;
    private volatile int filled;
    private volatile boolean over;
    private volatile boolean recent;

    @GuardedBy("this") private @Nullable List<Runnable> listeners;

    /** The fewest bytes somebody waits for. */
    @GuardedBy("this") private int wanted = Integer.MAX_VALUE;

    Block(long start, int length, Fetch fetch) {
        this.start = start;
        this.length = length;
        this.fetch = fetch;
        this.awaited = new AtomicBoolean(fetch.speculative());
    }

    long start() {
        return start;
    }

    long end() {
        return start + length;
    }

    int length() {
        return length;
    }

    Fetch fetch() {
        return fetch;
    }

    /** How many bytes from the front are there. */
    int filled() {
        return filled;
    }

    boolean complete() {
        return filled == length;
    }

    /** Whether no further byte will come: complete, failed or dropped. */
    boolean over() {
        return over;
    }

    /** Before its request is sent. */
    void allocate(BlockArrays from) {
        arrays = from;
        bytes = from.take(length);
    }

    /** The fetch's next bytes; takes what fits and leaves the rest. */
    void append(ByteBuffer source) {
        int taken = Math.min(source.remaining(), length - filled);
        ByteBuffer room = lend();
        if (room == null) {
            // Dropped while on its way: the bytes belong to nobody.
            source.position(source.position() + taken);
            return;
        }
        try {
            source.get(room.array(), room.arrayOffset() + room.position(), taken);
            fill(taken);
        } finally {
            unhold();
        }
    }

    /**
     * What is not filled yet, for the fetch to write into. Null when the block is over. Held until it is {@link #restore restored}, which comes
     * once.
     */
    @Nullable ByteBuffer lend() {
        if (over || !hold()) {
            return null;
        }
        byte[] array = bytes;
        if (array == null) {
            unhold();
            return null;
        }
        int from = filled;
        return ByteBuffer.wrap(array, from, length - from);
    }

    /** Takes back what was lent, {@code count} bytes of it written. */
    void restore(int count) {
        try {
            if (count > 0 && !over) {
                fill(count);
            }
        } finally {
            unhold();
        }
    }

    private void fill(int count) {
        int from = filled;
        int taken = count;
        List<Runnable> finished = null;
        synchronized (this) {
            filled = from + taken;
            if (filled == length) {
                over = true;
                finished = listeners;
                listeners = null;
            }
            if (filled >= wanted) {
                wakeAll();
            }
        }
        run(finished);
    }

    /** Ends the block where it is: nothing more comes. Readers that wait wake up. */
    void finish() {
        List<Runnable> finished;
        synchronized (this) {
            over = true;
            finished = listeners;
            listeners = null;
            wakeAll();
        }
        run(finished);
    }

    /** Those who want more than there is wait again. */
    @GuardedBy("this") private void wakeAll() {
        wanted = Integer.MAX_VALUE;
        notifyAll();
    }

    /** Neither the pool nor the fetch needs the array any more. Once; readers that have begun to copy from it finish undisturbed. */
    void letGo() {
        BlockArrays owner = arrays;
        if (!fetch.kept()) {
            unhold();
        } else if (owner != null) {
            // The array stays the block's for as long as its reader keeps that.
            owner.forget(length);
        }
    }

    /** Whether the array is there, and stays until {@link #unhold}. */
    boolean hold() {
        int now = holders.get();
        while (now > 0 && !holders.compareAndSet(now, now + 1)) {
            now = holders.get();
        }
        return now > 0;
    }

    void unhold() {
        if (holders.decrementAndGet() == 0) {
            byte[] array = bytes;
            BlockArrays owner = arrays;
            bytes = null;
            if (array != null && owner != null) {
                owner.give(array);
            }
        }
    }

    /** Copies bytes from {@code position} on into {@code target}; 0 when the byte at {@code position} is not there or not there any more. */
    int copy(long position, ByteBuffer target) {
        int from = (int) (position - start);
        int taken = Math.min(target.remaining(), filled - from);
        if (taken <= 0 || !hold()) {
            return 0;
        }
        try {
            byte[] array = bytes;
            if (array == null) {
                return 0;
            }
            target.put(array, from, taken);
            return taken;
        } finally {
            unhold();
        }
    }

    /** Says that a reader has taken bytes; true the first time. */
    boolean use() {
        if (!recent) {
            recent = true;
        }
        return !used.get() && used.compareAndSet(false, true);
    }

    boolean used() {
        return used.get();
    }

    /** Whether it was fetched ahead and its reader is still expected. */
    boolean awaited() {
        return awaited.get();
    }

    /** True the first time: it was fetched ahead, and has now been read, dropped or passed by. */
    boolean stopAwaiting() {
        return awaited.get() && awaited.compareAndSet(true, false);
    }

    /** True the first time: its bytes no longer count against the budget. */
    boolean stopCounting() {
        return counted.compareAndSet(true, false);
    }

    /** Whether it was used since this was last asked. */
    boolean takeRecent() {
        boolean was = recent;
        recent = false;
        return was;
    }

    /** Runs {@code listener} once the block is over, on the thread that ends it; at once when it is. */
    void whenOver(Runnable listener) {
        synchronized (this) {
            if (!over) {
                if (listeners == null) {
                    listeners = new ArrayList<>(2);
                }
                listeners.add(listener);
                return;
            }
        }
        listener.run();
    }

    /**
     * Waits until the first {@code needed} bytes are there or no more will come: to be woken by every piece that the network brings costs more
     * than the copy of it. False when {@code nanos} passed without a byte.
     */
    synchronized boolean awaitFilled(int needed, long nanos) throws InterruptedException {
        int seen = filled;
        long until = System.nanoTime() + nanos;
        while (filled < needed && !over) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                if (filled == seen) {
                    return false;
                }
                seen = filled;
                until += nanos;
                continue;
            }
            wanted = Math.min(wanted, needed);
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    private static void run(@Nullable List<Runnable> listeners) {
        if (listeners != null) {
            for (Runnable each : listeners) {
                each.run();
            }
        }
    }
}
