package io.farseek.xrootd.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.xrootd.wire.Endpoint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hosts that are unknown, refuse, or whose resolver does not answer: the connect timeout is the longest that any of it takes. */
@Timeout(30)
class DialerTest {
    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void close() {
        over.countDown();
    }

    private static PlainTransport dial(JvmResolver.LookUp lookUp, int port, Duration limit) throws IOException {
        try (JvmResolver resolver = new JvmResolver(lookUp)) {
            return dial(resolver, port, limit);
        }
    }

    private static PlainTransport dial(Resolver resolver, int port, Duration limit) throws IOException {
        return new Dialer(resolver)
                .connect(new Endpoint("data.example.org", port, false), System.nanoTime() + limit.toNanos());
    }

    @Test
    void anUnknownHostIsNamed() {
        assertThatThrownBy(() -> dial(
                        host -> {
                            throw new UnknownHostException(host);
                        },
                        1094,
                        Duration.ofSeconds(10)))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("data.example.org:1094");
    }

    @Test
    void aResolverThatDoesNotAnswerIsGivenUp() {
        assertThatThrownBy(() -> dial(
                        host -> {
                            awaitEnd();
                            throw new UnknownHostException(host);
                        },
                        1094,
                        Duration.ofMillis(200)))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessageContaining("data.example.org:1094");
    }

    @Test
    void lookUpsBehindOnesThatAreNeverAnsweredAreGivenUpTooAndNeverBegin() {
        AtomicInteger begun = new AtomicInteger();
        JvmResolver.LookUp silent = host -> {
            begun.incrementAndGet();
            awaitEnd();
            throw new UnknownHostException(host);
        };
        try (JvmResolver resolver = new JvmResolver(silent)) {
            for (int i = 0; i < 12; i++) {
                assertThatThrownBy(() -> dial(resolver, 1094, Duration.ofMillis(20)))
                        .isInstanceOf(SocketTimeoutException.class)
                        .hasMessageContaining("data.example.org:1094");
            }
            assertThat(begun).hasValueLessThanOrEqualTo(4);
        }
    }

    @Test
    void aHostFoundJustNowIsNotLookedUpAgainUnlessItFailed() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        InetAddress address = InetAddress.getLoopbackAddress();
        try (JvmResolver resolver = new JvmResolver(host -> {
            asked.incrementAndGet();
            return new InetAddress[] {address};
        })) {
            // Within a second of each other, unless the machine stands still: then it is asked each time.
            for (int i = 0; i < 20; i++) {
                assertThat(resolver.addresses("data.example.org", Duration.ofSeconds(10)))
                        .containsExactly(address);
            }
            assertThat(asked).hasValueLessThan(20);
            int before = asked.get();
            resolver.failed("data.example.org", address);
            assertThat(resolver.addresses("data.example.org", Duration.ofSeconds(10)))
                    .containsExactly(address);
            assertThat(asked).hasValue(before + 1);
        }
    }

    @Test
    void addressesAreTriedInTurnAndTheLastRefusalIsNamed() throws IOException {
        InetAddress nobody = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        InetAddress somebody = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try (ServerSocket server = new ServerSocket(0, 5, somebody)) {
            int port = server.getLocalPort();
            try (PlainTransport made =
                    dial(host -> new InetAddress[] {nobody, somebody}, port, Duration.ofSeconds(10))) {
                assertThat(made.socket().getInetAddress()).isEqualTo(somebody);
            }
            assertThatThrownBy(() -> dial(host -> new InetAddress[] {nobody}, port, Duration.ofSeconds(10)))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("data.example.org:" + port);
        }
    }

    private void awaitEnd() {
        try {
            assertThat(over.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
