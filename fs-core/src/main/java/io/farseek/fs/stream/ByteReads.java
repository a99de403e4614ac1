package io.farseek.fs.stream;

import io.farseek.readahead.ReadAhead;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The next few bytes for callers that read one at a time: copied from what has been fetched already, never waited for, so that what is
 * fetched and when stays what it would be without. For one thread, like the position it follows.
 */
final class ByteReads {
    private static final int MOST_BYTES = 512;

    private final ReadAhead readAhead;
    private byte[] bytes = new byte[0];
    private long start;
    private int length;

    ByteReads(ReadAhead readAhead) {
        this.readAhead = readAhead;
    }

    /** The byte at {@code position}, or -1 where it is not here. */
    int at(long position) {
        long index = position - start;
        return index >= 0 && index < length ? bytes[(int) index] & 0xff : -1;
    }

    /** Takes in what follows {@code position} if that is fetched already; false where it is not. */
    boolean fill(long position) throws IOException {
        int wanted = (int) Math.min(MOST_BYTES, readAhead.length() - position);
        if (wanted <= 0 || !readAhead.holds(position, wanted)) {
            return false;
        }
        if (bytes.length == 0) {
            bytes = new byte[MOST_BYTES];
        }
        length = 0;
        start = position;
        length = Math.max(0, readAhead.read(position, ByteBuffer.wrap(bytes, 0, wanted)));
        return length > 0;
    }

    void forget() {
        length = 0;
    }
}
