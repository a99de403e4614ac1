package io.farseek.oci;

import com.oracle.bmc.http.client.RequestInterceptor;
import com.oracle.bmc.model.BmcException;
import io.farseek.readahead.Count;
import io.farseek.readahead.Recorder;
import io.farseek.readahead.Timing;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Repeats what may succeed the next time, soon at first and at random ("full jitter"), on a new connection; the only place that does.
 * Answers about the request itself (4xx but 408 and 429) are final at once.
 *
 * <p>Instead of a circuit breaker that shuts a whole client for half a minute there is a budget: retries draw on it and successes fill it
 * up. While the store fails on most requests the budget is empty and each request fails after its first attempt, which is what a task
 * scheduler with retries of its own needs; one request that gets through begins to fill it again.
 */
final class OciRetries {
    static final int BUDGET = 1000;
    private static final int RETRY_COST = 10;

    private final OciSettings.Retry settings;
    private final Recorder recorder;
    private final AtomicInteger budget = new AtomicInteger(BUDGET);

    OciRetries(OciSettings.Retry settings, Recorder recorder) {
        this.settings = settings;
        this.recorder = recorder;
    }

    /** One attempt. */
    interface Attempt<T> {
        /** Sends one request, with {@code prepare} as its invocation callback. */
        T send(RequestInterceptor prepare);
    }

    <T> T run(Attempt<T> attempt) {
        long start = System.nanoTime();
        for (int number = 1; ; number++) {
            boolean again = number > 1;
            try {
                T answer = attempt.send(request -> {
                    if (again) {
                        request.attribute(TransportHttpRequest.FRESH, true);
                    }
                });
                budget.updateAndGet(before -> Math.min(BUDGET, before + 1));
                return answer;
            } catch (BmcException e) {
                Count cause = cause(e);
                long pause = pauseNanos(number);
                boolean over = number >= settings.attempts()
                        || System.nanoTime() - start + pause
                                > settings.deadline().toNanos();
                if (cause == null || over || !draw()) {
                    throw e;
                }
                recorder.increment(cause);
                recorder.time(Timing.RETRY_BACKOFF, pause);
                sleep(pause, e);
            }
        }
    }

    private boolean draw() {
        int before = budget.getAndUpdate(left -> left >= RETRY_COST ? left - RETRY_COST : left);
        return before >= RETRY_COST;
    }

    private long pauseNanos(int number) {
        double most = Math.min(
                settings.longestBackoff().toNanos(),
                settings.backoff().toNanos() * Math.pow(2, Math.min(30, number - 1)));
        return (long) (ThreadLocalRandom.current().nextDouble() * most);
    }

    private static void sleep(long nanos, BmcException last) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            last.addSuppressed(e);
            throw last;
        }
    }

    /** Under which heading a retry is counted, or null when trying again is no use. */
    static @Nullable Count cause(BmcException e) {
        for (@Nullable Throwable each = e; each != null; each = each.getCause()) {
            if (each instanceof UnknownHostException) {
                return Count.RETRIES_DNS;
            }
            if (each instanceof SocketTimeoutException) {
                return Count.RETRIES_TIMEOUT;
            }
            if (each instanceof InterruptedIOException
                    || each instanceof SSLHandshakeException
                    || each instanceof java.net.ProtocolException) {
                return null;
            }
            if (each instanceof java.io.IOException) {
                return Count.RETRIES_RESET;
            }
        }
        return switch (e.getStatusCode()) {
            case 429, 503 -> Count.RETRIES_THROTTLE;
            case 408, 500, 502, 504 -> Count.RETRIES_SERVER;
            case 409 ->
                "IncorrectState".equals(e.getServiceCode()) || "ConcurrentObjectUpdate".equals(e.getServiceCode())
                        ? Count.RETRIES_SERVER
                        : null;
            default -> null;
        };
    }
}
