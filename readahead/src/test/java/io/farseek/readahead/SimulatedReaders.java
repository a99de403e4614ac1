package io.farseek.readahead;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Several readers of one {@link SimulatedNetwork} side by side. Each has a thread, but only one thread runs at a time: the next one runs when
 * this one waits, and time passes when all of them do. So the figures are the same in every run.
 */
public final class SimulatedReaders {
    private static final long HANGS_SECONDS = 300;
    private static final ThreadLocal<Reader> SELF = new ThreadLocal<>();

    private final SimulatedNetwork network;
    private final ReadAheadRuntime runtime;
    private final List<Reader> readers = new ArrayList<>();
    private final Semaphore turnBack = new Semaphore(0);
    private long mostHeldBytes;
    private volatile boolean aborted;

    /** What one reader does. */
    @FunctionalInterface
    public interface Task {
        void run() throws IOException;
    }

    private static final class Reader {
        private final Task task;
        private final Semaphore turn = new Semaphore(0);
        private BooleanSupplier ready = () -> true;
        private long latestNanos = Long.MAX_VALUE;
        private boolean over;
        private @Nullable Throwable failure;

        Reader(Task task) {
            this.task = task;
        }
    }

    public SimulatedReaders(SimulatedNetwork network, RuntimeSettings settings) {
        this.network = network;
        this.runtime = network.runtime(
                settings,
                (block, seen, nanos) -> await(() -> block.filled() > seen || block.over(), network.nanos() + nanos));
    }

    /** What all readers share. */
    public ReadAheadRuntime runtime() {
        return runtime;
    }

    public void add(Task task) {
        readers.add(new Reader(task));
    }

    /** Most bytes the pool has held at any moment so far. */
    public long mostHeldBytes() {
        return mostHeldBytes;
    }

    /** For a reader: lets time pass for itself. */
    public void think(double seconds) throws InterruptedIOException {
        if (seconds > 0) {
            try {
                await(() -> false, network.nanos() + (long) (seconds * 1e9));
            } catch (InterruptedException stopped) {
                throw new InterruptedIOException("another reader failed");
            }
        }
    }

    /** For a reader: one request for just these bytes, waited for; what reading without read-ahead costs. */
    public void request(RangeReader object, ByteRange range) throws IOException {
        Answer answer = new Answer();
        object.read(range, ReadCause.DEMAND, answer);
        try {
            await(() -> answer.over, Long.MAX_VALUE);
        } catch (InterruptedException stopped) {
            throw new InterruptedIOException("another reader failed");
        }
    }

    /** Runs all readers to their ends. Throws the first failure of one. */
    public void run() throws IOException {
        for (Reader each : readers) {
            Thread thread = new Thread(() -> live(each), "simulated-reader");
            thread.setDaemon(true);
            thread.start();
        }
        try {
            while (readers.stream().anyMatch(each -> !each.over)) {
                if (!letReadyOnesRun()) {
                    passTime();
                }
            }
        } finally {
            aborted = true;
            readers.forEach(each -> each.turn.release());
        }
    }

    private void live(Reader reader) {
        SELF.set(reader);
        try {
            takeTurn(reader.turn);
            if (!aborted) {
                reader.task.run();
            }
        } catch (IOException | InterruptedException | RuntimeException | Error failure) {
            reader.failure = failure;
        } finally {
            reader.over = true;
            turnBack.release();
        }
    }

    private boolean letReadyOnesRun() throws IOException {
        boolean any = false;
        for (Reader each : readers) {
            if (each.over || !(each.ready.getAsBoolean() || network.nanos() >= each.latestNanos)) {
                continue;
            }
            any = true;
            each.turn.release();
            try {
                takeTurn(turnBack);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("stopped while simulating");
            }
            mostHeldBytes = Math.max(mostHeldBytes, runtime.heldBytes());
            if (each.failure != null) {
                throw new IOException("a simulated reader failed", each.failure);
            }
        }
        return any;
    }

    private void passTime() {
        long latest = readers.stream()
                .filter(each -> !each.over)
                .mapToLong(each -> each.latestNanos)
                .min()
                .orElse(Long.MAX_VALUE);
        if (network.quiet() && latest == Long.MAX_VALUE) {
            throw new IllegalStateException("all readers wait for bytes that nothing under way will bring");
        }
        network.stepBefore(latest);
        mostHeldBytes = Math.max(mostHeldBytes, runtime.heldBytes());
    }

    private boolean await(BooleanSupplier ready, long latestNanos) throws InterruptedException {
        if (ready.getAsBoolean()) {
            return true;
        }
        Reader reader = SELF.get();
        if (reader == null) {
            throw new IllegalStateException("only a reader that was added waits here");
        }
        reader.ready = ready;
        reader.latestNanos = latestNanos;
        turnBack.release();
        takeTurn(reader.turn);
        if (aborted) {
            throw new InterruptedException();
        }
        reader.latestNanos = Long.MAX_VALUE;
        reader.ready = () -> true;
        return ready.getAsBoolean();
    }

    private static void takeTurn(Semaphore turn) throws InterruptedException {
        if (!turn.tryAcquire(HANGS_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a simulated reader has not given its turn back for " + HANGS_SECONDS
                    + " s: does it wait for something that is not simulated?");
        }
    }

    private static final class Answer implements RangeSink {
        private boolean over;

        @Override
        public void onBytes(ByteBuffer bytes) {
            bytes.position(bytes.limit());
        }

        @Override
        public void onComplete() {
            over = true;
        }

        @Override
        public void onFailure(IOException failure) {
            over = true;
        }
    }
}
