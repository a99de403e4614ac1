package io.farseek.xrootd.wire;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where the next bytes of a connection go, in their order: memory that the system can write into, so that nothing is copied on. Used again for
 * every taking, by one thread at a time; what is lent is its lender's again when it is told how much was written.
 */
public final class Rooms {
    /** Of sixteen KiB each with their leads, half a MiB: more than a socket holds most of the time. */
    private static final int MOST = 64;

    private static final int SCRATCH_BYTES = 1 << 10;

    /** One more than are lent: what comes behind them goes into the decoder's own. */
    private final ByteBuffer[] buffers = new ByteBuffer[MOST + 1];

    private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH_BYTES);
    private int scratchUsed;
    private int count;
    private int bytes;

    /** Adds the room between a direct buffer's position and its limit; false when no more are taken. */
    public boolean add(ByteBuffer direct) {
        if (count == MOST) {
            return false;
        }
        buffers[count++] = direct;
        bytes += direct.remaining();
        return true;
    }

    /** Adds room for a few bytes that belong to nobody's data: readable until the next taking. Null when no more are taken. */
    public @Nullable ByteBuffer addScratch(int size) {
        if (count == MOST || scratchUsed + size > SCRATCH_BYTES) {
            return null;
        }
        ByteBuffer few = scratch.slice(scratchUsed, size);
        scratchUsed += size;
        add(few);
        return few;
    }

    /** Whether no more are taken. */
    public boolean isFull() {
        return count == MOST;
    }

    /** Bytes that find room. */
    public int bytes() {
        return bytes;
    }

    void behind(ByteBuffer own) {
        buffers[count++] = own;
    }

    void clear() {
        while (count > 0) {
            buffers[--count] = null;
        }
        bytes = 0;
        scratchUsed = 0;
    }

    /** The buffers, in order: the first {@link #count} of the array, which is this object's. */
    public ByteBuffer[] buffers() {
        return buffers;
    }

    /** How many buffers there are. */
    public int count() {
        return count;
    }
}
