package io.farseek.fs.store;

import io.farseek.readahead.ByteRange;
import io.farseek.readahead.Cancellable;
import io.farseek.readahead.Capabilities;
import io.farseek.readahead.RangeReader;
import io.farseek.readahead.RangeSink;
import io.farseek.readahead.ReadCause;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link RangeReader} over blocking requests: each range is opened and read on a thread of {@code executor}, normally
 * {@link StoreThreads#ranges}. Every sink gets exactly one terminal event; a body shorter or longer than its range is a failure; cancelling
 * interrupts a request that has not been answered and aborts the body of one that has.
 */
public final class StreamingRangeReader implements RangeReader {
    static final Logger LOG = LoggerFactory.getLogger(StreamingRangeReader.class);

    private final String where;
    private final long length;
    private final Capabilities capabilities;
    private final RangeSource source;
    private final Executor executor;
    private final Set<RangePump> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param where the object's URI, for messages
     * @param length of the pinned version, in bytes
     */
    public StreamingRangeReader(
            String where, long length, Capabilities capabilities, RangeSource source, Executor executor) {
        this.where = where;
        this.length = length;
        this.capabilities = capabilities;
        this.source = source;
        this.executor = executor;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public Cancellable read(ByteRange range, ReadCause cause, RangeSink sink) {
        if (range.isEmpty() || range.end() > length) {
            throw new IllegalArgumentException("range " + range + " of " + where + ", whose length is " + length);
        }
        RangePump pump = new RangePump(source, range, cause, sink, where, underWay::remove);
        underWay.add(pump);
        if (closed) {
            pump.cancel();
        }
        try {
            executor.execute(pump);
        } catch (RejectedExecutionException e) {
            pump.refused(e);
        }
        return pump;
    }

    /** Cancels what is under way. Does not wait; each sink still gets its terminal event. */
    @Override
    public void close() {
        closed = true;
        underWay.forEach(RangePump::cancel);
    }
}
