package io.farseek.xrootd.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection used by many threads outlives the interrupt of any of them, and ends for whoever waits on it when it is closed. */
@Timeout(30)
class PlainTransportTest {
    /** More than the system takes from a writer whose peer does not read. */
    private static final byte[] BYTES = new byte[24 << 20];

    static {
        new Random(12).nextBytes(BYTES);
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private ServerSocket listener;
    private PlainTransport transport;
    private Socket peer;

    @BeforeEach
    void connect() throws IOException {
        listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        transport = PlainTransport.connect(
                (InetSocketAddress) listener.getLocalSocketAddress(), TimeUnit.SECONDS.toNanos(10));
        peer = listener.accept();
    }

    @AfterEach
    void close() throws IOException {
        transport.close();
        peer.close();
        listener.close();
        threads.shutdownNow();
    }

    private static boolean writeInterrupted(PlainTransport transport, ByteBuffer from) throws IOException {
        Thread.currentThread().interrupt();
        transport.write(from);
        return Thread.interrupted() && !from.hasRemaining();
    }

    @Test
    void anInterruptedThreadSendsEverything() throws Exception {
        Future<Boolean> fromArray = threads.submit(() -> writeInterrupted(transport, ByteBuffer.wrap(BYTES)));
        assertThat(peer.getInputStream().readNBytes(BYTES.length)).isEqualTo(BYTES);
        assertThat(fromArray.get()).isTrue();
        ByteBuffer direct = transport.buffer(BYTES.length).put(BYTES).flip();
        Future<Boolean> fromDirect = threads.submit(() -> writeInterrupted(transport, direct));
        assertThat(peer.getInputStream().readNBytes(BYTES.length)).isEqualTo(BYTES);
        assertThat(fromDirect.get()).isTrue();
    }

    @Test
    void anInterruptedThreadReadsOn() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        Future<Boolean> reading = threads.submit(() -> {
            Thread.currentThread().interrupt();
            began.countDown();
            ByteBuffer into = transport.buffer(8);
            int got = transport.read(into);
            return got == 1 && into.get(0) == 42 && Thread.interrupted();
        });
        assertThat(began.await(10, TimeUnit.SECONDS)).isTrue();
        peer.getOutputStream().write(42);
        assertThat(reading.get()).isTrue();
        assertThat(transport.readNow(transport.buffer(8))).isZero();
        peer.shutdownOutput();
        assertThat(transport.read(transport.buffer(8))).isEqualTo(-1);
    }

    /** One that returned at once would be asked again and again until something came. */
    @Test
    void anInterruptedThreadWaitsForBytes() throws Exception {
        AtomicBoolean sent = new AtomicBoolean();
        Future<Boolean> waiting = threads.submit(() -> {
            Thread.currentThread().interrupt();
            transport.await();
            boolean waited = sent.get();
            return waited && transport.readNow(transport.buffer(8)) == 1 && Thread.interrupted();
        });
        assertThatThrownBy(() -> waiting.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        sent.set(true);
        peer.getOutputStream().write(42);
        assertThat(waiting.get()).isTrue();
    }

    @Test
    void closingEndsReadersAndWriters() throws IOException {
        Future<Integer> reading = threads.submit(() -> {
            transport.await();
            return transport.read(transport.buffer(8));
        });
        Future<Boolean> writing = threads.submit(() -> {
            transport.write(ByteBuffer.wrap(BYTES));
            return true;
        });
        transport.close();
        assertThatThrownBy(reading::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(IOException.class);
        assertThatThrownBy(writing::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(IOException.class);
        assertThat(transport.isOpen()).isFalse();
    }

    @Test
    void aRefusedConnectionIsSaidToBe() throws IOException {
        InetSocketAddress nobody = (InetSocketAddress) listener.getLocalSocketAddress();
        listener.close();
        assertThatThrownBy(() -> PlainTransport.connect(nobody, TimeUnit.SECONDS.toNanos(10)))
                .isInstanceOf(ConnectException.class);
    }
}
