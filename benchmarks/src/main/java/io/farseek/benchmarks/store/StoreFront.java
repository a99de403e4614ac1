package io.farseek.benchmarks.store;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes a store on this machine behave like a distant one: an HTTP/1.1 proxy on the loopback address that lets each answer wait for its
 * first byte, limits what a connection carries and logs every request. Messages pass unchanged, so signatures over them hold; only
 * {@code Expect: 100-continue} is answered here.
 *
 * <p>One thread accepts, and one serves each connection, at most {@link FrontSettings#mostConnections} at once; all are daemons. Connections
 * to the store are not reused: what an idle one would break is not this proxy's to repair, and on the loopback a new one costs little.
 */
public final class StoreFront implements AutoCloseable {
    private final InetSocketAddress store;
    private final FrontSettings settings;
    private final ServerSocket server;
    private final RequestLog log = new RequestLog();
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final Semaphore places;
    private final ThreadPoolExecutor threads;
    private final Thread acceptor;

    private StoreFront(InetSocketAddress store, FrontSettings settings, ServerSocket server) {
        this.store = store;
        this.settings = settings;
        this.server = server;
        places = new Semaphore(settings.mostConnections());
        AtomicInteger number = new AtomicInteger();
        // Bounded by the places: a thread is asked for only once a place is held.
        threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "store-front-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        acceptor = new Thread(this::accept, "store-front-acceptor");
        acceptor.setDaemon(true);
    }

    /**
     * Starts a front.
     *
     * @param store where the store listens on this machine, {@code http://127.0.0.1:port}
     * @param port to listen on, 0 for a free one
     * @throws BindException when the port is taken
     */
    public static StoreFront start(URI store, FrontSettings settings, int port) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        ServerSocket server = new ServerSocket();
        try {
            server.bind(new InetSocketAddress(loopback, port), settings.mostConnections());
        } catch (IOException taken) {
            server.close();
            throw taken;
        }
        StoreFront front = new StoreFront(new InetSocketAddress(loopback, store.getPort()), settings, server);
        front.acceptor.start();
        return front;
    }

    /** Where clients reach the store through this front. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    public RequestLog log() {
        return log;
    }

    /** Breaks every connection off and waits for its thread, at most five seconds. */
    @Override
    public void close() throws IOException {
        server.close();
        acceptor.interrupt();
        threads.shutdownNow();
        try {
            acceptor.join(TimeUnit.SECONDS.toMillis(5));
            for (Socket each : clients) {
                each.close();
            }
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                throw new IOException("connections of the store front did not end within 5 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                places.acquire();
                serve(server.accept());
            } catch (IOException closedOrRefused) {
                places.release();
            } catch (InterruptedException closing) {
                return;
            }
        }
    }

    private void serve(Socket client) throws IOException {
        clients.add(client);
        try {
            threads.execute(() -> {
                try {
                    new FrontConnection(client, store, settings, log).run();
                } finally {
                    clients.remove(client);
                    places.release();
                }
            });
        } catch (RejectedExecutionException closing) {
            clients.remove(client);
            client.close();
        }
    }
}
