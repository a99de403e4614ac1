package io.farseek.xrootd.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.xrootd.server.TestAuthority;
import io.farseek.xrootd.server.TestTokens;
import io.farseek.xrootd.server.XrootdServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Credentials that real servers refuse: the exception says which, why, and what to do next. */
@Timeout(120)
class RefusedCredentialsTest {
    private static java.nio.file.Path home;
    private static TestAuthority authority;

    @BeforeAll
    static void prepare() throws IOException {
        XrootdServer.require("xrootd", "openssl", "xrdgsiproxy", "python3");
        home = Files.createTempDirectory("xrd-refused");
        authority = TestAuthority.in(home.resolve("authority"));
    }

    @AfterAll
    static void clean() throws IOException {
        if (home != null) {
            XrootdServer.delete(home);
        }
    }

    private static FileSystem fs(String scheme, XrootdServer server, String... keysAndValues) throws IOException {
        Configuration configuration = new Configuration();
        configuration.set(
                "fs.farseek.xrootd.certificates", authority.certificates().toString());
        for (int i = 0; i < keysAndValues.length; i += 2) {
            configuration.set("fs.farseek.xrootd." + keysAndValues[i], keysAndValues[i + 1]);
        }
        return FileSystem.newInstance(URI.create(scheme + "://localhost:" + server.port()), configuration);
    }

    private static void refused(FileSystem fs, XrootdServer server, String... words) throws IOException {
        try (fs) {
            assertThatThrownBy(() -> fs.open(new Path("/store/f")))
                    .isInstanceOf(AccessControlException.class)
                    .message()
                    .contains("localhost:" + server.port(), "/store/f")
                    .contains(words);
        }
    }

    @Test
    void proxies() throws IOException {
        java.nio.file.Path gridmap = Files.writeString(home.resolve("gridmap"), "\"/DC=test/CN=Test User\" xrootd\n");
        TestAuthority stranger = TestAuthority.in(home.resolve("stranger"), "Stranger");
        try (XrootdServer server = XrootdServer.at(home, "gsi")
                .with("xrootd.seclib libXrdSec.so")
                .with("sec.protocol gsi -certdir:" + authority.certificates() + " -cert:"
                        + authority.certificate("host") + " -key:" + authority.keyOwnedBy("xrootd", "host")
                        + " -crl:0 -gridmap:" + gridmap + " -gmapopt:10 -vomsat:0")
                .with("sec.protbind * only gsi")
                .start()) {
            Files.writeString(server.file("/store/f"), "x");
            try (FileSystem good =
                    fs("root", server, "gsi.proxy", authority.proxy("12:00").toString())) {
                assertThat(good.getFileStatus(new Path("/store/f")).getLen()).isEqualTo(1);
            }
            refused(
                    fs("root", server, "gsi.proxy", authority.expiredProxy().toString()),
                    server,
                    "gsi:",
                    "expired on",
                    "voms-proxy-init");
            refused(
                    fs("root", server, "gsi.proxy", stranger.proxy("12:00").toString()),
                    server,
                    "gsi:",
                    "(kXR_",
                    "voms-proxy-init");
        }
    }

    @Test
    void tokens() throws IOException {
        TestTokens tokens = TestTokens.in(Files.createDirectories(home.resolve("tokens")));
        try (XrootdServer server = XrootdServer.at(home, "ztn")
                .with("xrootd.seclib libXrdSec.so")
                .with("xrd.tls " + authority.certificate("host") + " " + authority.keyOwnedBy("xrootd", "host"))
                .with("xrd.tlsca certdir " + authority.certificates(), "xrootd.tls all")
                .with("sec.protocol ztn", "sec.protbind * only ztn")
                .with("ofs.authorize 1", "ofs.authlib libXrdAccSciTokens.so config=" + tokens.configuration())
                .environment("XDG_CACHE_HOME", tokens.cache().toString())
                .start()) {
            Files.writeString(server.file("/store/f"), "x");
            try (FileSystem good = fs("roots", server, "token", tokens.token(3600))) {
                assertThat(good.getFileStatus(new Path("/store/f")).getLen()).isEqualTo(1);
            }
            refused(fs("roots", server, "token", tokens.token(-30)), server, "ztn:", "(kXR_", "get a new token");
            refused(fs("roots", server, "token", "not.a.token"), server, "ztn:", "(kXR_", "get a new token");
            try (FileSystem reader = fs("roots", server, "token", tokens.token(3600, "storage.read:/"))) {
                assertThat(reader.getFileStatus(new Path("/store/f")).getLen()).isEqualTo(1);
                assertThatThrownBy(() -> reader.create(new Path("/store/new")))
                        .isInstanceOf(AccessControlException.class)
                        .hasMessageContainingAll("localhost:" + server.port(), "/store/new", "3010");
            }
        }
    }
}
