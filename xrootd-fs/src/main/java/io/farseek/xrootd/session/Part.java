package io.farseek.xrootd.session;

import io.farseek.readahead.ByteRange;
import io.farseek.readahead.Cancellable;
import io.farseek.readahead.CancelledReadException;
import io.farseek.readahead.RangeSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One range somebody asked for and how far it has come. Survives the requests that carry it: a replay goes on at {@link #position}. At any
 * time at most one exchange delivers to it; cancellation comes from anywhere and meets delivery in one state word, as in {@link Exchange}.
 */
final class Part implements Cancellable {
    /** By the range's start, then its end. */
    static final Comparator<Part> BY_PLACE = (one, other) -> {
        int starts = Long.compare(one.range.start(), other.range.start());
        return starts != 0 ? starts : Long.compare(one.range.end(), other.range.end());
    };

    private static final int WAITING = 0;
    private static final int DELIVERING = 1;
    private static final int DONE = 2;

    private final ByteRange range;
    private final RangeSink sink;
    private final AtomicInteger state = new AtomicInteger(WAITING);
    private volatile long position;
    /** Until its sink has none to lend. Of whoever delivers. */
    private boolean lends = true;

    private volatile @Nullable IOException giveUp;

    Part(ByteRange range, RangeSink sink) {
        this.range = range;
        this.sink = sink;
        this.position = range.start();
    }

    /** Where the next byte belongs. */
    long position() {
        return position;
    }

    long end() {
        return range.end();
    }

    long remaining() {
        return range.end() - position;
    }

    long start() {
        return range.start();
    }

    boolean isDone() {
        return state.get() == DONE;
    }

    /** Hands on what of {@code chunk}, which lies at {@code offset} of the file, belongs to this range. Completes it with its last byte. */
    void deliver(long offset, ByteBuffer chunk) {
        long from = Math.max(offset, position);
        long to = Math.min(offset + chunk.remaining(), range.end());
        if (from >= to || !state.compareAndSet(WAITING, DELIVERING)) {
            return;
        }
        int at = chunk.position() + (int) (from - offset);
        try {
            sink.onBytes(chunk.slice(at, (int) (to - from)).asReadOnlyBuffer());
            position = to;
        } finally {
            delivered();
        }
    }

    /**
     * Where the range's bytes from {@code offset} on may be written: direct memory, at most what is missing. To be {@link #restore restored} soon. Null when
     * they have to be {@link #deliver delivered}.
     */
    @Nullable ByteBuffer lend(long offset) {
        if (!lends || offset != position || !state.compareAndSet(WAITING, DELIVERING)) {
            return null;
        }
        ByteBuffer room = null;
        try {
            room = sink.room();
        } finally {
            lends = room != null && room.isDirect() && room.hasRemaining();
            if (!lends) {
                delivered();
            }
        }
        return room == null || !lends ? null : room.limit((int) Math.min(room.limit(), room.position() + remaining()));
    }

    /** Takes back what was lent, its first {@code count} bytes written. Completes the range with its last byte. */
    void restore(int count) {
        try {
            if (count > 0) {
                long from = position;
                sink.onFilled(count);
                position = from + count;
            }
        } finally {
            delivered();
        }
    }

    private void delivered() {
        boolean whole = position == range.end();
        state.set(whole ? DONE : WAITING);
        if (whole) {
            sink.onComplete();
        } else {
            IOException why = giveUp;
            if (why != null) {
                fail(why);
            }
        }
    }

    void fail(IOException why) {
        giveUp = why;
        if (state.compareAndSet(WAITING, DONE)) {
            sink.onFailure(why);
        }
    }

    @Override
    public void cancel() {
        fail(new CancelledReadException("read of " + range + " cancelled"));
    }
}
