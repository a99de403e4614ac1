package io.farseek.readahead;

import java.util.List;

/**
 * Turns reads into requests. Does no I/O, reads no clock and starts no thread: its answers follow from the reads it has been told of, what
 * is held already and what requests cost. One planner serves one open file; calls come one at a time.
 */
public interface ReadPlanner {
    /** A read of {@code length} bytes at {@code position}, at least one of them within the object. */
    Plan onRead(long position, int length, BlockView blocks, CostEstimate cost);

    /** Ranges that are wanted all together, in any order; with cause DEMAND somebody waits for them, with HINT nobody does yet. */
    Plan onRanges(List<ByteRange> ranges, ReadCause cause, BlockView blocks, CostEstimate cost);

    /** Planned bytes have arrived or, if not, will not. */
    void onSettled(long bytes, boolean arrived);
}
