package io.farseek.readahead;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A store behind a network in simulated time: a reader that waits makes time pass. One thread; nothing sleeps, so seconds of reading take
 * milliseconds, and every run gives the same figures.
 *
 * <p>A request costs connection set-up when no connection is idle, then latency, then its bytes at the bandwidth of one connection or its
 * share of the total, whichever is less.
 */
public final class SimulatedNetwork {
    private static final int CHUNK_BYTES = 64 << 10;

    private final Model model;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::nanos).thenComparingLong(Event::order));
    private final List<Request> log = new ArrayList<>();
    private long nowNanos;
    private long ordered;
    private int idleConnections;
    private int openConnections;
    private int movingBodies;
    private int strangers;
    private double slowShare;
    private double slowSeconds;
    private Random random = new Random(1);

    /**
     * What the network is like.
     *
     * @param latencySeconds from a request to its first byte
     * @param connectSeconds added where a connection has to be opened
     * @param bytesPerSecond of one connection
     * @param totalBytesPerSecond of all connections together
     */
    public record Model(
            double latencySeconds, double connectSeconds, double bytesPerSecond, double totalBytesPerSecond) {
        public static Model of(double latencySeconds, double bytesPerSecond) {
            return new Model(latencySeconds, 0, bytesPerSecond, Double.MAX_VALUE);
        }
    }

    /** A request as the store saw it. */
    public record Request(ByteRange range, ReadCause cause, double sentSeconds) {}

    private record Event(long nanos, long order, Runnable action) {}

    public SimulatedNetwork(Model model) {
        this.model = model;
    }

    /** A runtime whose clock is this network's and whose waits make its time pass. */
    public ReadAheadRuntime runtime(RuntimeSettings settings) {
        return runtime(settings, this::passTime);
    }

    /** A runtime whose clock is this network's and whose readers wait as {@code waits} says. */
    ReadAheadRuntime runtime(RuntimeSettings settings, Waits waits) {
        return new ReadAheadRuntime(settings, () -> nowNanos, waits, Runnable::run, (nanos, action) -> {
            boolean[] cancelled = new boolean[1];
            at(nowNanos + nanos, () -> {
                if (!cancelled[0]) {
                    action.run();
                }
            });
            return () -> cancelled[0] = true;
        });
    }

    /** An object of {@code length} bytes, each of which is {@link #byteAt} its position. */
    public RangeReader object(long length) {
        return new SimulatedObject(length);
    }

    public static byte byteAt(long position) {
        return (byte) (position * 31 + (position >>> 9) * 17 + (position >>> 18) * 7);
    }

    /** Others who move bytes all the time and take their share of the total. */
    public void others(int bodies) {
        strangers = bodies;
    }

    /** Makes one first byte in so many late: {@code share} of the requests, drawn by a fixed seed, have theirs after {@code seconds}. */
    public void slowTail(double share, double seconds) {
        slowShare = share;
        slowSeconds = seconds;
        random = new Random(1);
    }

    public double seconds() {
        return nowNanos / 1e9;
    }

    public int openConnections() {
        return openConnections;
    }

    /** Every request so far, in the order it was sent. */
    public List<Request> log() {
        return List.copyOf(log);
    }

    public long requestedBytes() {
        return log.stream().mapToLong(each -> each.range().length()).sum();
    }

    /** Lets the reader think. */
    public void pass(double seconds) {
        long until = nowNanos + (long) (seconds * 1e9);
        while (!events.isEmpty() && events.peek().nanos() <= until) {
            step();
        }
        nowNanos = until;
    }

    /** Runs until nothing is under way. */
    public void drain() {
        while (!events.isEmpty()) {
            step();
        }
    }

    private boolean passTime(Block block, int wanted, long nanos) {
        int seen = block.filled();
        long deadline = nowNanos + nanos;
        while (block.filled() < wanted && !block.over()) {
            if (events.isEmpty()) {
                throw new IllegalStateException("waiting for bytes that nothing under way will bring");
            }
            if (events.peek().nanos() > deadline) {
                nowNanos = deadline;
                if (block.filled() == seen) {
                    return false;
                }
                seen = block.filled();
                deadline += nanos;
                continue;
            }
            step();
        }
        return true;
    }

    long nanos() {
        return nowNanos;
    }

    /** Lets the next thing happen, unless it happens later than {@code latestNanos}: then it is that moment. False when nothing happened. */
    boolean stepBefore(long latestNanos) {
        if (events.isEmpty() || events.peek().nanos() > latestNanos) {
            nowNanos = Math.max(nowNanos, latestNanos);
            return false;
        }
        step();
        return true;
    }

    boolean quiet() {
        return events.isEmpty();
    }

    private void step() {
        Event next = events.remove();
        nowNanos = Math.max(nowNanos, next.nanos());
        next.action().run();
    }

    private void at(long nanos, Runnable action) {
        events.add(new Event(nanos, ordered++, action));
    }

    private double rate() {
        return Math.min(model.bytesPerSecond, model.totalBytesPerSecond / Math.max(1, movingBodies + strangers));
    }

    private final class SimulatedObject implements RangeReader {
        private final long length;

        SimulatedObject(long length) {
            this.length = length;
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public Cancellable read(ByteRange range, ReadCause cause, RangeSink sink) {
            if (range.isEmpty() || range.end() > length) {
                throw new IllegalArgumentException("asked for " + range + " of " + length + " bytes");
            }
            log.add(new Request(range, cause, seconds()));
            double delay = slowShare > 0 && random.nextDouble() < slowShare ? slowSeconds : model.latencySeconds;
            if (idleConnections > 0) {
                idleConnections--;
            } else {
                openConnections++;
                delay += model.connectSeconds;
            }
            Body body = new Body(range, sink);
            at(nowNanos + (long) (delay * 1e9), body::begin);
            return body;
        }

        @Override
        public void close() {}
    }

    private final class Body implements Cancellable {
        private final ByteRange range;
        private final RangeSink sink;
        private long sent;
        private int writes;
        private boolean cancelled;

        Body(ByteRange range, RangeSink sink) {
            this.range = range;
            this.sink = sink;
            this.sent = range.start();
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        void begin() {
            movingBodies++;
            // The first byte comes alone, so that latency and bandwidth are told apart.
            deliver(1);
            proceed();
        }

        private void proceed() {
            if (cancelled) {
                movingBodies--;
                sink.onFailure(new CancelledReadException("cancelled " + range));
                return;
            }
            if (sent == range.end()) {
                movingBodies--;
                idleConnections++;
                sink.onComplete();
                return;
            }
            int chunk = (int) Math.min(CHUNK_BYTES, range.end() - sent);
            at(nowNanos + (long) (chunk / rate() * 1e9), () -> {
                if (!cancelled) {
                    deliver(chunk);
                }
                proceed();
            });
        }

        private void deliver(int count) {
            byte[] bytes = new byte[count];
            for (int i = 0; i < count; i++) {
                bytes[i] = byteAt(sent + i);
            }
            // Every other time as stores that write where the bytes are to stay.
            ByteBuffer room = (writes++ & 1) == 0 ? sink.room() : null;
            int written = room == null ? 0 : Math.min(count, room.remaining());
            if (room != null) {
                room.put(bytes, 0, written);
                sink.onFilled(written);
            }
            sent += count;
            if (written < count) {
                sink.onBytes(ByteBuffer.wrap(bytes, written, count - written));
            }
        }
    }

    /** For tests that want a store of their own behaviour in this network's time. */
    void fail(RangeSink sink, IOException failure, double afterSeconds) {
        at(nowNanos + (long) (afterSeconds * 1e9), () -> sink.onFailure(failure));
    }
}
