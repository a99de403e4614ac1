package io.farseek.xrootd.server;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An XRootD server in this JVM that does what a test's script says, byte by byte. Handshake, protocol and login are answered properly; every
 * further request goes to the script, in the thread of its connection.
 */
public final class ScriptedServer implements AutoCloseable {
    /** One request as it came. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Received(int connection, int streamId, int code, ByteBuffer body, byte[] payload, Wire wire) {
        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }
    }

    /** Answers requests. An exception ends the connection. */
    @FunctionalInterface
    public interface Script {
        void on(Received request) throws IOException;
    }

    /** The bytes back to the client. */
    public static final class Wire {
        private final OutputStream out;
        private final Socket socket;
        private final int chunkBytes;
        private final ByteArrayOutputStream held = new ByteArrayOutputStream();
        private boolean holding;

        Wire(Socket socket, int chunkBytes) throws IOException {
            this.socket = socket;
            this.out = socket.getOutputStream();
            this.chunkBytes = chunkBytes;
        }

        /** Sends bytes as they are, in chunks of the server's size. */
        public void raw(byte[] bytes) throws IOException {
            if (holding) {
                held.writeBytes(bytes);
                return;
            }
            for (int at = 0; at < bytes.length; at += chunkBytes) {
                out.write(bytes, at, Math.min(chunkBytes, bytes.length - at));
                out.flush();
            }
        }

        void hold() {
            holding = true;
        }

        void sendHeld() throws IOException {
            holding = false;
            raw(held.toByteArray());
            held.reset();
        }

        public void frame(int streamId, int status, byte[] body) throws IOException {
            raw(bytes(streamId, status, body.length, body));
        }

        public static byte[] bytes(int streamId, int status, int announced, byte[] body) {
            return ByteBuffer.allocate(8 + body.length)
                    .putShort((short) streamId)
                    .putShort((short) status)
                    .putInt(announced)
                    .put(body)
                    .array();
        }

        public void error(int streamId, int code, String text) throws IOException {
            byte[] words = text.getBytes(StandardCharsets.UTF_8);
            frame(
                    streamId,
                    4003,
                    ByteBuffer.allocate(5 + words.length)
                            .putInt(code)
                            .put(words)
                            .array());
        }

        public void numberAndText(int streamId, int status, int number, String text) throws IOException {
            byte[] words = text.getBytes(StandardCharsets.UTF_8);
            frame(
                    streamId,
                    status,
                    ByteBuffer.allocate(4 + words.length)
                            .putInt(number)
                            .put(words)
                            .array());
        }

        /** An open's reply, with handle 7 and the stat of a file of that length. */
        public void opened(int streamId, long length) throws IOException {
            byte[] stat = ("1 " + length + " 16 1000\0").getBytes(StandardCharsets.US_ASCII);
            frame(
                    streamId,
                    0,
                    ByteBuffer.allocate(12 + stat.length)
                            .putInt(7)
                            .putLong(0)
                            .put(stat)
                            .array());
        }

        public void drop() throws IOException {
            socket.close();
        }
    }

    private final ServerSocket listener;
    private final Script script;
    private final int chunkBytes;
    private final boolean manager;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile int silentUntil;
    private volatile String offers = "";

    private ScriptedServer(Script script, int chunkBytes, boolean manager) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.script = script;
        this.chunkBytes = chunkBytes;
        this.manager = manager;
        Thread acceptor = new Thread(this::accept, "scripted-server");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    public static ScriptedServer start(Script script) throws IOException {
        return new ScriptedServer(script, Integer.MAX_VALUE, false);
    }

    /** Every write is cut into chunks of that many bytes. */
    public static ScriptedServer startInChunks(int bytes, Script script) throws IOException {
        return new ScriptedServer(script, bytes, false);
    }

    public static ScriptedServer startManager(Script script) throws IOException {
        return new ScriptedServer(script, Integer.MAX_VALUE, true);
    }

    public int port() {
        return listener.getLocalPort();
    }

    public int connections() {
        return connections.get();
    }

    /** On later connections, sends nothing until a request of that code has come: whoever waits for a reply before waits for ever. */
    public void staySilentUntil(int code) {
        silentUntil = code;
    }

    /** On later connections, the login is answered with these ways to authenticate. */
    public void offer(String mechanisms) {
        offers = mechanisms;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                int number = connections.incrementAndGet();
                Thread thread = new Thread(() -> serve(socket, number), "scripted-server-" + number);
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket, int number) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            Wire wire = new Wire(socket, chunkBytes);
            int silent = silentUntil;
            if (silent != 0) {
                wire.hold();
            }
            in.readFully(new byte[20]);
            wire.frame(
                    0,
                    0,
                    ByteBuffer.allocate(8).putInt(0x520).putInt(manager ? 0 : 1).array());
            while (true) {
                byte[] header = new byte[24];
                in.readFully(header);
                ByteBuffer fields = ByteBuffer.wrap(header);
                int streamId = fields.getShort() & 0xffff;
                int code = fields.getShort() & 0xffff;
                byte[] payload = new byte[fields.getInt(20)];
                in.readFully(payload);
                if (code == silent) {
                    wire.sendHeld();
                }
                if (code == 3006) {
                    wire.frame(
                            streamId,
                            0,
                            ByteBuffer.allocate(8)
                                    .putInt(0x520)
                                    .putInt(manager ? 2 : 0x200001)
                                    .array());
                } else if (code == 3007) {
                    wire.frame(
                            streamId,
                            0,
                            ByteBuffer.allocate(16 + offers.length())
                                    .put(16, offers.getBytes(StandardCharsets.US_ASCII))
                                    .array());
                } else {
                    ByteBuffer body = ByteBuffer.wrap(header, 4, 16).slice();
                    script.on(new Received(number, streamId, code, body, payload, wire));
                }
            }
        } catch (EOFException e) {
            return;
        } catch (IOException e) {
            // The client or the script ended the connection.
            return;
        } finally {
            open.remove(socket);
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
