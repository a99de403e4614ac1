package io.farseek.readahead;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends a second request when the first byte is later than this endpoint's own history makes likely; whichever answers first is read, the
 * other cancelled (Dean and Barroso, The tail at scale, 2013). Only for reads that somebody waits for.
 */
final class HedgedRangeReader implements RangeReader {
    private final RangeReader reader;
    private final EndpointCost cost;
    private final HedgeBudget budget;
    private final ReadAheadRuntime.Delays delays;
    private final Recorder recorder;

    HedgedRangeReader(
            RangeReader reader,
            EndpointCost cost,
            HedgeBudget budget,
            ReadAheadRuntime.Delays delays,
            Recorder recorder) {
        this.reader = reader;
        this.cost = cost;
        this.budget = budget;
        this.delays = delays;
        this.recorder = recorder;
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
        long patienceNanos = patienceNanos(cause);
        return patienceNanos == Long.MAX_VALUE
                ? reader.read(range, cause, sink)
                : race(range, cause, sink, patienceNanos);
    }

    /** The same. Where a second request may follow, its reader must not be kept by the first, which may be the slow one. */
    @Override
    public Cancellable readAwaited(ByteRange range, ReadCause cause, RangeSink sink) {
        long patienceNanos = patienceNanos(cause);
        return patienceNanos == Long.MAX_VALUE
                ? reader.readAwaited(range, cause, sink)
                : race(range, cause, sink, patienceNanos);
    }

    private long patienceNanos(ReadCause cause) {
        budget.onRequest();
        return cause == ReadCause.DEMAND ? cost.hedgeAfterNanos() : Long.MAX_VALUE;
    }

    private Race race(ByteRange range, ReadCause cause, RangeSink sink, long patienceNanos) {
        Race race = new Race(range, sink);
        race.start(cause, patienceNanos);
        return race;
    }

    @Override
    public List<Cancellable> readAll(List<SinkRange> ranges, ReadCause cause) {
        return reader.readAll(ranges, cause);
    }

    @Override
    public void close() {
        reader.close();
    }

    private final class Race implements Cancellable {
        private final ByteRange range;
        private final RangeSink sink;

        @GuardedBy("this") private @Nullable Runner winner;

        @GuardedBy("this") private int running;

        @GuardedBy("this") private boolean cancelled;

        @GuardedBy("this") private @Nullable Runner first;

        @GuardedBy("this") private @Nullable Runner second;

        @GuardedBy("this") private Cancellable timer = Cancellable.NONE;

        Race(ByteRange range, RangeSink sink) {
            this.range = range;
            this.sink = sink;
        }

        void start(ReadCause cause, long patienceNanos) {
            Runner runner = new Runner(this, false);
            synchronized (this) {
                first = runner;
                running = 1;
            }
            runner.send(cause);
            Cancellable alarm = delays.after(patienceNanos, this::hedge);
            boolean over;
            synchronized (this) {
                timer = alarm;
                over = winner != null || running == 0;
            }
            if (over) {
                alarm.cancel();
            }
        }

        private void hedge() {
            Runner runner;
            synchronized (this) {
                if (winner != null || cancelled || running == 0 || !budget.take()) {
                    return;
                }
                runner = new Runner(this, true);
                second = runner;
                running++;
            }
            recorder.increment(Count.HEDGE_SENT);
            runner.send(ReadCause.HEDGE);
        }

        /** Whether {@code runner} is the one to be read: the first of the two to have a byte is. */
        boolean leads(Runner runner) {
            Runner loser;
            Cancellable alarm;
            synchronized (this) {
                if (winner != null) {
                    return winner == runner;
                }
                winner = runner;
                loser = runner == first ? second : first;
                alarm = timer;
            }
            alarm.cancel();
            if (runner.hedge) {
                recorder.increment(Count.HEDGE_WON);
            }
            if (loser != null) {
                loser.cancel();
            }
            return true;
        }

        synchronized boolean won(Runner runner) {
            return winner == runner;
        }

        /** A runner failed; true when no other can still win, so that its failure is the race's. */
        boolean lost(Runner runner) {
            synchronized (this) {
                running--;
                return winner == runner || (winner == null && running == 0);
            }
        }

        @Override
        public void cancel() {
            Runner one;
            Runner other;
            synchronized (this) {
                cancelled = true;
                one = first;
                other = second;
            }
            if (one != null) {
                one.cancel();
            }
            if (other != null) {
                other.cancel();
            }
        }
    }

    private final class Runner implements RangeSink {
        private final Race race;
        private final boolean hedge;

        @GuardedBy("this") private Cancellable request = Cancellable.NONE;

        @GuardedBy("this") private boolean cancelled;

        Runner(Race race, boolean hedge) {
            this.race = race;
            this.hedge = hedge;
        }

        void send(ReadCause cause) {
            Cancellable sent = reader.read(race.range, cause, this);
            boolean unwanted;
            synchronized (this) {
                request = sent;
                unwanted = cancelled;
            }
            if (unwanted) {
                sent.cancel();
            }
        }

        void cancel() {
            Cancellable current;
            synchronized (this) {
                cancelled = true;
                current = request;
            }
            current.cancel();
        }

        @Override
        public void onBytes(ByteBuffer bytes) {
            if (race.leads(this)) {
                race.sink.onBytes(bytes);
            }
        }

        /** Only for the one that has won: the first bytes decide that. */
        @Override
        public @Nullable ByteBuffer room() {
            return race.won(this) ? race.sink.room() : null;
        }

        @Override
        public void onFilled(int count) {
            race.sink.onFilled(count);
        }

        @Override
        public void onComplete() {
            if (race.leads(this)) {
                race.sink.onComplete();
            }
        }

        @Override
        public void onFailure(IOException failure) {
            if (race.lost(this)) {
                race.sink.onFailure(failure);
            }
        }
    }
}
