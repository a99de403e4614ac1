package io.farseek.xrootd.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A connection as the socket that TLS wants to be laid upon. Its bytes are taken from the system many at a time: beneath TLS, which asks for
 * the five bytes of a record's head and then for the record, that makes one system call of many.
 */
final class BufferedSocket extends Socket {
    private static final int BYTES = 64 << 10;

    private final PlainTransport transport;
    private final Socket socket;
    private final ByteBuffer buffer;

    /** Takes the transport, which is closed with this. */
    BufferedSocket(PlainTransport transport) throws IOException {
        super((SocketImpl) null);
        this.transport = transport;
        this.socket = transport.socket();
        this.buffer = transport.buffer(BYTES).flip();
    }

    /** Whether bytes have come that TLS has not taken; for the thread that reads. */
    boolean holdsBytes() throws IOException {
        return buffer.hasRemaining() || fill(transport.readNow(buffer.clear())) > 0;
    }

    /** What this side closed ends quietly: of an error JSSE concludes that its TLS session must not be resumed. */
    private int take() throws IOException {
        try {
            return fill(transport.read(buffer.clear()));
        } catch (IOException e) {
            if (transport.isOpen()) {
                throw e;
            }
            return fill(-1);
        }
    }

    private int fill(int got) {
        buffer.flip();
        return got;
    }

    @Override
    public InputStream getInputStream() {
        return new InputStream() {
            private final byte[] one = new byte[1];

            @Override
            public int read() throws IOException {
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                if (length == 0) {
                    return 0;
                }
                if (!buffer.hasRemaining() && take() < 0) {
                    return -1;
                }
                int part = Math.min(length, buffer.remaining());
                buffer.get(into, offset, part);
                return part;
            }

            @Override
            public int available() {
                return buffer.remaining();
            }
        };
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] from, int offset, int length) throws IOException {
                transport.write(ByteBuffer.wrap(from, offset, length));
            }
        };
    }

    @Override
    public boolean isConnected() {
        return socket.isConnected();
    }

    @Override
    public boolean isBound() {
        return socket.isBound();
    }

    @Override
    public boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    public boolean isInputShutdown() {
        return socket.isInputShutdown();
    }

    @Override
    public boolean isOutputShutdown() {
        return socket.isOutputShutdown();
    }

    @Override
    public void shutdownInput() throws IOException {
        if (transport.isOpen()) {
            socket.shutdownInput();
        }
    }

    @Override
    public void shutdownOutput() throws IOException {
        if (transport.isOpen()) {
            socket.shutdownOutput();
        }
    }

    @Override
    public @Nullable InetAddress getInetAddress() {
        return socket.getInetAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return socket.getLocalAddress();
    }

    @Override
    public int getPort() {
        return socket.getPort();
    }

    @Override
    public int getLocalPort() {
        return socket.getLocalPort();
    }

    @Override
    public @Nullable SocketAddress getRemoteSocketAddress() {
        return socket.getRemoteSocketAddress();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return socket.getLocalSocketAddress();
    }

    @Override
    public synchronized void setSoTimeout(int millis) throws SocketException {
        socket.setSoTimeout(millis);
    }

    @Override
    public synchronized int getSoTimeout() throws SocketException {
        return socket.getSoTimeout();
    }

    @Override
    public int getSoLinger() throws SocketException {
        return socket.getSoLinger();
    }

    @Override
    public void setSoLinger(boolean on, int seconds) throws SocketException {
        socket.setSoLinger(on, seconds);
    }

    @Override
    public synchronized void close() throws IOException {
        transport.close();
    }
}
