package io.farseek.benchmarks.store;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When a store lets requests begin and bytes arrive, whatever it speaks: says when, and never waits itself. Counts what it is told. Thread-safe.
 */
final class StoreModel {
    static final long REFUSED = Turnstile.NOT_NOW;

    private static final long SEED = 1;

    private final AtomicLong gets = new AtomicLong();
    private final AtomicLong heads = new AtomicLong();
    private final AtomicLong lists = new AtomicLong();
    private final AtomicLong bytesSent = new AtomicLong();
    private volatile Limits limits;

    @GuardedBy("random") private final SplittableRandom random = new SplittableRandom(SEED);

    /** What a request is for. */
    enum Kind {
        GET,
        HEAD,
        LIST
    }

    /** Where a connection leads, and how long it takes to set up. */
    record Node(boolean degraded, long connectNanos) {}

    /** What holds for each request, and the turnstiles all of them go through. */
    private record Limits(StoreLimits each, Turnstile requests, Turnstile bytes) {
        Limits(StoreLimits each) {
            this(each, new Turnstile(each.totalRequestsPerSecond()), new Turnstile(each.totalBytesPerSecond()));
        }
    }

    StoreModel(StoreLimits limits) {
        this.limits = new Limits(limits);
    }

    /** Other limits for requests that arrive from now on. */
    void limit(StoreLimits other) {
        limits = new Limits(other);
    }

    SimulatedStore.Traffic traffic() {
        return new SimulatedStore.Traffic(gets.get(), heads.get(), lists.get(), bytesSent.get());
    }

    /** The node of a new connection. */
    Node node() {
        StoreLimits now = limits.each;
        synchronized (random) {
            return new Node(
                    random.nextDouble() < now.degradedShare(), now.connect().toNanos());
        }
    }

    /** 0 for no limit. */
    long connectionBytesPerSecond(Node node) {
        StoreLimits now = limits.each;
        return node.degraded() ? now.degradedBytesPerSecond() : now.connectionBytesPerSecond();
    }

    /** Counts a request and says when its first byte may leave; {@link #REFUSED} when it is one too many. */
    long turn(Kind kind) {
        switch (kind) {
            case GET -> gets.incrementAndGet();
            case HEAD -> heads.incrementAndGet();
            case LIST -> lists.incrementAndGet();
        }
        Limits now = limits;
        long begins =
                now.each.refusing() ? now.requests.passNow(System.nanoTime()) : now.requests.pass(System.nanoTime(), 1);
        if (begins == REFUSED) {
            return REFUSED;
        }
        return begins + latencyNanos();
    }

    /** How long the way to a first byte is this time, in nanoseconds. */
    long latencyNanos() {
        synchronized (random) {
            return limits.each.firstByte().nanos(random);
        }
    }

    /** Counts bytes about to be sent and says when they will have arrived. */
    long carry(long count) {
        bytesSent.addAndGet(count);
        return limits.bytes.pass(System.nanoTime(), count);
    }
}
