package io.farseek.benchmarks.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A free port of the loopback address. One thread accepts, and one serves each connection, at most {@value #MOST_CONNECTIONS} at once, all
 * daemons; further connections are refused.
 */
final class LoopbackListener implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 2048;

    private final String name;
    private final ServerSocketChannel server;
    private final int port;
    private final Set<SocketChannel> clients = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor threads;

    LoopbackListener(String name) throws IOException {
        this.name = name;
        server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 512);
        port = ((InetSocketAddress) server.getLocalAddress()).getPort();
        threads = new ThreadPoolExecutor(
                0, MOST_CONNECTIONS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), this::daemon);
    }

    int port() {
        return port;
    }

    /** Serves what comes from now on; what {@code connection} makes runs on the connection's thread and closes it. */
    void start(Function<SocketChannel, Runnable> connection) {
        daemon(() -> accept(connection)).start();
    }

    /** A thread that does not keep the JVM. */
    Thread daemon(Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Ends every connection. */
    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
        for (SocketChannel each : clients) {
            each.close();
        }
    }

    private void accept(Function<SocketChannel, Runnable> connection) {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                clients.add(client);
                serve(client, connection);
            } catch (IOException closed) {
                // Closed, or the client was gone before it was accepted: the loop's condition tells which.
            }
        }
    }

    private void serve(SocketChannel client, Function<SocketChannel, Runnable> connection) throws IOException {
        try {
            threads.execute(() -> {
                try {
                    connection.apply(client).run();
                } finally {
                    clients.remove(client);
                }
            });
        } catch (RejectedExecutionException full) {
            clients.remove(client);
            client.close();
        }
    }
}
