package io.farseek.xrootd.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The limit ends a look-up, and tells a name that is not known in time from one that does not exist. */
@Timeout(30)
class RotatingResolverTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(5);

    private final FakeNames names = new FakeNames();
    private final RotatingResolver resolver = new RotatingResolver(names);

    private static InetAddress address(int last) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
    }

    /** Answers from a list; while it has no answer it waits to be told to give up, as the real one does. */
    private static final class FakeNames implements RotatingResolver.Names {
        private final List<String> calls = new ArrayList<>();
        private List<InetAddress> answer = List.of();
        private boolean answers = true;
        private CompletableFuture<?> lastGiveUp = new CompletableFuture<>();

        @Override
        public List<InetAddress> candidates(String host, CompletableFuture<?> giveUp) throws IOException {
            calls.add("candidates " + host);
            lastGiveUp = giveUp;
            if (!answers) {
                giveUp.join();
            }
            if (answer.isEmpty()) {
                throw new UnknownHostException(host);
            }
            return answer;
        }

        @Override
        public void failed(String host, InetAddress address) {
            calls.add("failed " + host + " " + address.getHostAddress());
        }

        @Override
        public void close() {
            calls.add("close");
        }
    }

    @Test
    void addressesKeepTheOrderTheyAreGivenIn() throws IOException {
        names.answer = List.of(address(2), address(1));
        assertThat(resolver.addresses("data.example.org", LONG)).containsExactly(address(2), address(1));
        assertThat(names.calls).containsExactly("candidates data.example.org");
    }

    @Test
    void nothingWaitsForTheLimitOnceTheAnswerIsThere() throws IOException {
        names.answer = List.of(address(1));
        resolver.addresses("data.example.org", LONG);
        assertThat(names.lastGiveUp).isCancelled();
    }

    @Test
    void aNameWithoutAddressesIsUnknown() {
        assertThatThrownBy(() -> resolver.addresses("no-such.example.org", LONG))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("no-such.example.org");
    }

    @Test
    void aNameThatIsNotKnownInTimeIsLate() {
        names.answers = false;
        assertThatThrownBy(() -> resolver.addresses("slow.example.org", SHORT))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessageContainingAll("slow.example.org", SHORT.toString())
                .hasCauseInstanceOf(UnknownHostException.class);
    }

    @Test
    void whatIsKnownWhenTheLimitHasPassedServes() throws IOException {
        names.answers = false;
        names.answer = List.of(address(3));
        assertThat(resolver.addresses("stale.example.org", SHORT)).containsExactly(address(3));
    }

    @Test
    void failuresAndTheEndArePassedOn() throws IOException {
        resolver.failed("data.example.org", address(4));
        resolver.close();
        assertThat(names.calls).containsExactly("failed data.example.org 10.0.0.4", "close");
    }
}
