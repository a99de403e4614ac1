package io.farseek.fs.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.fs.dns.DnsSettings;
import io.farseek.fs.dns.TestDnsServer;
import io.farseek.readahead.Count;
import io.farseek.readahead.Recorder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections follow the addresses of their host: three servers on one port of 127.0.0.1 to 127.0.0.3, behind one name. */
@Timeout(60)
class ChangingAddressTest {
    private static final String HOST = "store.test.example";

    private final Recorder recorder = new Recorder();
    private TestDnsServer dns;
    private LoopbackServer one;
    private LoopbackServer two;
    private LoopbackServer three;
    private HttpTransport transport;

    @BeforeEach
    void start() throws IOException {
        dns = new TestDnsServer();
        one = saying("one", "127.0.0.1", 0);
        two = saying("two", "127.0.0.2", one.port());
        three = saying("three", "127.0.0.3", one.port());
        DnsSettings names = DnsSettings.DEFAULT
                .withServers(List.of(dns.address()))
                .withTtl(Duration.ofMillis(100), Duration.ofMinutes(1))
                .withAddressGrace(Duration.ZERO)
                .withLookupTimeout(Duration.ofSeconds(2));
        transport = HttpTransport.open(
                HttpSettings.DEFAULT.withDns(names).withResponseTimeout(Duration.ofMillis(500)), recorder);
    }

    private static LoopbackServer saying(String text, String address, int port) throws IOException {
        return new LoopbackServer(InetAddress.getByName(address), port, peer -> {
            for (LoopbackServer.Request each = peer.next(); each != null; each = peer.next()) {
                if (each.path().equals("/hang-" + text)) {
                    peer.hang();
                }
                peer.reply(200, text);
            }
        });
    }

    @AfterEach
    void stop() throws IOException {
        transport.close();
        dns.close();
        one.close();
        two.close();
        three.close();
    }

    private HttpCall call(String path) {
        return HttpCall.of("GET", URI.create("http://" + HOST + ":" + one.port() + path));
    }

    private String get(HttpCall call) throws IOException {
        try (HttpReply reply = transport.prepare(call).execute()) {
            return new String(reply.body().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static void pass(Duration time) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS))
                .isFalse();
    }

    @Test
    void newConnectionsGoRoundAllAddresses() throws Exception {
        dns.set(HOST, 60, "127.0.0.1", "127.0.0.2", "127.0.0.3");
        Set<String> answers = new java.util.HashSet<>();
        for (int i = 0; i < 3; i++) {
            answers.add(get(call("/").withFresh(Set.of())));
        }
        assertThat(answers).containsExactlyInAnyOrder("one", "two", "three");
    }

    @Test
    void aConnectionWhoseAddressLeftTheRecordIsNotUsedAgain() throws Exception {
        dns.set(HOST, 0, "127.0.0.1");
        assertThat(get(call("/"))).isEqualTo("one");
        assertThat(get(call("/"))).isEqualTo("one");
        assertThat(recorder.count(Count.CONNECTIONS_REUSED)).isEqualTo(1);
        dns.set(HOST, 60, "127.0.0.2");
        pass(Duration.ofMillis(150));
        // The first request after the record has run out may still use the old connection, but has it looked up.
        get(call("/"));
        pass(Duration.ofMillis(300));
        assertThat(get(call("/"))).isEqualTo("two");
        assertThat(recorder.count(Count.DNS_ADDRESS_CHANGES)).isEqualTo(1);
    }

    @Test
    void aRetryGoesToAnotherAddress() throws Exception {
        dns.set(HOST, 60, "127.0.0.1", "127.0.0.2");
        InetAddress bad = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        for (int i = 0; i < 4; i++) {
            assertThat(get(call("/").withFresh(Set.of(bad)))).isEqualTo("two");
        }
    }

    @Test
    void anAddressThatHungIsLeftAloneForAWhile() throws Exception {
        dns.set(HOST, 60, "127.0.0.1", "127.0.0.2");
        boolean hung = false;
        for (int i = 0; i < 2 && !hung; i++) {
            try {
                get(call("/hang-one").withFresh(Set.of()));
            } catch (SocketTimeoutException e) {
                hung = true;
            }
        }
        assertThat(hung).isTrue();
        for (int i = 0; i < 4; i++) {
            assertThat(get(call("/hang-one").withFresh(Set.of()))).isEqualTo("two");
        }
    }

    @Test
    void aDeadAddressCostsOneRefusalAndTheNextIsTried() throws Exception {
        one.close();
        dns.set(HOST, 60, "127.0.0.1", "127.0.0.2");
        for (int i = 0; i < 4; i++) {
            assertThat(get(call("/").withFresh(Set.of()))).isEqualTo("two");
        }
    }

    @Test
    void aStoreWhoseResolverDiesGoesOn() throws Exception {
        dns.set(HOST, 0, "127.0.0.3");
        assertThat(get(call("/"))).isEqualTo("three");
        dns.silent(true);
        pass(Duration.ofMillis(150));
        for (int i = 0; i < 3; i++) {
            assertThat(get(call("/").withFresh(Set.of()))).isEqualTo("three");
        }
    }

    @Test
    void whenEveryAddressRefusesAllAreNamed() throws Exception {
        int port = one.port();
        one.close();
        two.close();
        dns.set(HOST, 60, "127.0.0.1", "127.0.0.2");
        assertThatThrownBy(() -> get(call("/")))
                .isInstanceOf(java.net.ConnectException.class)
                .hasMessageContaining(HOST + " port " + port)
                .hasMessageContaining("127.0.0.1 (")
                .hasMessageContaining("127.0.0.2 (");
    }
}
