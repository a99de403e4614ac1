package io.farseek.readahead;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of one range go. Calls come one after another, in order of position, from a thread of the store's, and end with exactly
 * one of {@link #onComplete} and {@link #onFailure}. None of them blocks.
 */
public interface RangeSink {
    /**
     * The store has accepted the request, {@code waitedNanos} after it was sent. Comes before the first bytes, from readers that know when
     * that was; what happened between the asking and the sending (a queue, signing, a new connection) is not the network's latency.
     */
    default void onAnswer(long waitedNanos) {}

    /** The next bytes of the range. The buffer is the caller's again when the call returns: copy what is wanted. */
    void onBytes(ByteBuffer bytes);

    /**
     * Where the next bytes may be written instead of being handed over, which saves a copy: into its array or its direct memory, from its position
     * on. Null when they have to be handed over. What was written is reported by {@link #onFilled} before any other call; the room is the sink's
     * again with that or, when nothing was written, with the next call of any kind.
     */
    default @Nullable ByteBuffer room() {
        return null;
    }

    /** The range's next {@code count} bytes, at least one, are in the {@link #room} that was lent last. */
    default void onFilled(int count) {
        throw new UnsupportedOperationException("no room was lent");
    }

    /** Every byte of the range has been handed over. A store that sent fewer bytes reports {@link #onFailure} instead. */
    void onComplete();

    /** The range ended early; bytes handed over before are valid. Cancelled requests end here too, with a {@link CancelledReadException}. */
    void onFailure(IOException failure);
}
