package io.farseek.xrootd.session;

import io.farseek.xrootd.wire.Endpoint;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes TCP connections within a deadline, the look-up of the host name included. */
final class Dialer {
    /** Finds a host's addresses; may block as long as the resolver does. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private final Resolver resolver;
    private final Clock clock;

    Dialer(Resolver resolver, Clock clock) {
        this.resolver = resolver;
        this.clock = clock;
    }

    /**
     * Tries the host's addresses in turn until one answers.
     *
     * @throws UnknownHostException when the name has no address
     * @throws SocketTimeoutException when the deadline passed, during the look-up or the connection
     * @throws ConnectException when the last address refused
     */
    Socket connect(Endpoint endpoint, long deadlineNanos) throws IOException {
        IOException last = new ConnectException("no address for " + endpoint.address());
        for (InetAddress address : addresses(endpoint, deadlineNanos)) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
            if (left <= 0) {
                break;
            }
            Socket socket = new Socket();
            try {
                socket.setTcpNoDelay(true);
                socket.setKeepAlive(true);
                socket.connect(new InetSocketAddress(address, endpoint.port()), (int) left);
                return socket;
            } catch (IOException e) {
                socket.close();
                last = e;
            }
        }
        String what = "cannot connect to " + endpoint.address() + ": " + last.getMessage();
        IOException named =
                last instanceof SocketTimeoutException ? new SocketTimeoutException(what) : new ConnectException(what);
        named.initCause(last);
        throw named;
    }

    /** The JVM's resolver has no time limit, so that it runs where its caller need not wait for it. */
    private InetAddress[] addresses(Endpoint endpoint, long deadlineNanos) throws IOException {
        CompletableFuture<InetAddress[]> found = new CompletableFuture<>();
        Runnable lookUp = () -> {
            try {
                found.complete(resolver.addresses(endpoint.host()));
            } catch (UnknownHostException | RuntimeException e) {
                found.completeExceptionally(e);
            }
        };
        if (!clock.tryRun(lookUp)) {
            lookUp.run();
        }
        try {
            return found.get(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            UnknownHostException named = new UnknownHostException(
                    "cannot find " + endpoint.address() + ": the host name does not resolve; is it spelt right?");
            named.initCause(e.getCause());
            throw named;
        } catch (TimeoutException e) {
            throw new SocketTimeoutException(
                    "cannot find " + endpoint.address() + ": the resolver did not answer within the connect timeout");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted looking up " + endpoint.address());
        }
    }
}
