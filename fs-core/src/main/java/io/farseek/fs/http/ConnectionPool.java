package io.farseek.fs.http;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.farseek.fs.dns.HostResolver;
import io.farseek.readahead.Count;
import io.farseek.readahead.Level;
import io.farseek.readahead.Recorder;
import io.farseek.readahead.Timing;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A bounded number of connections to any routes. Whoever waits is served in order of arrival; of the idle ones the last used is taken
 * first. Nothing is opened, closed or checked under the lock.
 */
final class ConnectionPool implements Closeable {
    /** What a lease asks for. */
    record Wish(Route route, Set<InetAddress> avoid, boolean fresh, boolean verify) {}

    private final ConnectionSettings settings;
    private final HostResolver resolver;
    private final Recorder recorder;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock") private final Deque<PooledConnection> idle = new ArrayDeque<>();

    @GuardedBy("lock") private final Deque<Condition> waiting = new ArrayDeque<>();

    @GuardedBy("lock") private int open;

    @GuardedBy("lock") private boolean closed;

    ConnectionPool(ConnectionSettings settings, HostResolver resolver, Recorder recorder) {
        this.settings = settings;
        this.resolver = resolver;
        this.recorder = recorder;
    }

    /** An idle connection that fits, or a place for a new one. Waits until there is one. The caller gives it back in one of two ways. */
    PooledConnection lease(Wish wish, Lifeline life) throws IOException {
        long start = System.nanoTime();
        life.enter(Lifeline.Phase.QUEUE, 0);
        resolver.touch(wish.route().firstHop());
        recorder.shift(Level.CONNECTIONS_PENDING, 1);
        try {
            while (true) {
                PooledConnection leased = await(wish, life, start);
                boolean unchecked = wish.verify()
                        || System.nanoTime() - leased.idleSinceNanos
                                > settings.verifyAfter().toNanos();
                if (!leased.reused() || !unchecked || !leased.dead()) {
                    if (leased.reused()) {
                        recorder.increment(Count.CONNECTIONS_REUSED);
                    }
                    return leased;
                }
                discard(leased);
            }
        } finally {
            recorder.shift(Level.CONNECTIONS_PENDING, -1);
            recorder.time(Timing.CONNECTION_POOL_WAIT, System.nanoTime() - start);
        }
    }

    private PooledConnection await(Wish wish, Lifeline life, long start) throws IOException {
        List<PooledConnection> unfit = new ArrayList<>();
        lock.lock();
        try {
            return queue(wish, life, start, unfit);
        } finally {
            lock.unlock();
            life.endBy(null);
            unfit.forEach(this::shut);
        }
    }

    @GuardedBy("lock") private PooledConnection queue(Wish wish, Lifeline life, long start, List<PooledConnection> unfit)
            throws IOException {
        Condition turn = lock.newCondition();
        waiting.add(turn);
        life.endBy(() -> wake(turn));
        try {
            while (true) {
                if (closed || life.fate() != null) {
                    throw new ExchangeAbortedException(closed ? "the HTTP transport is closed" : "aborted");
                }
                PooledConnection taken = waiting.peekFirst() == turn ? take(wish, unfit) : null;
                if (taken != null) {
                    recorder.shift(Level.CONNECTIONS_LEASED, 1);
                    return taken;
                }
                long left = settings.poolTimeout().toNanos() - (System.nanoTime() - start);
                if (left <= 0) {
                    throw new SocketTimeoutException("no connection to " + wish.route() + " became free within "
                            + settings.poolTimeout() + ": all " + open
                            + " are in use. Close streams that are no longer read, or raise the connection limit");
                }
                long unused = turn.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted waiting for a connection to " + wish.route());
        } finally {
            waiting.remove(turn);
            wakeFirst();
        }
    }

    @GuardedBy("lock") private @Nullable PooledConnection take(Wish wish, List<PooledConnection> unfit) {
        long now = System.nanoTime();
        PooledConnection fitting = null;
        for (Iterator<PooledConnection> each = idle.iterator(); each.hasNext() && fitting == null; ) {
            PooledConnection candidate = each.next();
            if (worn(candidate, now)) {
                each.remove();
                unfit.add(gone(candidate));
            } else if (fits(candidate, wish)) {
                each.remove();
                fitting = candidate;
            }
        }
        if (fitting != null) {
            recorder.shift(Level.CONNECTIONS_IDLE, -1);
            fitting.markReused();
            return fitting;
        }
        if (open >= settings.most() && !idle.isEmpty()) {
            unfit.add(gone(idle.removeLast()));
        }
        if (open < settings.most()) {
            open++;
            return new PooledConnection(wish.route());
        }
        return null;
    }

    @GuardedBy("lock") private PooledConnection gone(PooledConnection idleOne) {
        recorder.shift(Level.CONNECTIONS_IDLE, -1);
        open--;
        return idleOne;
    }

    private boolean fits(PooledConnection candidate, Wish wish) {
        InetAddress address = candidate.address();
        return !wish.fresh()
                && candidate.route().equals(wish.route())
                && address != null
                && !wish.avoid().contains(address)
                && !resolver.avoidable(wish.route().firstHop(), address);
    }

    private boolean worn(PooledConnection candidate, long now) {
        InetAddress address = candidate.address();
        return now - candidate.idleUntilNanos >= 0
                || now - candidate.bornNanos() >= settings.maxAge().toNanos()
                || (address != null && resolver.retired(candidate.route().firstHop(), address));
    }

    /** Takes a connection back for others to use, unless it is too old by now. */
    void release(PooledConnection leased, long keepNanos) {
        if (!leased.discard()) {
            return;
        }
        long now = System.nanoTime();
        PooledConnection kept = new PooledConnection(leased.route());
        org.apache.hc.client5.http.io.ManagedHttpClientConnection made = leased.connection();
        InetAddress address = leased.address();
        if (made == null || address == null) {
            throw new IllegalStateException("a connection that was never made is discarded, not released");
        }
        kept.connected(made, address, leased.bornNanos());
        kept.idleSinceNanos = now;
        kept.idleUntilNanos = now + Math.min(keepNanos, settings.idleTimeout().toNanos());
        recorder.shift(Level.CONNECTIONS_LEASED, -1);
        boolean keep;
        lock.lock();
        try {
            keep = !closed && !worn(kept, now);
            if (keep) {
                idle.addFirst(kept);
                recorder.shift(Level.CONNECTIONS_IDLE, 1);
            } else {
                open--;
            }
            wakeFirst();
        } finally {
            lock.unlock();
        }
        if (!keep) {
            shut(kept);
        }
    }

    /** Closes a connection, however far it got, and frees its place. Any number of times, from any thread. */
    void discard(PooledConnection leased) {
        if (!leased.discard()) {
            return;
        }
        // Before the close: whoever waits on the connection wakes by it, and may look at the figures.
        recorder.shift(Level.CONNECTIONS_LEASED, -1);
        leased.close();
        lock.lock();
        try {
            open--;
            wakeFirst();
        } finally {
            lock.unlock();
        }
    }

    private void shut(PooledConnection idleOne) {
        idleOne.discard();
        idleOne.close();
    }

    private void wake(Condition turn) {
        lock.lock();
        try {
            turn.signal();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock") private void wakeFirst() {
        Condition first = waiting.peekFirst();
        if (first != null) {
            first.signal();
        }
    }

    /** Closes idle connections whose time is over. */
    void sweep() {
        List<PooledConnection> over = new ArrayList<>();
        long now = System.nanoTime();
        lock.lock();
        try {
            for (Iterator<PooledConnection> each = idle.iterator(); each.hasNext(); ) {
                PooledConnection candidate = each.next();
                if (worn(candidate, now)) {
                    each.remove();
                    over.add(gone(candidate));
                }
            }
            wakeFirst();
        } finally {
            lock.unlock();
        }
        over.forEach(this::shut);
    }

    /** Closes the idle connections; leased ones close when they are given back. */
    @Override
    public void close() {
        List<PooledConnection> all = new ArrayList<>();
        lock.lock();
        try {
            closed = true;
            while (!idle.isEmpty()) {
                all.add(gone(idle.removeFirst()));
            }
            waiting.forEach(Condition::signal);
        } finally {
            lock.unlock();
        }
        all.forEach(this::shut);
    }
}
