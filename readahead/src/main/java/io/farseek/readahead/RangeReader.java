package io.farseek.readahead;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads ranges of one pinned version of one object: the seam that every store implements, and the only one.
 *
 * <p>Pinned means that every request is conditional on the version seen at open (an etag, a file handle): when the object has changed, the
 * request fails and never returns bytes of the other version. Safe for use from many threads at once.
 */
public interface RangeReader extends Closeable {
    /** The object's length in bytes. */
    long length();

    /**
     * Asks for a range. Returns at once, before or while the sink is called; never blocks and never throws for a failed request, which is
     * the sink's {@link RangeSink#onFailure}.
     *
     * @param range not empty and within the object
     */
    Cancellable read(ByteRange range, ReadCause cause, RangeSink sink);

    /**
     * The same for a thread that is going to wait for the bytes and has nothing else to do: a reader may use it to take the answer from the
     * network, where that comes sooner than another thread wakes up. So this may block, for as long as an answer that has begun takes to
     * come.
     */
    default Cancellable readAwaited(ByteRange range, ReadCause cause, RangeSink sink) {
        return read(range, cause, sink);
    }

    /** Asks for several ranges, as one native vector request where the store has them. Each sink ends on its own. */
    default List<Cancellable> readAll(List<SinkRange> ranges, ReadCause cause) {
        List<Cancellable> requests = new ArrayList<>(ranges.size());
        for (SinkRange each : ranges) {
            requests.add(read(each.range(), cause, each.sink()));
        }
        return requests;
    }

    default Capabilities capabilities() {
        return Capabilities.PLAIN;
    }

    /** Gives up what the reader holds (file handles) and cancels what is under way. Does not wait. */
    @Override
    void close();
}
