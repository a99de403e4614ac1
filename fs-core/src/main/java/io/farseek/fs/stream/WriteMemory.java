package io.farseek.fs.stream;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The heap that the unsent bytes of every file being written in this JVM share. Never waited for: a writer that gets none uses the disk, so
 * that writers cannot block each other.
 */
public final class WriteMemory {
    private static final AtomicLong CAPACITY_OF_JVM = new AtomicLong(-1);
    private static final WriteMemory OF_JVM = new WriteMemory(Long.MAX_VALUE);

    private final long capacity;
    private final AtomicLong used = new AtomicLong();

    public WriteMemory(long capacity) {
        this.capacity = capacity;
    }

    /** The JVM's one budget; the first caller's {@code capacity} in bytes holds from then on. */
    public static WriteMemory ofJvm(long capacity) {
        CAPACITY_OF_JVM.compareAndSet(-1, capacity);
        return OF_JVM;
    }

    boolean tryTake(long bytes) {
        long limit = this == OF_JVM ? CAPACITY_OF_JVM.get() : capacity;
        while (true) {
            long before = used.get();
            if (bytes > limit - before) {
                return false;
            }
            if (used.compareAndSet(before, before + bytes)) {
                return true;
            }
        }
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }

    /** Bytes taken and not given back. */
    public long used() {
        return used.get();
    }
}
