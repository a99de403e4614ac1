package io.farseek.xrootd.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.readahead.ByteRange;
import io.farseek.xrootd.auth.CredentialSettings;
import io.farseek.xrootd.auth.PlatformLogin;
import io.farseek.xrootd.server.TestAuthority;
import io.farseek.xrootd.server.TestRealm;
import io.farseek.xrootd.server.TestTokens;
import io.farseek.xrootd.server.XrootdServer;
import io.farseek.xrootd.wire.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All six ways of authentication, and TLS, against real servers. */
@Timeout(180)
class AuthenticationTest {
    private static final XrdPath FILE = XrdPath.of("/store/file");

    private static Path home;
    private static TestAuthority authority;

    @BeforeAll
    static void prepare() throws IOException {
        XrootdServer.require("xrootd", "openssl", "xrdgsiproxy", "xrdsssadmin");
        home = Files.createTempDirectory("xrd-auth");
        authority = TestAuthority.in(home.resolve("authority"));
    }

    @AfterAll
    static void clean() throws IOException {
        if (home != null) {
            XrootdServer.delete(home);
        }
    }

    private static XrootdServer.Builder secured(String name, String protocol, String... more) {
        return XrootdServer.at(home, name)
                .with("xrootd.seclib libXrdSec.so")
                .with(more)
                .with("sec.protocol " + protocol)
                .with("sec.protbind * only " + protocol.split(" ", 2)[0]);
    }

    private static String[] tls(String certificate) throws IOException {
        return new String[] {
            "xrd.tls " + authority.certificate(certificate) + " " + authority.keyOwnedBy("xrootd", certificate),
            "xrd.tlsca certdir " + authority.certificates(),
            "xrootd.tls all"
        };
    }

    private static XrdClient client(XrootdServer server, boolean tls, CredentialSettings credentials) {
        ClientSettings settings = ClientSettings.DEFAULT
                .withCertificates(authority.certificates())
                .withTimeouts(Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofSeconds(30));
        return new XrdClient(new Endpoint("localhost", server.port(), tls), settings, credentials.toMechanisms());
    }

    private static CredentialSettings from(String... pairs) {
        Map<String, String> environment = new HashMap<>();
        environment.put("X509_CERT_DIR", authority.certificates().toString());
        environment.put("KRB5CCNAME", "/nowhere");
        environment.put("X509_USER_PROXY", "/nowhere");
        for (int i = 0; i < pairs.length; i += 2) {
            environment.put(pairs[i], pairs[i + 1]);
        }
        return CredentialSettings.fromEnvironment(environment);
    }

    /** Reads a file, on several sessions, and writes one. */
    private static void works(XrootdServer server, boolean tls, CredentialSettings credentials) throws IOException {
        byte[] bytes = new byte[3_000_000];
        new Random(4).nextBytes(bytes);
        Files.write(server.file("/store/file"), bytes);
        try (XrdClient client = client(server, tls, credentials)) {
            try (RemoteFile file = client.openForReading(FILE)) {
                ByteRange all = new ByteRange(0, bytes.length);
                CollectingSink.read(file, all).assertHolds(bytes, all);
            }
            try (RemoteOutput out = client.create(XrdPath.of("/store/written"), 0644, true, false)) {
                out.write(bytes, 0, bytes.length);
            }
            assertThat(client.stat(XrdPath.of("/store/written")).size()).isEqualTo(bytes.length);
        }
    }

    private static void fails(XrootdServer server, boolean tls, CredentialSettings credentials, String... words) {
        try (XrdClient client = client(server, tls, credentials)) {
            assertThatThrownBy(() -> client.stat(FILE))
                    .isInstanceOf(IOException.class)
                    .message()
                    .contains("localhost:" + server.port())
                    .contains(words);
        }
    }

    @Test
    void unix() throws IOException {
        try (XrootdServer server = secured("unix", "unix").start()) {
            works(server, false, from());
            fails(server, false, from("XrdSecPROTOCOL", "krb5"), "accepts unix", "no credentials");
        }
    }

    @Test
    void host() throws IOException {
        try (XrootdServer server = secured("host", "host").start()) {
            works(server, false, from());
        }
    }

    @Test
    void sss() throws IOException {
        Path keytab = home.resolve("sss.keytab");
        XrootdServer.run(Map.of(), "sh", "-c", "echo y | xrdsssadmin -k testkey -u anybody -g usrgroup add " + keytab);
        Path serverKeytab = Files.copy(keytab, home.resolve("sss-server.keytab"));
        TestAuthority.own(serverKeytab, "xrootd");
        Path other = home.resolve("sss-other.keytab");
        XrootdServer.run(Map.of(), "sh", "-c", "echo y | xrdsssadmin -k testkey -u anybody -g usrgroup add " + other);
        try (XrootdServer server = secured("sss", "sss -s " + serverKeytab).start()) {
            works(server, false, from("XrdSecSSSKT", keytab.toString()));
            fails(server, false, from("XrdSecSSSKT", other.toString()), "sss:");
            fails(server, false, from("XrdSecSSSKT", "/nowhere"), "no credential found");
        }
    }

    @Test
    void krb5FromKeytabCacheAndLogin() throws IOException {
        XrootdServer.require("krb5kdc", "kadmin.local", "kinit");
        String before = System.getProperty("java.security.krb5.conf");
        try (TestRealm realm = TestRealm.in(home.resolve("realm"))) {
            System.setProperty("java.security.krb5.conf", realm.configuration().toString());
            TestAuthority.own(realm.keytab("server"), "xrootd");
            try (XrootdServer server = secured(
                            "krb5", "krb5 " + realm.keytab("server") + " xrootd/localhost@" + TestRealm.NAME)
                    .environment("KRB5_CONFIG", realm.configuration().toString())
                    .environment("KRB5RCACHETYPE", "none")
                    .start()) {
                works(server, false, from("KRB5CCNAME", "FILE:" + realm.ticketCache()));
                CredentialSettings base = from();
                works(
                        server,
                        false,
                        new CredentialSettings(
                                List.of("krb5"),
                                "alice",
                                "",
                                null,
                                null,
                                null,
                                base.certificates(),
                                null,
                                null,
                                realm.keytab("alice"),
                                "alice@" + TestRealm.NAME,
                                PlatformLogin.NONE,
                                base.environment()));
                fails(server, false, from("KRB5CCNAME", "/nowhere"), "krb5: no credential found");
            }
        } finally {
            if (before == null) {
                System.clearProperty("java.security.krb5.conf");
            } else {
                System.setProperty("java.security.krb5.conf", before);
            }
        }
    }

    @Test
    void gsi() throws IOException {
        Path proxy = authority.proxy("12:00");
        Path gridmap = home.resolve("gridmap");
        Files.writeString(gridmap, "\"/DC=test/CN=Test User\" xrootd\n");
        String options = " -crl:0 -gridmap:" + gridmap + " -gmapopt:10 -vomsat:0";
        String identity = "gsi -certdir:" + authority.certificates() + " -cert:" + authority.certificate("host")
                + " -key:" + authority.keyOwnedBy("xrootd", "host");
        try (XrootdServer server = secured("gsi", identity + options).start()) {
            works(server, false, from("X509_USER_PROXY", proxy.toString()));
            fails(server, false, from("X509_USER_PROXY", "/nowhere"), "gsi: no credential found");
            Path empty = Files.createDirectories(home.resolve("nobody-trusted"));
            fails(
                    server,
                    false,
                    from("X509_USER_PROXY", proxy.toString(), "X509_CERT_DIR", empty.toString()),
                    "X509_CERT_DIR");
        }
        String wrong = "gsi -certdir:" + authority.certificates() + " -cert:" + authority.certificate("other")
                + " -key:" + authority.keyOwnedBy("xrootd", "other");
        try (XrootdServer server = secured("gsi-other", wrong + options).start()) {
            fails(server, false, from("X509_USER_PROXY", proxy.toString()), "is not for the host localhost");
        }
    }

    /** A server that admits members of a virtual organization only, which it learns from the proxy alone. */
    @Test
    void gsiCarriesWhatVomsSaysOfTheUser() throws IOException {
        XrootdServer.require("xrootd", "voms-proxy-fake");
        Path member = authority.vomsProxy("testvo");
        Path plain = authority.proxy("11:00");
        Path gridmap = home.resolve("gridmap-voms");
        Files.writeString(gridmap, "\"/DC=test/CN=Test User\" xrootd\n");
        try (XrootdServer server = secured(
                        "gsi-voms",
                        "gsi -certdir:" + authority.certificates() + " -cert:" + authority.certificate("host")
                                + " -key:" + authority.keyOwnedBy("xrootd", "host") + " -crl:0 -gridmap:" + gridmap
                                + " -gmapopt:10 -vomsat:2 -vomsfun:libXrdVoms.so"
                                + " -vomsfunparms:certfmt=pem|grpopt=10|vos=testvo|dbg")
                .environment("X509_CERT_DIR", authority.certificates().toString())
                .environment("X509_VOMS_DIR", authority.vomsFolder().toString())
                .start()) {
            works(server, false, from("X509_USER_PROXY", member.toString()));
            assertThat(server.log()).contains("/testvo/Role=production");
            fails(server, false, from("X509_USER_PROXY", plain.toString()), "gsi:");
        }
    }

    @Test
    void ztnNeedsTlsAndAValidToken() throws IOException {
        XrootdServer.require("xrootd", "python3");
        TestTokens tokens = TestTokens.in(Files.createDirectories(home.resolve("tokens")));
        try (XrootdServer server = secured("ztn", "ztn", tls("host"))
                .with("ofs.authorize 1", "ofs.authlib libXrdAccSciTokens.so config=" + tokens.configuration())
                .environment("XDG_CACHE_HOME", tokens.cache().toString())
                .start()) {
            works(server, true, from("BEARER_TOKEN", tokens.token(3600)));
            Path file = home.resolve("token");
            Files.writeString(file, tokens.token(3600) + "\n");
            works(server, true, from("BEARER_TOKEN_FILE", file.toString()));
            fails(server, true, from("BEARER_TOKEN", tokens.token(-30)), "ztn:");
            fails(server, true, from("BEARER_TOKEN", "not.a.token"), "ztn:");
        }
    }

    @Test
    void tlsWhenAskedForAndWhenDemanded() throws IOException {
        try (XrootdServer server =
                XrootdServer.at(home, "tls").with(tls("host")).start()) {
            works(server, true, from());
            works(server, false, from());
        }
        try (XrootdServer server =
                XrootdServer.at(home, "tls-other").with(tls("other")).start()) {
            fails(server, true, from(), "TLS with localhost", "No subject alternative");
        }
        try (XrootdServer server = XrootdServer.at(home, "no-tls").start()) {
            fails(server, true, from(), "has no TLS");
        }
    }
}
