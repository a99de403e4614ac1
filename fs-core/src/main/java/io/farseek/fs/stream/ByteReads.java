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

    /**
     * The byte at {@code position}, or -1 where it has not been fetched yet or the file ends there.
     *
     * @throws IOException if the bytes here cannot be had and none came before that
     */
    int next(long position) throws IOException {
        if (position < start || position >= start + length) {
            fill(position);
        }
        return position < start + length ? bytes[(int) (position - start)] & 0xff : -1;
    }

    private void fill(long position) throws IOException {
        start = position;
        length = 0;
        int wanted = (int) Math.min(MOST_BYTES, readAhead.length() - position);
        if (wanted <= 0 || !readAhead.holds(position, wanted)) {
            return;
        }
        if (bytes.length == 0) {
            bytes = new byte[MOST_BYTES];
        }
        ByteBuffer target = ByteBuffer.wrap(bytes, 0, wanted);
        try {
            length = Math.max(0, readAhead.read(position, target));
        } catch (IOException e) {
            // What came before a failure is good; only the byte that did not come fails, when it is asked for.
            length = target.position();
            if (length == 0) {
                throw e;
            }
        }
    }

    void forget() {
        length = 0;
    }
}
