package io.farseek.readahead;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Decides when requests are sent: those that a reader waits for before those that nobody waits for yet, no more at once than the JVM may
 * have under way, and no more ahead of one file than its share. Sends and ends fetches on the caller's thread, never under its lock.
 */
final class FetchScheduler {
    private final int mostInFlight;
    private final int mostSpeculative;
    private final BlockPool pool;
    private final Ticker ticker;
    private final AtomicInteger sends = new AtomicInteger();

    @GuardedBy("this") private final ArrayDeque<Fetch> demanded = new ArrayDeque<>();

    @GuardedBy("this") private final ArrayDeque<Fetch> speculative = new ArrayDeque<>();

    @GuardedBy("this") private final Set<Fetch> running = new HashSet<>();

    @GuardedBy("this") private final Map<FileReads, Integer> runningOfFile = new HashMap<>();

    @GuardedBy("this") private int runningSpeculative;

    FetchScheduler(int mostInFlight, BlockPool pool, Ticker ticker) {
        this.mostInFlight = mostInFlight;
        // A quarter stays free, so that a read that misses never waits behind what was only likely.
        this.mostSpeculative = Math.max(1, mostInFlight * 3 / 4);
        this.pool = pool;
        this.ticker = ticker;
    }

    void submit(List<Fetch> fetches) {
        synchronized (this) {
            for (Fetch each : fetches) {
                (each.speculative() ? speculative : demanded).addLast(each);
            }
        }
        sendWhatMay();
    }

    /** A reader waits for a fetch: if it is still queued among those that nobody waited for, it goes first now. */
    void expedite(Fetch fetch) {
        synchronized (this) {
            if (!speculative.remove(fetch)) {
                return;
            }
            demanded.addLast(fetch);
        }
        sendWhatMay();
    }

    /** A fetch that was sent has had its terminal event. */
    void over(Fetch fetch) {
        synchronized (this) {
            if (running.remove(fetch)) {
                runningOfFile.computeIfPresent(fetch.file(), (file, n) -> n == 1 ? null : n - 1);
                if (fetch.speculative()) {
                    runningSpeculative--;
                }
            }
        }
        sendWhatMay();
    }

    /** Gives up what a file has queued and under way. */
    void cancel(FileReads file, IOException reason) {
        List<Fetch> all = new ArrayList<>();
        synchronized (this) {
            takeOf(file, demanded, all);
            takeOf(file, speculative, all);
            for (Fetch each : running) {
                if (each.file() == file) {
                    all.add(each);
                }
            }
        }
        for (Fetch each : all) {
            each.giveUp(reason);
        }
    }

    /** Sent fetches, for whoever watches over their progress. */
    synchronized List<Fetch> running() {
        return new ArrayList<>(running);
    }

    synchronized int inFlight() {
        return running.size();
    }

    private void sendWhatMay() {
        // A store may answer within the call that asks it; without this each answer would send the next request one
        // level deeper.
        if (sends.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            for (Fetch next = take(); next != null; next = take()) {
                send(next);
            }
            seen = sends.addAndGet(-seen);
        } while (seen != 0);
    }

    private void send(Fetch fetch) {
        if (!pool.admit(fetch)) {
            fetch.giveUp(new CancelledReadException("no room to fetch " + fetch.range() + " ahead"));
            over(fetch);
        } else if (!fetch.start(fetch.file().reader(), ticker)) {
            fetch.blocks().forEach(pool::release);
            over(fetch);
        }
    }

    private synchronized @Nullable Fetch take() {
        if (running.size() >= mostInFlight) {
            return null;
        }
        Fetch next = takeFirst(demanded, 2);
        if (next == null && runningSpeculative < mostSpeculative) {
            next = takeFirst(speculative, 1);
        }
        if (next != null) {
            running.add(next);
            runningOfFile.merge(next.file(), 1, Integer::sum);
            if (next.speculative()) {
                runningSpeculative++;
            }
        }
        return next;
    }

    @GuardedBy("this") private @Nullable Fetch takeFirst(ArrayDeque<Fetch> queue, int shares) {
        for (Iterator<Fetch> all = queue.iterator(); all.hasNext(); ) {
            Fetch each = all.next();
            if (runningOfFile.getOrDefault(each.file(), 0)
                    < shares * each.file().parallelRequests()) {
                all.remove();
                return each;
            }
        }
        return null;
    }

    private static void takeOf(FileReads file, ArrayDeque<Fetch> queue, List<Fetch> into) {
        for (Iterator<Fetch> all = queue.iterator(); all.hasNext(); ) {
            Fetch each = all.next();
            if (each.file() == file) {
                all.remove();
                into.add(each);
            }
        }
    }
}
