package io.farseek.readahead;

import java.util.OptionalLong;

/**
 * How long the answer to this thread's latest request took, from when the request was sent to its status line. An SDK stands between whoever
 * asks and the transport and hands nothing of the kind through, but it sends on the thread that asks.
 */
public final class AnswerTime {
    private static final long NONE = -1;

    private static final ThreadLocal<long[]> LATEST = ThreadLocal.withInitial(() -> new long[] {NONE});

    private AnswerTime() {}

    /** Forgets the requests this thread has sent so far. */
    public static void forget() {
        LATEST.get()[0] = NONE;
    }

    /** Told by the transport: the latest answer to this thread took {@code nanos}. */
    public static void set(long nanos) {
        LATEST.get()[0] = nanos;
    }

    /** Nanoseconds; empty when this thread has been answered nothing since it last forgot. */
    public static OptionalLong latest() {
        long nanos = LATEST.get()[0];
        return nanos == NONE ? OptionalLong.empty() : OptionalLong.of(nanos);
    }
}
