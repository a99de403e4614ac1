package io.farseek.xrootd.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.xrootd.server.TestAuthority;
import io.farseek.xrootd.server.XrootdServer;
import io.farseek.xrootd.wire.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS sessions that are resumed, and those that must not be, against real servers. */
@Timeout(180)
class TlsTest {
    private static final XrdPath STORE = XrdPath.of("/store");

    private static Path home;
    private static TestAuthority authority;

    /** A folder of its own for each test: sessions of other tests are not resumed. */
    @TempDir
    Path folder;

    @BeforeAll
    static void prepare() throws IOException {
        XrootdServer.require("xrootd", "openssl");
        home = Files.createTempDirectory("xrd-tls");
        authority = TestAuthority.in(home.resolve("authority"));
    }

    @AfterAll
    static void clean() throws IOException {
        if (home != null) {
            XrootdServer.delete(home);
        }
    }

    @BeforeEach
    void trust() throws IOException {
        try (var files = Files.newDirectoryStream(authority.certificates())) {
            for (Path each : files) {
                Files.copy(each, folder.resolve(each.getFileName()));
            }
        }
    }

    private static XrootdServer.Builder server(String name) throws IOException {
        return XrootdServer.at(home, name)
                .with(
                        "xrd.tls " + authority.certificate("host") + " " + authority.keyOwnedBy("xrootd", "host"),
                        "xrd.tlsca certdir " + authority.certificates(),
                        "xrootd.tls all");
    }

    private void connect(XrootdServer server) throws IOException {
        connect("localhost", server, folder);
    }

    private static void connect(String host, XrootdServer server, Path folder) throws IOException {
        ClientSettings settings = ClientSettings.DEFAULT.withCertificates(folder);
        try (XrdClient client = new XrdClient(new Endpoint(host, server.port(), true), settings, List.of())) {
            assertThat(client.stat(STORE).isDirectory()).isTrue();
        }
    }

    private int checks() throws IOException {
        return new Tls(folder).context().trust().checks();
    }

    @Test
    void laterConnectionsResumeTheSession() throws IOException {
        try (XrootdServer server = server("resuming").start()) {
            for (int i = 0; i < 8; i++) {
                connect(server);
            }
            // The second is offered other signatures than the first and begins a session of its own.
            assertThat(checks()).isEqualTo(2);
        }
    }

    @Test
    void anotherNameOfTheServerIsChecked() throws IOException {
        try (XrootdServer server = server("named").start()) {
            connect(server);
            connect(server);
            connect(server);
            assertThatThrownBy(() -> connect("127.0.0.1", server, folder))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1");
        }
    }

    @Test
    void otherAuthoritiesCheckForThemselves(@TempDir Path strangers) throws IOException {
        TestAuthority other = TestAuthority.in(strangers, "Other");
        try (XrootdServer server = server("trusted").start()) {
            connect(server);
            connect(server);
            connect(server);
            assertThatThrownBy(() -> connect("localhost", server, other.certificates()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("TLS with localhost:" + server.port())
                    .hasMessageContaining(other.certificates().toString());
        }
    }

    @Test
    void aServerThatForgotTheSessionChecksAnew() throws IOException {
        XrootdServer server = server("forgetful").start();
        try {
            for (int i = 0; i < 3; i++) {
                connect(server);
            }
            int before = checks();
            server.kill();
            server.start();
            connect(server);
            assertThat(checks()).isEqualTo(before + 1);
        } finally {
            server.close();
        }
    }

    /** Seen to take X25519, it is offered that alone from then on, until it refuses. */
    @Test
    void aServerThatTakesOtherKeysThanBeforeIsOfferedAllAgain() throws IOException {
        Path options = home.resolve("openssl.cnf");
        Files.writeString(options, """
                openssl_conf = all
                [all]
                ssl_conf = ssl
                [ssl]
                system_default = defaults
                [defaults]
                Groups = P-256
                """);
        int port = XrootdServer.freePort();
        try (XrootdServer server = server("before").on(port).start()) {
            connect(server);
            connect(server);
        }
        Endpoint endpoint = new Endpoint("localhost", port, true);
        assertThat(new Tls(folder).context().takesX25519(endpoint)).isTrue();
        try (XrootdServer server = server("after")
                .on(port)
                .environment("OPENSSL_CONF", options.toString())
                .start()) {
            connect(server);
            int checked = checks();
            connect(server);
            assertThat(checks()).isEqualTo(checked);
        }
        assertThat(new Tls(folder).context().takesX25519(endpoint)).isFalse();
    }

    @Test
    void anUntrustedServerIsRefusedEveryTime(@TempDir Path strangers) throws IOException {
        TestAuthority other = TestAuthority.in(strangers, "Stranger");
        try (XrootdServer server = server("untrusted").start()) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> connect("localhost", server, other.certificates()))
                        .isInstanceOf(IOException.class);
            }
            assertThat(new Tls(other.certificates()).context().trust().checks()).isEqualTo(3);
        }
    }
}
