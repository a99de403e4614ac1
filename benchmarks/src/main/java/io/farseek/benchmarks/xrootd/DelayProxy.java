package io.farseek.benchmarks.xrootd;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A long way to a server on this machine: passes on what TCP connections carry, each byte half of the round trip later, without a limit to
 * the rate. The connection itself costs a round trip too: its first bytes are held for one more.
 *
 * <p>Arguments: port to listen on, port of the server, round trip in milliseconds. Runs until it is ended.
 */
public final class DelayProxy {
    private static final int CHUNK_BYTES = 64 << 10;
    /** 128 MiB on the way in each direction: no limit at the rates measured. */
    private static final int MOST_CHUNKS = 2048;

    private static final byte[] END = {};

    /** Its bytes belong to nobody else. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Chunk(byte[] bytes, int length, long dueNanos) {}

    private DelayProxy() {}

    public static void main(String[] arguments) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        int serverPort = Integer.parseInt(arguments[1]);
        long oneWayNanos = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[2])) / 2;
        try (ServerSocket listener = new ServerSocket(Integer.parseInt(arguments[0]), 64, loopback)) {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket();
                server.connect(new InetSocketAddress(loopback, serverPort), 5000);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                long handshakeOver = System.nanoTime() + 2 * oneWayNanos;
                carry(client, server, oneWayNanos, handshakeOver);
                carry(server, client, oneWayNanos, handshakeOver);
            }
        }
    }

    private static void carry(Socket from, Socket to, long oneWayNanos, long handshakeOver) {
        BlockingQueue<Chunk> onTheWay = new ArrayBlockingQueue<>(MOST_CHUNKS);
        start(() -> take(from, onTheWay, oneWayNanos, handshakeOver));
        start(() -> deliver(to, onTheWay));
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "delay");
        thread.setDaemon(true);
        thread.start();
    }

    private static void take(Socket from, BlockingQueue<Chunk> onTheWay, long oneWayNanos, long handshakeOver) {
        try {
            try {
                InputStream in = from.getInputStream();
                while (true) {
                    byte[] bytes = new byte[CHUNK_BYTES];
                    int length = in.read(bytes);
                    if (length < 0) {
                        break;
                    }
                    long left = Math.max(System.nanoTime(), handshakeOver);
                    onTheWay.put(new Chunk(bytes, length, left + oneWayNanos));
                }
            } catch (IOException e) {
                // The other end hears of the end below, whatever its cause.
            }
            onTheWay.put(new Chunk(END, 0, System.nanoTime() + oneWayNanos));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void deliver(Socket to, BlockingQueue<Chunk> onTheWay) {
        try (to) {
            OutputStream out = to.getOutputStream();
            for (Chunk next = onTheWay.take(); next.length() > 0; next = onTheWay.take()) {
                for (long wait = next.dueNanos() - System.nanoTime();
                        wait > 0;
                        wait = next.dueNanos() - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                out.write(next.bytes(), 0, next.length());
            }
        } catch (IOException e) {
            // Closed by its reader: what is still on the way has nowhere to go.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
