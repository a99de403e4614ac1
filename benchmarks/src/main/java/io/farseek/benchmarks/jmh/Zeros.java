package io.farseek.benchmarks.jmh;

import io.farseek.readahead.ByteRange;
import io.farseek.readahead.Cancellable;
import io.farseek.readahead.RangeReader;
import io.farseek.readahead.RangeSink;
import io.farseek.readahead.ReadCause;
import java.nio.ByteBuffer;

/** An object of zeros that answers within the call. */
record Zeros(long length) implements RangeReader {
    @Override
    public Cancellable read(ByteRange range, ReadCause cause, RangeSink sink) {
        sink.onBytes(ByteBuffer.allocate((int) range.length()));
        sink.onComplete();
        return Cancellable.NONE;
    }

    @Override
    public void close() {}
}
