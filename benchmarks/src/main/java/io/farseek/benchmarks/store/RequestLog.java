package io.farseek.benchmarks.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The requests a front has served, in order of their ends. Thread-safe. Keeps the first {@value #MOST} and counts all. */
public final class RequestLog {
    private static final int MOST = 1_000_000;

    private final List<LoggedRequest> requests = new ArrayList<>();
    private long count;
    private int underWay;

    synchronized void begin() {
        underWay++;
    }

    synchronized void add(LoggedRequest request) {
        if (--underWay == 0) {
            notifyAll();
        }
        count++;
        if (requests.size() < MOST) {
            requests.add(request);
        }
    }

    /**
     * Waits until every request that has begun is here: one is entered a moment after its client has the last byte. False when some are
     * still under way after {@code most}.
     */
    public synchronized boolean settled(Duration most) throws InterruptedException {
        long deadline = System.nanoTime() + most.toNanos();
        for (long left = most.toMillis(); underWay > 0 && left > 0; left = (deadline - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        return underWay == 0;
    }

    /** How many requests were served since start, those no longer kept included. */
    public synchronized long count() {
        return count;
    }

    /** The requests from number {@code from} on, counted from 0. */
    public synchronized List<LoggedRequest> since(long from) {
        int first = (int) Math.min(from, requests.size());
        return Collections.unmodifiableList(new ArrayList<>(requests.subList(first, requests.size())));
    }
}
