package io.farseek.xrootd.session;

import io.farseek.xrootd.wire.Endpoint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/** Makes TCP connections within a deadline, the look-up of the host name included. */
final class Dialer {
    private final Resolver resolver;

    Dialer(Resolver resolver) {
        this.resolver = resolver;
    }

    /**
     * Tries the host's addresses in turn until one answers.
     *
     * @throws UnknownHostException when the name has no address
     * @throws SocketTimeoutException when the deadline passed, during the look-up or the connection
     * @throws ConnectException when the last address refused
     */
    PlainTransport connect(Endpoint endpoint, long deadlineNanos) throws IOException {
        IOException last = new ConnectException("no address for " + endpoint.address());
        for (InetAddress address : addresses(endpoint, deadlineNanos)) {
            long left = deadlineNanos - System.nanoTime();
            if (left <= 0) {
                break;
            }
            try {
                return PlainTransport.connect(new InetSocketAddress(address, endpoint.port()), left);
            } catch (IOException e) {
                resolver.failed(endpoint.host(), address);
                last = e;
            }
        }
        String what = "cannot connect to " + endpoint.address() + ": " + last.getMessage();
        IOException named =
                last instanceof SocketTimeoutException ? new SocketTimeoutException(what) : new ConnectException(what);
        named.initCause(last);
        throw named;
    }

    private List<InetAddress> addresses(Endpoint endpoint, long deadlineNanos) throws IOException {
        try {
            return resolver.addresses(endpoint.host(), Duration.ofNanos(deadlineNanos - System.nanoTime()));
        } catch (UnknownHostException e) {
            UnknownHostException named = new UnknownHostException(
                    "cannot find " + endpoint.address() + ": the host name does not resolve; is it spelt right?");
            named.initCause(e);
            throw named;
        } catch (SocketTimeoutException e) {
            SocketTimeoutException named = new SocketTimeoutException(
                    "cannot find " + endpoint.address() + ": the resolver did not answer within the connect timeout");
            named.initCause(e);
            throw named;
        }
    }
}
