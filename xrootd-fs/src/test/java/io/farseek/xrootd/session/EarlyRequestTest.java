package io.farseek.xrootd.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.xrootd.auth.Mechanism;
import io.farseek.xrootd.auth.Negotiation;
import io.farseek.xrootd.auth.Peer;
import io.farseek.xrootd.server.ScriptedServer;
import io.farseek.xrootd.wire.Endpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The request that leaves together with the login, on connections to servers known to want neither TLS nor credentials. */
@Timeout(60)
class EarlyRequestTest {
    private static final int OPEN = 3010;
    private static final XrdPath FILE = XrdPath.of("/store/f");

    private final List<String> received = new CopyOnWriteArrayList<>();

    private ScriptedServer server() throws IOException {
        return ScriptedServer.start(request -> {
            received.add(request.connection() + ":" + request.code());
            if (request.code() == OPEN) {
                request.wire().opened(request.streamId(), 1000);
            } else {
                request.wire().frame(request.streamId(), 0, new byte[0]);
            }
        });
    }

    private static XrdClient client(ScriptedServer server, List<Mechanism> mechanisms) {
        ClientSettings settings = ClientSettings.DEFAULT.withTimeouts(
                Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(4));
        return new XrdClient(new Endpoint("localhost", server.port(), false), settings, mechanisms);
    }

    private static void open(ScriptedServer server, XrdPath path) throws IOException {
        open(server, path, List.of());
    }

    private static void open(ScriptedServer server, XrdPath path, List<Mechanism> mechanisms) throws IOException {
        try (XrdClient client = client(server, mechanisms);
                RemoteFile file = client.openForReading(path)) {
            assertThat(file.length()).isEqualTo(1000);
        }
    }

    @Test
    void openingOnAServerKnownCostsOneRoundTrip() throws IOException {
        try (ScriptedServer server = server()) {
            open(server, FILE);
            server.staySilentUntil(OPEN);
            open(server, FILE);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void nothingLeavesEarlyToAServerNotKnown() throws IOException {
        try (ScriptedServer server = server()) {
            server.staySilentUntil(OPEN);
            assertThatThrownBy(() -> open(server, FILE)).isInstanceOf(IOException.class);
            assertThat(received).isEmpty();
        }
    }

    @Test
    void aPathWithASecretWaitsForTheLogin() throws IOException {
        try (ScriptedServer server = server()) {
            open(server, FILE);
            received.clear();
            server.staySilentUntil(OPEN);
            assertThatThrownBy(() -> open(server, new XrdPath("/store/f", "authz=Bearer%20x")))
                    .isInstanceOf(IOException.class);
            // The close of the first file is not waited for and may come late.
            assertThat(received).noneMatch(each -> each.endsWith(":" + OPEN));
        }
    }

    @Test
    void aServerThatWantsCredentialsNowIsAskedForThemAnew() throws IOException {
        try (ScriptedServer server = server()) {
            open(server, FILE);
            server.offer("&P=unix");
            assertThatThrownBy(() -> open(server, FILE))
                    .isInstanceOf(AuthenticationFailedException.class)
                    .hasMessageContaining("unix");
            assertThat(server.connections()).isEqualTo(3);
            server.offer("");
            open(server, FILE);
        }
    }

    @Test
    void aRequestThatLeftBeforeItsLoginIsSentAgainAfterIt() throws IOException {
        try (ScriptedServer server = server()) {
            open(server, FILE);
            server.offer("&P=believed");
            open(server, FILE, List.of(new BelievedName()));
            // The second connection is refused the request that came before the login; the third logs in first.
            assertThat(received).contains("3:" + OPEN);
        }
    }

    private static final class BelievedName implements Mechanism {
        @Override
        public String name() {
            return "believed";
        }

        @Override
        public Negotiation begin(String parameters, Peer peer) {
            return Negotiation.oneStep("believed", new byte[] {1});
        }

        @Override
        public String remedy() {
            return "there is none";
        }
    }
}
