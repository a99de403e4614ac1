package io.farseek.xrootd.wire;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where a decoder's bytes come from. Used by one thread at a time. */
public interface ByteSource {
    /**
     * Puts at least one byte into a buffer that has room, waiting for it as long as it takes.
     *
     * @return how many; -1 at the end
     */
    int read(ByteBuffer into) throws IOException;

    /**
     * Puts what has come already into a buffer that has room. May wait for the rest of a record where bytes come in records.
     *
     * @return how many, 0 for none; -1 at the end
     */
    int readNow(ByteBuffer into) throws IOException;

    /** Whether {@link #readNow(Rooms)} and {@link #await} may be called. */
    default boolean scatters() {
        return false;
    }

    /**
     * Puts what has come already into rooms, in their order. Waits for nothing.
     *
     * @return how many bytes, 0 for none; -1 at the end
     */
    default long readNow(Rooms into) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Waits until bytes or the end have come, for as long as it takes. May return early. */
    default void await() throws IOException {
        throw new UnsupportedOperationException();
    }
}
