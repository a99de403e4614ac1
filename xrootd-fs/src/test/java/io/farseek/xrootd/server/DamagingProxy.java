package io.farseek.xrootd.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between client and server and turns one byte over, as a bad network card does where TCP's checksum misses it. */
public final class DamagingProxy implements AutoCloseable {
    /** Which way the damaged byte goes. */
    public enum Way {
        TO_SERVER,
        TO_CLIENT
    }

    private static final int BUFFER_BYTES = 64 << 10;

    private final ServerSocket listener;
    private final int port;
    private final Way way;
    private final AtomicLong untilDamage;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private DamagingProxy(int port, Way way, long afterBytes) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.port = port;
        this.way = way;
        this.untilDamage = new AtomicLong(afterBytes);
        run(this::accept);
    }

    /** To a server on this host. The byte behind {@code afterBytes} that went that way, all connections together, is damaged. */
    public static DamagingProxy to(int port, Way way, long afterBytes) throws IOException {
        return new DamagingProxy(port, way, afterBytes);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Whether the byte has passed. */
    public boolean hasDamaged() {
        return untilDamage.get() < 0;
    }

    private static void run(Runnable task) {
        Thread thread = new Thread(task, "damaging-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                open.add(client);
                open.add(server);
                run(() -> forward(client, server, way == Way.TO_SERVER));
                run(() -> forward(server, client, way == Way.TO_CLIENT));
            }
        } catch (IOException e) {
            // Closed.
            return;
        }
    }

    private void forward(Socket from, Socket to, boolean damaging) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                if (damaging) {
                    long before = untilDamage.getAndAdd(-got);
                    if (before >= 0 && before < got) {
                        buffer[(int) before] ^= 0x10;
                    }
                }
                out.write(buffer, 0, got);
            }
        } catch (IOException e) {
            // One of the two has gone, and the other with it.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket each : open) {
            each.close();
        }
    }
}
