package io.farseek.fs.http;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A server on loopback that does with each connection whatever the test wants, byte by byte. */
public final class LoopbackServer implements Closeable {
    /** What happens on one connection. Returning closes it. */
    public interface Behaviour {
        void serve(Peer peer) throws Exception;
    }

    /** One request's head and body. */
    public record Request(String line, Map<String, String> headers, String body) {
        public String path() {
            return line.split(" ", -1)[1];
        }
    }

    /** The client's end of one connection, as the server sees it. */
    public static final class Peer {
        final int number;
        final Socket socket;
        final InputStream in;
        public final OutputStream out;
        private final LoopbackServer server;

        Peer(LoopbackServer server, int number, Socket socket) throws IOException {
            this.server = server;
            this.number = number;
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
        }

        /** The next request with its body, or null when the client has closed the connection. */
        public @Nullable Request next() throws IOException {
            Request head = head();
            if (head == null) {
                return null;
            }
            int length = Integer.parseInt(head.headers().getOrDefault("content-length", "0"));
            Request whole = new Request(
                    head.line(), head.headers(), new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
            server.requests.add(whole);
            return whole;
        }

        @Nullable Request head() throws IOException {
            String line = line();
            if (line == null) {
                return null;
            }
            Map<String, String> headers = new LinkedHashMap<>();
            for (String each = line(); each != null && !each.isEmpty(); each = line()) {
                int colon = each.indexOf(':');
                headers.put(
                        each.substring(0, colon).toLowerCase(Locale.ROOT),
                        each.substring(colon + 1).strip());
            }
            return new Request(line, headers, "");
        }

        private @Nullable String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int each = in.read(); each != '\n'; each = in.read()) {
                if (each < 0) {
                    return null;
                }
                if (each != '\r') {
                    line.append((char) each);
                }
            }
            return line.toString();
        }

        public void send(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }

        public void reply(int status, String body) throws IOException {
            send("HTTP/1.1 " + status + " Fine\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        }

        /** Waits until the client closes the connection. */
        public void hang() throws IOException {
            while (in.read() >= 0) {
                // whatever comes is swallowed
            }
        }
    }

    public final List<Request> requests = new CopyOnWriteArrayList<>();
    final AtomicInteger connections = new AtomicInteger();
    private final ServerSocket listener;
    private final Behaviour behaviour;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    public LoopbackServer(Behaviour behaviour) throws IOException {
        this(InetAddress.getLoopbackAddress(), 0, behaviour);
    }

    LoopbackServer(InetAddress address, int port, Behaviour behaviour) throws IOException {
        this(new ServerSocket(port, 50, address), behaviour);
    }

    public LoopbackServer(ServerSocket listener, Behaviour behaviour) {
        this.listener = listener;
        this.behaviour = behaviour;
        daemon("loopback-" + listener.getLocalPort(), this::accept);
    }

    /** Answers every request with 200 and this body, on one connection as long as the client likes. */
    public static LoopbackServer answering(String body) throws IOException {
        return new LoopbackServer(peer -> {
            while (peer.next() != null) {
                peer.reply(200, body);
            }
        });
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                open.add(socket);
                int number = connections.incrementAndGet();
                daemon("loopback-" + listener.getLocalPort() + "-" + number, () -> serve(socket, number));
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    private void serve(Socket socket, int number) {
        try (socket) {
            behaviour.serve(new Peer(this, number, socket));
        } catch (Exception e) {
            return; // the client went away, as many tests mean it to
        } finally {
            open.remove(socket);
        }
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return listener.getLocalPort();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        requests.forEach(each -> lines.add(each.line()));
        return lines;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket each : open) {
            each.close();
        }
    }
}
