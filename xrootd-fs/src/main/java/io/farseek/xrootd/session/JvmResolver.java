package io.farseek.xrootd.session;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the JVM, which has no time limit of its own: look-ups run in a few threads, where nobody need wait for them longer than they like. While
 * all of those wait for an answer, further look-ups queue.
 */
final class JvmResolver implements Resolver, AutoCloseable {
    /** For all clients of the process; its threads end when idle. */
    static final Resolver SHARED = new JvmResolver(new LookUp() {
        @Override
        public InetAddress[] addresses(String host) throws UnknownHostException {
            return InetAddress.getAllByName(host);
        }
    });

    /** Asks for a host's addresses; may block as long as it likes. */
    @FunctionalInterface
    interface LookUp {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private static final int THREADS = 4;
    private static final int MOST_WAITING = 1000;

    /** A host that was found just now is not looked up again: that costs two changes of threads. The JVM keeps addresses longer. */
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** What a host was found to have. */
    private record Found(List<InetAddress> addresses, long atNanos) {
        Found {
            addresses = List.copyOf(addresses);
        }
    }

    private final LookUp lookUp;
    private final Map<String, Found> latest = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads;

    JvmResolver(LookUp lookUp) {
        this.lookUp = lookUp;
        this.threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_WAITING),
                Clock.named("farseek-xrootd-dns"));
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public List<InetAddress> addresses(String host, Duration limit) throws IOException {
        Found known = latest.get(host);
        if (known != null && System.nanoTime() - known.atNanos() < FRESH_NANOS) {
            return known.addresses();
        }
        List<InetAddress> found = lookUp(host, limit);
        if (latest.size() < MOST_WAITING || latest.containsKey(host)) {
            latest.put(host, new Found(found, System.nanoTime()));
        }
        return found;
    }

    private List<InetAddress> lookUp(String host, Duration limit) throws IOException {
        Future<InetAddress[]> answer;
        try {
            answer = threads.submit(new Callable<InetAddress[]>() {
                @Override
                public InetAddress[] call() throws UnknownHostException {
                    return lookUp.addresses(host);
                }
            });
        } catch (RejectedExecutionException e) {
            throw new IOException("too many host names are being looked up to look up " + host, e);
        }
        try {
            return List.of(answer.get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UnknownHostException unknown
                    ? unknown
                    : new IOException("looking up " + host + " failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            // A look-up that has not begun need not begin any more.
            answer.cancel(false);
            throw new SocketTimeoutException("the resolver did not answer for " + host + " within " + limit);
        } catch (InterruptedException e) {
            answer.cancel(false);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted looking up " + host);
        }
    }

    @Override
    public void failed(String host, InetAddress address) {
        latest.remove(host);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
