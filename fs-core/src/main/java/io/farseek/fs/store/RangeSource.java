package io.farseek.fs.store;

import io.farseek.readahead.ByteRange;
import io.farseek.readahead.ReadCause;
import java.io.IOException;
import java.io.InputStream;

/**
 * Opens the body of one range request: the one blocking call from which {@link StreamingRangeReader} makes a reader. Safe for use from many
 * threads at once.
 */
@FunctionalInterface
public interface RangeSource {
    /**
     * Sends one conditional range request and returns its body once the store has accepted it. Blocks, within the connector's own deadlines;
     * an interrupt ends it early where the transport can. The implementation has checked that the answer is for the range asked and for the
     * pinned version ({@link RemoteFileChangedException} for another one).
     */
    InputStream open(ByteRange range, ReadCause cause) throws IOException;

    /**
     * Drops a body that nobody wants the rest of, from any thread, while another may be reading it. Must not block: a transport whose
     * {@code close} reads to the end overrides this with its abort.
     */
    default void abort(InputStream body) throws IOException {
        body.close();
    }
}
