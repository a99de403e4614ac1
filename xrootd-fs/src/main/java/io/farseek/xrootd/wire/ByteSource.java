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
}
