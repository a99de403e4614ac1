package io.farseek.readahead;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Times and counts every request, failed and cancelled ones too, and tells the endpoint's cost model what it cost. */
final class ObservedRangeReader implements RangeReader {
    private final RangeReader reader;
    private final EndpointCost cost;
    private final Recorder recorder;
    private final Ticker ticker;

    ObservedRangeReader(RangeReader reader, EndpointCost cost, Recorder recorder, Ticker ticker) {
        this.reader = reader;
        this.cost = cost;
        this.recorder = recorder;
        this.ticker = ticker;
    }

    @Override
    public long length() {
        return reader.length();
    }

    @Override
    public Capabilities capabilities() {
        return reader.capabilities();
    }

    @Override
    public Cancellable read(ByteRange range, ReadCause cause, RangeSink sink) {
        return reader.read(range, cause, observe(range, sink));
    }

    @Override
    public List<Cancellable> readAll(List<SinkRange> ranges, ReadCause cause) {
        return reader.readAll(
                ranges.stream()
                        .map(each -> new SinkRange(each.range(), observe(each.range(), each.sink())))
                        .toList(),
                cause);
    }

    @Override
    public void close() {
        reader.close();
    }

    private RangeSink observe(ByteRange range, RangeSink sink) {
        recorder.increment(Count.REQUESTS_GET);
        recorder.size(Size.GET, range.length());
        recorder.shift(Level.IN_FLIGHT, 1);
        return new Observation(sink);
    }

    private final class Observation implements RangeSink {
        private final RangeSink sink;
        private final long sentNanos = ticker.nanos();
        private long firstByteNanos;
        private long bytesAfterFirst;
        private boolean begun;

        Observation(RangeSink sink) {
            this.sink = sink;
        }

        @Override
        public void onBytes(ByteBuffer bytes) {
            int size = bytes.remaining();
            if (!begun) {
                begun = true;
                firstByteNanos = ticker.nanos();
                recorder.time(Timing.GET_TTFB, firstByteNanos - sentNanos);
                cost.onFirstByte(firstByteNanos - sentNanos);
            } else {
                bytesAfterFirst += size;
            }
            recorder.add(Count.BYTES_FETCHED, size);
            sink.onBytes(bytes);
        }

        @Override
        public void onComplete() {
            long now = ticker.nanos();
            if (begun) {
                recorder.time(Timing.GET_BODY, now - firstByteNanos);
                cost.onBody(bytesAfterFirst, now - firstByteNanos);
            }
            recorder.time(Timing.GET_TOTAL, now - sentNanos);
            recorder.shift(Level.IN_FLIGHT, -1);
            sink.onComplete();
        }

        @Override
        public void onFailure(IOException failure) {
            recorder.time(Timing.GET_TOTAL, ticker.nanos() - sentNanos);
            recorder.shift(Level.IN_FLIGHT, -1);
            recorder.increment(failure instanceof CancelledReadException ? Count.CANCELLED : Count.ERRORS);
            sink.onFailure(failure);
        }
    }
}
