package io.farseek.readahead;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Decides when requests are sent: those that a reader waits for before those that nobody waits for yet, no more at once than the JVM may
 * have under way, and no more ahead of one file than its share. Where a store has native vector reads, what waits for one file goes out as
 * one request, which counts once. Sends and ends fetches on the caller's thread, never under its lock.
 */
final class FetchScheduler {
    /** What one vector request asks for at most: its memory is taken when it is sent. */
    private static final long MOST_BATCH_BYTES = 64 << 20;

    /** How many times its share one file may have under way of what its readers wait for. */
    static final int DEMAND_SHARES = 4;

    private final int mostInFlight;
    private final int mostSpeculative;
    private final BlockPool pool;
    private final Ticker ticker;
    private final AtomicInteger sends = new AtomicInteger();

    @GuardedBy("this") private final ArrayDeque<Fetch> demanded = new ArrayDeque<>();

    @GuardedBy("this") private final ArrayDeque<Fetch> speculative = new ArrayDeque<>();

    @GuardedBy("this") private final Map<Fetch, Batch> running = new HashMap<>();

    @GuardedBy("this") private int batches;

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

    /**
     * The same for one fetch whose sender is going to wait for it. Where nothing is queued ahead of it, it leaves in this thread, which may
     * take the answer from the network itself.
     */
    void submitAwaited(Fetch fetch) {
        Batch batch = null;
        synchronized (this) {
            demanded.addLast(fetch);
            if (demanded.size() == 1) {
                batch = take();
            }
        }
        if (batch == null) {
            sendWhatMay();
        } else {
            send(batch, batch.fetches.get(0) == fetch ? RangeReader::readAwaited : RangeReader::read);
        }
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
            Batch batch = running.remove(fetch);
            if (batch != null && --batch.open == 0) {
                batches--;
                runningOfFile.computeIfPresent(batch.file, (file, n) -> n == 1 ? null : n - 1);
                if (batch.speculative) {
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
            for (Fetch each : running.keySet()) {
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
        return new ArrayList<>(running.keySet());
    }

    /** Requests under way; one that asks for many ranges is one. */
    synchronized int inFlight() {
        return batches;
    }

    private void sendWhatMay() {
        // A store may answer within the call that asks it; without this each answer would send the next request one
        // level deeper.
        if (sends.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            for (Batch next = take(); next != null; next = take()) {
                send(next, RangeReader::read);
            }
            seen = sends.addAndGet(-seen);
        } while (seen != 0);
    }

    /** How a reader is asked for a single range. */
    private interface Asking {
        Cancellable ask(RangeReader reader, ByteRange range, ReadCause cause, RangeSink sink);
    }

    private void send(Batch batch, Asking asking) {
        List<Fetch> begun = new ArrayList<>(batch.fetches.size());
        for (Fetch each : batch.fetches) {
            if (!pool.admit(each)) {
                each.giveUp(new CancelledReadException("no room to fetch " + each.range() + " ahead"));
                over(each);
            } else if (!each.begin(ticker)) {
                each.blocks().forEach(pool::release);
                pool.ended(each);
                over(each);
            } else {
                begun.add(each);
            }
        }
        RangeReader reader = batch.file.reader();
        if (begun.size() == 1) {
            Fetch only = begun.get(0);
            only.sent(asking.ask(reader, only.range(), only.cause(), only));
        } else if (!begun.isEmpty()) {
            List<SinkRange> ranges = new ArrayList<>(begun.size());
            for (Fetch each : begun) {
                ranges.add(new SinkRange(each.range(), each));
            }
            List<Cancellable> sent = reader.readAll(ranges, begun.get(0).cause());
            for (int i = 0; i < begun.size(); i++) {
                begun.get(i).sent(sent.get(i));
            }
        }
    }

    private synchronized @Nullable Batch take() {
        if (batches >= mostInFlight) {
            return null;
        }
        ArrayDeque<Fetch> queue = demanded;
        Fetch first = takeFirst(demanded, DEMAND_SHARES);
        if (first == null && runningSpeculative < mostSpeculative) {
            queue = speculative;
            first = takeFirst(speculative, 1);
        }
        if (first == null) {
            return null;
        }
        Batch batch = new Batch(first, queue);
        batches++;
        runningOfFile.merge(batch.file, 1, Integer::sum);
        if (batch.speculative) {
            runningSpeculative++;
        }
        for (Fetch each : batch.fetches) {
            running.put(each, batch);
        }
        return batch;
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

    /** What goes out together: one request, or what one native vector request may ask for. */
    private static final class Batch {
        private final FileReads file;
        private final boolean speculative;
        private final List<Fetch> fetches = new ArrayList<>();
        private int open;

        /** Takes from {@code queue} what may go out together with {@code first}. */
        Batch(Fetch first, ArrayDeque<Fetch> queue) {
            file = first.file();
            speculative = first.speculative();
            fetches.add(first);
            Capabilities store = file.capabilities();
            long bytes = first.range().length();
            if (store.vectorWorthy(first.range())) {
                Iterator<Fetch> others = queue.iterator();
                while (others.hasNext() && fetches.size() < store.vectorRanges() && bytes < MOST_BATCH_BYTES) {
                    Fetch each = others.next();
                    if (each.file() == file && each.cause() == first.cause() && store.vectorWorthy(each.range())) {
                        others.remove();
                        fetches.add(each);
                        bytes += each.range().length();
                    }
                }
            }
            open = fetches.size();
        }
    }
}
