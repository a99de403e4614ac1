package io.farseek.fs.memory;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** What goes wrong, or slowly, in a {@link MemoryObjectStore}. Safe for use from many threads. */
public final class Faults {
    private final List<Before> before = new CopyOnWriteArrayList<>();
    private final List<Body> bodies = new CopyOnWriteArrayList<>();

    /** Runs on the requesting thread before a request takes effect; may throw, or wait on a latch: latency. */
    public interface Before {
        void request(Request request) throws IOException;
    }

    /** Replaces the body of a GET: truncated, one byte at a time, hanging. */
    public interface Body {
        InputStream of(Request request, InputStream body);
    }

    /** A cause of failure, made anew for each. */
    public interface Failure {
        IOException of(Request request);
    }

    public Faults before(Before hook) {
        before.add(hook);
        return this;
    }

    public Faults body(Body hook) {
        bodies.add(hook);
        return this;
    }

    /** The next {@code times} requests that match fail. */
    public Faults fail(Predicate<Request> which, int times, Failure failure) {
        AtomicInteger left = new AtomicInteger(times);
        return before(request -> {
            if (which.test(request) && left.getAndDecrement() > 0) {
                throw failure.of(request);
            }
        });
    }

    /** Everything works again. */
    public void clear() {
        before.clear();
        bodies.clear();
    }

    void check(Request request) throws IOException {
        for (Before each : before) {
            each.request(request);
        }
    }

    InputStream wrap(Request request, InputStream body) {
        InputStream wrapped = body;
        for (Body each : bodies) {
            wrapped = each.of(request, wrapped);
        }
        return wrapped;
    }
}
