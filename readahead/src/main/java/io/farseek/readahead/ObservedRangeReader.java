package io.farseek.readahead;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Times and counts every request, failed and cancelled ones too, and tells the endpoint's cost model what it cost. */
final class ObservedRangeReader implements RangeReader {
    private final RangeReader reader;
    private final EndpointCost cost;
    private final Recorder recorder;
    private final Ticker ticker;
    private final AtomicInteger underWay = new AtomicInteger();

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
    public Cancellable readAwaited(ByteRange range, ReadCause cause, RangeSink sink) {
        return reader.readAwaited(range, cause, observe(range, sink));
    }

    /** One vector is one request: its first byte is the first of any range, and it is over with the last of them. */
    @Override
    public List<Cancellable> readAll(List<SinkRange> ranges, ReadCause cause) {
        if (!capabilities().nativeVectors()) {
            return RangeReader.super.readAll(ranges, cause);
        }
        long bytes = 0;
        for (SinkRange each : ranges) {
            bytes += each.range().length();
        }
        begin(bytes);
        ObservedVector vector = new ObservedVector(ranges.size());
        return reader.readAll(
                ranges.stream()
                        .map(each -> new SinkRange(each.range(), vector.observe(each.sink())))
                        .toList(),
                cause);
    }

    @Override
    public void close() {
        reader.close();
    }

    private RangeSink observe(ByteRange range, RangeSink sink) {
        begin(range.length());
        return new Observation(range.length() >= EndpointCost.LEAST_BODY_BYTES, sink);
    }

    private void begin(long bytes) {
        if (underWay.getAndIncrement() == 0) {
            cost.fileBegins(ticker.nanos());
        }
        recorder.increment(Count.REQUESTS_GET);
        recorder.size(Size.GET, bytes);
        recorder.shift(Level.IN_FLIGHT, 1);
    }

    private void end(long sentNanos) {
        long now = ticker.nanos();
        recorder.time(Timing.GET_TOTAL, now - sentNanos);
        recorder.shift(Level.IN_FLIGHT, -1);
        if (underWay.decrementAndGet() == 0) {
            cost.fileEnds(now);
        } else {
            cost.fileGoesOn(now);
        }
    }

    private void failed(IOException failure) {
        recorder.increment(failure instanceof CancelledReadException ? Count.CANCELLED : Count.ERRORS);
    }

    private final class Observation implements RangeSink {
        private final boolean tellsOfBandwidth;
        private final RangeSink sink;
        private final long sentNanos = ticker.nanos();
        private long latencyNanos = -1;
        private long firstByteNanos;
        private long bytesAfterFirst;
        private boolean begun;

        Observation(boolean tellsOfBandwidth, RangeSink sink) {
            this.tellsOfBandwidth = tellsOfBandwidth;
            this.sink = sink;
        }

        @Override
        public void onAnswer(long waitedNanos) {
            latencyNanos = waitedNanos;
        }

        @Override
        public void onBytes(ByteBuffer bytes) {
            count(bytes.remaining());
            sink.onBytes(bytes);
        }

        @Override
        public @Nullable ByteBuffer room() {
            return sink.room();
        }

        @Override
        public void onFilled(int size) {
            count(size);
            sink.onFilled(size);
        }

        private void count(int size) {
            if (!begun) {
                begun = true;
                firstByteNanos = ticker.nanos();
                long waited = firstByteNanos - sentNanos;
                recorder.time(Timing.GET_TTFB, waited);
                cost.onFirstByte(waited, latencyNanos >= 0 ? latencyNanos : waited);
                if (tellsOfBandwidth) {
                    cost.together().bodyBegins(firstByteNanos);
                }
            } else {
                // The first piece was there before the clock was started.
                bytesAfterFirst += size;
                if (tellsOfBandwidth) {
                    cost.together().bytes(size);
                }
            }
            recorder.add(Count.BYTES_FETCHED, size);
        }

        @Override
        public void onComplete() {
            if (begun) {
                long now = ticker.nanos();
                recorder.time(Timing.GET_BODY, now - firstByteNanos);
                bodyEnds(now);
                cost.onBody(bytesAfterFirst, now - firstByteNanos);
            }
            end(sentNanos);
            sink.onComplete();
        }

        @Override
        public void onFailure(IOException failure) {
            if (begun) {
                bodyEnds(ticker.nanos());
            }
            end(sentNanos);
            failed(failure);
            sink.onFailure(failure);
        }

        private void bodyEnds(long now) {
            if (tellsOfBandwidth) {
                cost.together().bodyEnds(now);
            }
        }
    }

    /**
     * One vector request. Its sinks may be called from several threads at once. What it says of bandwidth is not used: a store may spread it
     * over several connections.
     */
    private final class ObservedVector {
        private final long sentNanos = ticker.nanos();
        private final AtomicBoolean begun = new AtomicBoolean();
        private final AtomicInteger open;

        ObservedVector(int ranges) {
            open = new AtomicInteger(ranges);
        }

        RangeSink observe(RangeSink sink) {
            return new RangeSink() {
                @Override
                public void onBytes(ByteBuffer bytes) {
                    if (!begun.get() && begun.compareAndSet(false, true)) {
                        long waited = ticker.nanos() - sentNanos;
                        recorder.time(Timing.GET_TTFB, waited);
                        cost.onFirstByte(waited, waited);
                    }
                    recorder.add(Count.BYTES_FETCHED, bytes.remaining());
                    sink.onBytes(bytes);
                }

                @Override
                public void onComplete() {
                    over();
                    sink.onComplete();
                }

                @Override
                public void onFailure(IOException failure) {
                    failed(failure);
                    over();
                    sink.onFailure(failure);
                }
            };
        }

        private void over() {
            if (open.decrementAndGet() == 0) {
                end(sentNanos);
            }
        }
    }
}
