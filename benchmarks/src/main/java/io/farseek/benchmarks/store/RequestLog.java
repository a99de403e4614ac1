package io.farseek.benchmarks.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The requests a front has served, in order of their ends. Thread-safe. Keeps the first {@value #MOST} and counts all. */
public final class RequestLog {
    private static final int MOST = 1_000_000;

    private final List<LoggedRequest> requests = new ArrayList<>();
    private long count;

    synchronized void add(LoggedRequest request) {
        count++;
        if (requests.size() < MOST) {
            requests.add(request);
        }
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
