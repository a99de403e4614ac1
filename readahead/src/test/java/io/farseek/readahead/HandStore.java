package io.farseek.readahead;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store that answers when the test says so, byte by byte if need be. Bytes are {@link SimulatedNetwork#byteAt} their position. */
final class HandStore implements RangeReader {
    private final long length;
    private final Capabilities capabilities;
    private final List<Asked> asked = new ArrayList<>();
    private final List<List<ByteRange>> vectors = new ArrayList<>();
    private final List<ByteRange> awaited = new ArrayList<>();
    private boolean closed;
    private @Nullable IOException refusal;

    HandStore(long length) {
        this(length, Capabilities.PLAIN);
    }

    HandStore(long length, Capabilities capabilities) {
        this.length = length;
        this.capabilities = capabilities;
    }

    /** A request that has been sent. */
    static final class Asked implements Cancellable {
        final ByteRange range;
        final ReadCause cause;
        private final RangeSink sink;
        private long sent;
        private volatile boolean cancelled;

        Asked(ByteRange range, ReadCause cause, RangeSink sink) {
            this.range = range;
            this.cause = cause;
            this.sink = sink;
            this.sent = range.start();
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        boolean cancelled() {
            return cancelled;
        }

        void deliver(int count) {
            ByteBuffer bytes = ByteBuffer.allocate(count);
            for (int i = 0; i < count; i++) {
                bytes.put(SimulatedNetwork.byteAt(sent + i));
            }
            sent += count;
            sink.onBytes(bytes.flip());
        }

        void deliverGarbage(int count) {
            ByteBuffer bytes = ByteBuffer.allocate(count);
            for (int i = 0; i < count; i++) {
                bytes.put((byte) ~SimulatedNetwork.byteAt(sent + i));
            }
            sent += count;
            sink.onBytes(bytes.flip());
        }

        void complete() {
            sink.onComplete();
        }

        void answer() {
            deliver((int) (range.end() - sent));
            complete();
        }

        void fail(IOException failure) {
            sink.onFailure(failure);
        }
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
    public synchronized List<Cancellable> readAll(List<SinkRange> ranges, ReadCause cause) {
        vectors.add(ranges.stream().map(SinkRange::range).toList());
        return RangeReader.super.readAll(ranges, cause);
    }

    /** The ranges of each vector request so far. */
    synchronized List<List<ByteRange>> vectors() {
        return List.copyOf(vectors);
    }

    /** Ranges asked for by threads that said that they wait. */
    synchronized List<ByteRange> awaited() {
        return List.copyOf(awaited);
    }

    @Override
    public synchronized Cancellable readAwaited(ByteRange range, ReadCause cause, RangeSink sink) {
        awaited.add(range);
        return read(range, cause, sink);
    }

    @Override
    public synchronized Cancellable read(ByteRange range, ReadCause cause, RangeSink sink) {
        Asked one = new Asked(range, cause, sink);
        asked.add(one);
        notifyAll();
        if (refusal != null) {
            one.fail(refusal);
        }
        return one;
    }

    /** Every read from now on fails before it returns. */
    synchronized void refuse(IOException why) {
        refusal = why;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    synchronized boolean closed() {
        return closed;
    }

    synchronized int count() {
        return asked.size();
    }

    /** The n-th request, from 0; waits for it to be sent. */
    synchronized Asked asked(int n) throws InterruptedException {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (asked.size() <= n) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("request " + n + " was never sent; there were " + asked.size());
            }
            wait(left);
        }
        return asked.get(n);
    }

    /** Answers every request that has not been answered, those sent meanwhile too. */
    void answerAll() throws InterruptedException {
        for (int i = 0; i < count(); i++) {
            Asked each = asked(i);
            if (each.sent < each.range.end()) {
                each.answer();
            }
        }
    }
}
