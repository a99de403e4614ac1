package io.farseek.fs.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What ends an exchange from outside its thread, which may sit in a socket call that nothing but closing the socket ends: an abort, an
 * interrupt, a phase or the attempt running out of time, a body that hardly moves. Checked by {@link ExchangeWatch}.
 */
final class Lifeline {
    /** Why an exchange was ended. */
    enum Fate {
        ABORTED,
        INTERRUPTED,
        DEADLINE,
        PHASE_TIMEOUT,
        STALLED
    }

    /** What an exchange is waiting for. */
    enum Phase {
        QUEUE("waiting for a connection"),
        CONNECT("connecting"),
        TUNNEL("asking the proxy for a tunnel"),
        TLS("the TLS handshake"),
        SEND("sending the request"),
        HEAD("waiting for the answer"),
        BODY("reading the answer"),
        CALLER("between reads");

        private final String text;

        Phase(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private final AtomicReference<@Nullable Fate> fate = new AtomicReference<>();
    private final AtomicReference<@Nullable Runnable> ending = new AtomicReference<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final HttpSettings.Progress progress;
    private volatile long deadlineNanos;
    private volatile boolean hasDeadline;
    private volatile Phase phase = Phase.QUEUE;
    private volatile long phaseEndNanos;
    private volatile boolean phaseEnds;
    private volatile @Nullable Thread blocked;
    private volatile long sentBytes;
    private long windowStartNanos;
    private long windowBytes;
    private boolean windowOpen;

    Lifeline(HttpSettings.Progress progress) {
        this.progress = progress;
    }

    /** Starts the attempt's clock. */
    void start(@Nullable Duration deadline) {
        if (deadline != null) {
            deadlineNanos = System.nanoTime() + deadline.toNanos();
            hasDeadline = true;
        }
    }

    @Nullable Fate fate() {
        return fate.get();
    }

    Phase phase() {
        return phase;
    }

    CompletableFuture<Void> ended() {
        return ended;
    }

    /** The calling thread is in {@code next} from now on, for at most {@code limitNanos}, or as long as it takes when that is 0. */
    void enter(Phase next, long limitNanos) {
        phaseEnds = false;
        phaseEndNanos = System.nanoTime() + limitNanos;
        phase = next;
        phaseEnds = limitNanos > 0;
        blocked = Thread.currentThread();
    }

    /** The calling thread waits for nothing any more. */
    void leave() {
        blocked = null;
        phaseEnds = false;
        phase = Phase.CALLER;
    }

    void sent(long bytes) {
        sentBytes = bytes;
    }

    /** What to do to end the exchange from now on; done at once when it has been ended already. */
    void endBy(@Nullable Runnable action) {
        ending.set(action);
        if (fate.get() != null) {
            runEnding();
        }
    }

    void end(Fate reason) {
        if (fate.compareAndSet(null, reason)) {
            ended.complete(null);
            runEnding();
        }
    }

    private void runEnding() {
        Runnable action = ending.getAndSet(null);
        if (action != null) {
            action.run();
        }
    }

    boolean pastDeadline(long now) {
        return hasDeadline && now - deadlineNanos >= 0;
    }

    /** Called by the watch's thread only. */
    void check(long now) {
        Thread thread = blocked;
        if (pastDeadline(now)) {
            end(Fate.DEADLINE);
        } else if (thread != null && thread.isInterrupted()) {
            end(Fate.INTERRUPTED);
        } else if (phaseEnds && now - phaseEndNanos >= 0) {
            end(Fate.PHASE_TIMEOUT);
        } else if (phase == Phase.SEND) {
            checkSending(now);
        } else {
            windowOpen = false;
        }
    }

    private void checkSending(long now) {
        if (!windowOpen) {
            windowOpen = true;
            windowStartNanos = now;
            windowBytes = sentBytes;
        } else if (now - windowStartNanos >= progress.window().toNanos()) {
            if (sentBytes - windowBytes < progress.bytes()) {
                end(Fate.STALLED);
            }
            windowOpen = false;
        }
    }
}
