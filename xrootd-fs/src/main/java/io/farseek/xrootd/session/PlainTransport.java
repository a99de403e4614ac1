package io.farseek.xrootd.session;

import io.farseek.xrootd.wire.Rooms;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A TCP connection. What it brings goes from the system into a direct buffer, from which its receiver copies it: a {@link Socket}'s stream
 * copies once more.
 *
 * <p>The channel never blocks, because one that does is closed by an interrupt of whoever uses it, for all others too. Who has to wait does
 * so in a selector, one for reading and, once it was needed, one for writing; an interrupt is kept for later.
 */
final class PlainTransport implements Transport, Closeable {
    /** Most that is sent at once from an array, which the JDK copies into a buffer of its own that it keeps for the thread. */
    private static final int SEND_BYTES = 128 << 10;

    private final SocketChannel channel;
    private final Selector readable;
    private volatile @Nullable Selector writable;

    private PlainTransport(SocketChannel channel, Selector readable) {
        this.channel = channel;
        this.readable = readable;
    }

    /**
     * Connects within {@code limitNanos}.
     *
     * @throws SocketTimeoutException when there was no answer in that time
     */
    static PlainTransport connect(InetSocketAddress to, long limitNanos) throws IOException {
        SocketChannel channel = SocketChannel.open();
        PlainTransport made = null;
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            made = new PlainTransport(channel, Selector.open());
            SelectionKey key = channel.register(made.readable, SelectionKey.OP_CONNECT);
            if (!channel.connect(to)) {
                made.finishConnecting(System.nanoTime() + limitNanos);
            }
            key.interestOps(SelectionKey.OP_READ);
            return made;
        } catch (IOException | RuntimeException e) {
            channel.close();
            if (made != null) {
                made.readable.close();
            }
            throw e;
        }
    }

    private void finishConnecting(long deadlineNanos) throws IOException {
        boolean interrupted = false;
        try {
            while (!channel.finishConnect()) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
                if (left <= 0) {
                    throw new SocketTimeoutException("no answer within the time limit");
                }
                readable.select(key -> {}, left);
                interrupted |= Thread.interrupted();
            }
        } finally {
            keep(interrupted);
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int got = channel.read(into);
        boolean interrupted = false;
        try {
            while (got == 0) {
                interrupted |= await(readable);
                got = channel.read(into);
            }
        } finally {
            keep(interrupted);
        }
        return got;
    }

    @Override
    public int readNow(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    @Override
    public boolean scatters() {
        return true;
    }

    @Override
    public long readNow(Rooms into) throws IOException {
        return channel.read(into.buffers(), 0, into.count());
    }

    @Override
    public void await() throws IOException {
        boolean interrupted = false;
        try {
            // An interrupt ends the first wait, not the others: whoever calls again and again would not wait at all.
            while (!ready(readable) && channel.isOpen()) {
                interrupted |= Thread.interrupted();
            }
        } finally {
            keep(interrupted);
        }
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        boolean interrupted = false;
        int end = from.limit();
        try {
            while (from.position() < end) {
                from.limit(from.isDirect() ? end : Math.min(end, from.position() + SEND_BYTES));
                if (channel.write(from) == 0) {
                    interrupted |= await(writable());
                }
            }
        } finally {
            from.limit(end);
            keep(interrupted);
        }
    }

    private Selector writable() throws IOException {
        Selector selector = writable;
        if (selector == null) {
            selector = Selector.open();
            writable = selector;
            try {
                channel.register(selector, SelectionKey.OP_WRITE);
            } catch (IOException e) {
                // Closed meanwhile, by somebody who saw no such selector.
                selector.close();
                throw e;
            }
        }
        return selector;
    }

    /** Waits until the channel is ready or closed; whether the thread was interrupted meanwhile, which it does not show any more. */
    private static boolean await(Selector selector) throws IOException {
        boolean ignored = ready(selector);
        return Thread.interrupted();
    }

    /** Waits until the channel is ready or closed, or the thread is interrupted; whether it is ready. */
    private static boolean ready(Selector selector) throws IOException {
        try {
            return selector.select(key -> {}) > 0;
        } catch (ClosedSelectorException e) {
            throw new SocketException("the connection was closed");
        }
    }

    private static void keep(boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes);
    }

    /** For its addresses only: its streams do not work, as the channel does not block. */
    Socket socket() {
        return channel.socket();
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Whoever reads or writes hears of it at once. */
    @Override
    public void close() throws IOException {
        channel.close();
        readable.close();
        Selector selector = writable;
        if (selector != null) {
            selector.close();
        }
    }
}
