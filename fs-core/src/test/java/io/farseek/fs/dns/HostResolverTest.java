package io.farseek.fs.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.readahead.Count;
import io.farseek.readahead.Level;
import io.farseek.readahead.Recorder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.hosts.HostsFileParser;

/** Over a real name server whose answers change, with a clock that only moves when told to. */
@Timeout(60)
class HostResolverTest {
    private static final String HOST = "store.test.example";

    private final Recorder recorder = new Recorder();
    private final AtomicLong clock = new AtomicLong(1);
    private TestDnsServer dns;
    private HostResolver resolver;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        dns = new TestDnsServer();
        resolver = resolver(settings(), List.of());
    }

    @AfterEach
    void stop() {
        resolver.close();
        dns.close();
        assertThat(recorder.level(Level.DNS_ADDRESSES)).isZero();
    }

    private DnsSettings settings() {
        return DnsSettings.DEFAULT
                .withServers(List.of(dns.address()))
                .withTtl(Duration.ofSeconds(2), Duration.ofSeconds(60))
                .withLookupTimeout(Duration.ofSeconds(2));
    }

    private HostResolver resolver(DnsSettings settings, List<Name> search) throws IOException {
        Path hosts = folder.resolve("hosts");
        if (!Files.exists(hosts)) {
            Files.writeString(hosts, "10.9.9.9 fromfile.test.example fromfile\n");
        }
        RecordLookup lookup = new RecordLookup(settings, search, 1, new HostsFileParser(hosts));
        return new HostResolver(lookup, settings, recorder, clock::get, HostResolver.lookupThreads());
    }

    private void later(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private List<String> ask(String host, InetAddress... avoid) throws IOException {
        return resolver.candidates(host, Set.of(avoid)).stream()
                .map(InetAddress::getHostAddress)
                .toList();
    }

    private static InetAddress address(String text) throws IOException {
        return InetAddress.getByName(text);
    }

    private long lookups() {
        return recorder.count(Count.DNS_LOOKUPS);
    }

    @Test
    void anAnswerLivesAsLongAsItsRecord() throws Exception {
        dns.set(HOST, 20, "10.0.0.1");
        assertThat(ask(HOST)).containsExactly("10.0.0.1");
        dns.set(HOST, 20, "10.0.0.2");
        later(Duration.ofSeconds(19));
        assertThat(ask(HOST)).containsExactly("10.0.0.1");
        assertThat(lookups()).isEqualTo(1);
        later(Duration.ofSeconds(2));
        assertThat(ask(HOST)).containsExactly("10.0.0.2");
        assertThat(lookups()).isEqualTo(2);
        assertThat(recorder.count(Count.DNS_ADDRESS_CHANGES)).isEqualTo(1);
        assertThat(recorder.level(Level.DNS_ADDRESSES)).isEqualTo(1);
    }

    @Test
    void aTtlOfZeroDoesNotFloodTheResolverAndALongOneDoesNotLastForEver() throws Exception {
        dns.set(HOST, 0, "10.0.0.1");
        for (int i = 0; i < 100; i++) {
            ask(HOST);
        }
        assertThat(lookups()).isEqualTo(1);
        dns.set(HOST, 86_400, "10.0.0.1");
        later(Duration.ofSeconds(3));
        ask(HOST);
        later(Duration.ofSeconds(59));
        ask(HOST);
        assertThat(lookups()).isEqualTo(2);
        later(Duration.ofSeconds(2));
        ask(HOST);
        assertThat(lookups()).isEqualTo(3);
    }

    @Test
    void theShortestTtlOnTheWayThroughAliasesCounts() throws Exception {
        dns.alias(HOST, 5, "real.test.example");
        dns.set("real.test.example", 3600, "10.0.0.7");
        assertThat(ask(HOST)).containsExactly("10.0.0.7");
        dns.set("real.test.example", 3600, "10.0.0.8");
        later(Duration.ofSeconds(6));
        assertThat(ask(HOST)).containsExactly("10.0.0.8");
    }

    @Test
    void allAddressesAreUsedInRotation() throws Exception {
        dns.set(HOST, 60, "10.0.0.1", "10.0.0.2", "10.0.0.3");
        Set<String> first = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            List<String> all = ask(HOST);
            assertThat(all).hasSize(3).doesNotHaveDuplicates();
            first.add(all.get(0));
        }
        assertThat(first).containsExactlyInAnyOrder("10.0.0.1", "10.0.0.2", "10.0.0.3");
    }

    @Test
    void bothFamiliesAreAnswered() throws Exception {
        dns.set(HOST, 60, "10.0.0.1", "2001:db8::1");
        assertThat(ask(HOST)).containsExactlyInAnyOrder("10.0.0.1", "2001:db8:0:0:0:0:0:1");
        dns.set("six.test.example", 60, "2001:db8::2");
        assertThat(ask("six.test.example")).containsExactly("2001:db8:0:0:0:0:0:2");
    }

    @Test
    void whatFailedOrIsToBeAvoidedComesLast() throws Exception {
        dns.set(HOST, 60, "10.0.0.1", "10.0.0.2", "10.0.0.3");
        ask(HOST);
        resolver.failed(HOST, address("10.0.0.2"));
        for (int i = 0; i < 6; i++) {
            assertThat(ask(HOST, address("10.0.0.1"))).containsExactly("10.0.0.3", "10.0.0.2", "10.0.0.1");
        }
        assertThat(resolver.avoidable(HOST, address("10.0.0.2"))).isTrue();
        later(Duration.ofSeconds(31));
        assertThat(resolver.avoidable(HOST, address("10.0.0.2"))).isFalse();
    }

    @Test
    void aRetryWithNowhereElseToGoAsksAgain() throws Exception {
        dns.set(HOST, 60, "10.0.0.1");
        ask(HOST);
        dns.set(HOST, 60, "10.0.0.2");
        later(Duration.ofSeconds(3));
        assertThat(ask(HOST)).containsExactly("10.0.0.1");
        assertThat(ask(HOST, address("10.0.0.1"))).containsExactly("10.0.0.2");
    }

    @Test
    void oldAddressesServeWhileTheResolverFails() throws Exception {
        dns.set(HOST, 10, "10.0.0.1");
        ask(HOST);
        dns.failWith(Rcode.SERVFAIL);
        later(Duration.ofSeconds(11));
        assertThat(ask(HOST)).containsExactly("10.0.0.1");
        assertThat(recorder.count(Count.DNS_FAILURES)).isEqualTo(1);
        assertThat(ask(HOST)).containsExactly("10.0.0.1");
        assertThat(lookups())
                .as("a failing resolver is left in peace for a second")
                .isEqualTo(2);
        later(Duration.ofMinutes(30));
        assertThat(ask(HOST)).containsExactly("10.0.0.1");
        later(Duration.ofMinutes(31));
        assertThatThrownBy(() -> ask(HOST))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining(HOST)
                .hasMessageContaining("SERVFAIL")
                .hasMessageContaining(dns.address().split(":", -1)[1]);
        dns.failWith(Rcode.NOERROR);
        dns.set(HOST, 10, "10.0.0.3");
        later(Duration.ofMinutes(1));
        assertThat(ask(HOST)).containsExactly("10.0.0.3");
    }

    @Test
    void aSilentResolverHoldsUpNobodyWhoHasAnAddress() throws Exception {
        dns.set(HOST, 10, "10.0.0.1");
        ask(HOST);
        dns.silent(true);
        later(Duration.ofSeconds(11));
        long start = System.nanoTime();
        assertThat(ask(HOST)).containsExactly("10.0.0.1");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aSilentResolverIsGivenUpAtTheDeadline() {
        dns.silent(true);
        long start = System.nanoTime();
        assertThatThrownBy(() -> ask(HOST)).isInstanceOf(UnknownHostException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
    }

    @Test
    void anUnknownNameSaysWhoWasAsked() {
        assertThatThrownBy(() -> ask("nowhere.test.example"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("host nowhere.test.example has no address")
                .hasMessageContaining("no name server of");
    }

    @Test
    void manyWhoAskAtOnceCauseOneLookup() throws Exception {
        dns.set(HOST, 60, "10.0.0.1");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<List<String>>> tasks = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                tasks.add(() -> ask(HOST));
            }
            for (Future<List<String>> each : threads.invokeAll(tasks)) {
                assertThat(each.get()).containsExactly("10.0.0.1");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(dns.questions).containsExactlyInAnyOrder(HOST + ". A", HOST + ". AAAA");
    }

    @Test
    void anAddressRetiresOnceItHasBeenGoneForAWhile() throws Exception {
        dns.set(HOST, 10, "10.0.0.1", "10.0.0.2");
        ask(HOST);
        dns.set(HOST, 10, "10.0.0.2", "10.0.0.3");
        later(Duration.ofSeconds(11));
        ask(HOST);
        assertThat(resolver.retired(HOST, address("10.0.0.1"))).isFalse();
        later(Duration.ofSeconds(31));
        assertThat(resolver.retired(HOST, address("10.0.0.1"))).isTrue();
        assertThat(resolver.retired(HOST, address("10.0.0.2"))).isFalse();
        assertThat(resolver.retired("never.asked.example", address("10.0.0.1"))).isFalse();
    }

    @Test
    void theHostsFileComesFirst() throws Exception {
        dns.set("fromfile.test.example", 10, "10.0.0.1");
        assertThat(ask("fromfile.test.example")).containsExactly("10.9.9.9");
        assertThat(ask("fromfile")).containsExactly("10.9.9.9");
        assertThat(ask("localhost")).containsExactly("127.0.0.1");
        assertThat(dns.questions).isEmpty();
    }

    @Test
    void addressesWrittenOutAreNotLookedUp() throws Exception {
        assertThat(ask("192.0.2.7")).containsExactly("192.0.2.7");
        assertThat(ask("[2001:db8::7]")).containsExactly("2001:db8:0:0:0:0:0:7");
        assertThat(lookups()).isZero();
    }

    @Test
    void shortNamesAreCompletedFromTheSearchListAndRememberedSo() throws Exception {
        resolver.close();
        resolver = resolver(settings(), List.of(Name.fromString("one.example."), Name.fromString("two.example.")));
        dns.set("store.two.example", 10, "10.0.0.4");
        assertThat(ask("store")).containsExactly("10.0.0.4");
        int walked = dns.questions.size();
        assertThat(dns.questions).contains("store.one.example. A", "store.two.example. A");
        later(Duration.ofSeconds(11));
        assertThat(ask("store")).containsExactly("10.0.0.4");
        assertThat(dns.questions.subList(walked, dns.questions.size()))
                .containsExactlyInAnyOrder("store.two.example. A", "store.two.example. AAAA");
    }

    @Test
    void theJdkIsAskedWithAFixedTtl() throws Exception {
        DnsSettings fixed =
                DnsSettings.DEFAULT.withSource(DnsSettings.Source.JDK).withFixedTtl(Duration.ofSeconds(10));
        try (HostResolver jdk = new HostResolver(
                new JdkLookup(fixed.fixedTtl()), fixed, recorder, clock::get, HostResolver.lookupThreads())) {
            assertThat(jdk.candidates("localhost", Set.of())).isNotEmpty();
            jdk.candidates("localhost", Set.of());
            assertThat(lookups()).isEqualTo(1);
            later(Duration.ofSeconds(11));
            jdk.candidates("localhost", Set.of());
            assertThat(lookups()).isEqualTo(2);
        }
    }

    @Test
    void aNameServerHasToBeAnAddress() {
        assertThatThrownBy(() -> HostResolver.open(settings().withServers(List.of("ns.example")), recorder))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("name server 'ns.example' is not an address");
    }
}
