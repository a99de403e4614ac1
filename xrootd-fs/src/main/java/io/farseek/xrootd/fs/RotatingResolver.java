package io.farseek.xrootd.fs;

import io.farseek.fs.dns.HostResolver;
import io.farseek.xrootd.session.Resolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The resolver that all connectors have: answers live for a set time, addresses take turns, those that failed come last. */
final class RotatingResolver implements Resolver, AutoCloseable {
    /** {@link HostResolver}, as far as it is used here. */
    interface Names extends AutoCloseable {
        /** As {@link HostResolver#candidates}, without addresses to be avoided. */
        List<InetAddress> candidates(String host, CompletableFuture<?> giveUp) throws IOException;

        void failed(String host, InetAddress address);

        @Override
        void close();
    }

    private final Names names;

    /** Takes the resolver, which is closed with this. */
    RotatingResolver(HostResolver resolver) {
        this(new Names() {
            @Override
            public List<InetAddress> candidates(String host, CompletableFuture<?> giveUp) throws IOException {
                return resolver.candidates(host, List.of(), giveUp);
            }

            @Override
            public void failed(String host, InetAddress address) {
                resolver.failed(host, address);
            }

            @Override
            public void close() {
                resolver.close();
            }
        });
    }

    RotatingResolver(Names names) {
        this.names = names;
    }

    @Override
    public List<InetAddress> addresses(String host, Duration limit) throws IOException {
        CompletableFuture<Void> giveUp =
                new CompletableFuture<Void>().completeOnTimeout(null, limit.toNanos(), TimeUnit.NANOSECONDS);
        try {
            return names.candidates(host, giveUp);
        } catch (UnknownHostException e) {
            if (giveUp.isDone()) {
                SocketTimeoutException late = new SocketTimeoutException("no address of " + host + " within " + limit);
                late.initCause(e);
                throw late;
            }
            throw e;
        } finally {
            giveUp.cancel(false);
        }
    }

    @Override
    public void failed(String host, InetAddress address) {
        names.failed(host, address);
    }

    @Override
    public void close() {
        names.close();
    }
}
