package io.farseek.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.fs.store.MissingBucketException;
import io.farseek.oci.embedded.EmbeddedOci.Fault;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a user gets to see when something is not as it should be. */
@Timeout(120)
class OciBadInputTest {
    private OciFixture fixture;

    @TempDir
    java.nio.file.Path folder;

    @BeforeEach
    void start() throws Exception {
        fixture = OciFixture.start();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private static Path path(String key) {
        return OciFixture.path(key);
    }

    private void store(String key, byte[] content) {
        fixture.oci.put(OciFixture.NAMESPACE, OciFixture.BUCKET, key, content);
    }

    private byte[] read(FileSystem fs, String key) throws IOException {
        try (FSDataInputStream in = fs.open(path(key))) {
            return in.readAllBytes();
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void aMissingBucketIsNoMissingFile() throws Exception {
        try (FileSystem fs = fixture.open(fixture.configuration(), "other@" + OciFixture.NAMESPACE)) {
            assertThatThrownBy(() -> fs.exists(new Path("oci://other@" + OciFixture.NAMESPACE + "/x")))
                    .isInstanceOf(MissingBucketException.class)
                    .hasMessageContaining("BucketNotFound")
                    .hasMessageContaining("check the bucket's name");
        }
    }

    @Test
    void anUnknownNamespace() throws Exception {
        try (FileSystem fs = fixture.open(fixture.configuration(), OciFixture.BUCKET + "@nowhere")) {
            assertThatThrownBy(() -> fs.exists(new Path("oci://" + OciFixture.BUCKET + "@nowhere/x")))
                    .isInstanceOf(MissingBucketException.class)
                    .hasMessageContaining("NamespaceNotFound")
                    .hasMessageContaining("check the namespace");
        }
    }

    @Test
    void aUriWithoutNamespace() {
        assertThatThrownBy(() -> fixture.open(fixture.configuration(), "bucket-only"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("oci://BUCKET@NAMESPACE/path");
    }

    @Test
    void aKeyThatDoesNotMatchItsFingerprintFailsAtStart() {
        Configuration conf = fixture.configuration();
        conf.set("fs.farseek.oci.auth.fingerprint", "00:11:22");
        assertThatThrownBy(() -> fixture.open(conf))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining(OciFixture.FINGERPRINT)
                .hasMessageContaining("00:11:22");
    }

    @Test
    void aKeyThatWasNeverUploadedIsRefusedWithAdvice() throws Exception {
        java.security.KeyPair other = OciFixture.keys();
        Configuration conf = fixture.configuration();
        conf.set("fs.farseek.oci.auth.key", OciFixture.pem(other));
        conf.set("fs.farseek.oci.auth.fingerprint", OciFixture.fingerprint(other));
        try (FileSystem fs = fixture.open(conf)) {
            assertThatThrownBy(() -> fs.exists(path("x")))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining("401 NotAuthenticated")
                    .hasMessageContaining("uploaded for this user");
        }
    }

    @Test
    void keysThatCannotBeReadAreNamedWithoutShowingThem() throws Exception {
        Configuration conf = fixture.configuration();
        conf.unset("fs.farseek.oci.auth.key");
        conf.set("fs.farseek.oci.auth.key-file", folder.resolve("absent.pem").toString());
        assertThatThrownBy(() -> fixture.open(conf))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("absent.pem")
                .hasMessageContaining("cannot be read");

        java.nio.file.Path nonsense = Files.writeString(folder.resolve("nonsense.pem"), "hello");
        conf.set("fs.farseek.oci.auth.key-file", nonsense.toString());
        assertThatThrownBy(() -> fixture.open(conf))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("no private key in PEM");

        java.nio.file.Path encrypted = Files.writeString(
                folder.resolve("encrypted.pem"),
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
        conf.set("fs.farseek.oci.auth.key-file", encrypted.toString());
        assertThatThrownBy(() -> fixture.open(conf))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("encrypted")
                .hasMessageContaining("fs.farseek.oci.auth.passphrase");

        conf.set("fs.farseek.oci.auth.passphrase", "wrong");
        assertThatThrownBy(() -> fixture.open(conf))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("passphrase")
                .hasMessageNotContaining("wrong,");
    }

    @Test
    void aMissingCredentialNamesItsKeyAndOracles() {
        Configuration conf = fixture.configuration();
        conf.unset("fs.farseek.oci.auth.user");
        assertThatThrownBy(() -> fixture.open(conf))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fs.farseek.oci.auth.user")
                .hasMessageContaining("fs.oci.client.auth.userId");
    }

    @Test
    void aClockThatIsWrongIsNamed() throws Exception {
        fixture.oci.clock(Duration.ofMinutes(-7));
        try (FileSystem fs = fixture.open(fixture.configuration())) {
            assertThatThrownBy(() -> fs.exists(path("x")))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining("clock skew")
                    .hasMessageContaining("set this machine's clock");
        }
    }

    @Test
    void nobodyAtTheEndpoint() throws Exception {
        Configuration conf = fixture.configuration();
        conf.set("fs.farseek.oci.retry.attempts", "2");
        String endpoint = fixture.oci.endpoint();
        fixture.oci.close();
        try (FileSystem fs = fixture.open(conf)) {
            assertThatThrownBy(() -> fs.exists(path("x")))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining(endpoint.substring(endpoint.lastIndexOf(':') + 1))
                    .hasMessageContaining("fs.farseek.oci.endpoint");
        }
    }

    @Test
    void aHostThatDoesNotExist() throws Exception {
        Configuration conf = fixture.configuration();
        conf.set("fs.farseek.oci.endpoint", "http://objectstorage.nowhere.invalid");
        conf.set("fs.farseek.oci.retry.attempts", "2");
        conf.set("fs.farseek.dns.timeout", "500ms");
        try (FileSystem fs = fixture.open(conf)) {
            assertThatThrownBy(() -> fs.exists(path("x")))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessageContaining("objectstorage.nowhere.invalid");
        }
    }

    @Test
    void aRegionThatDoesNotExist() {
        Configuration conf = fixture.configuration();
        conf.unset("fs.farseek.oci.endpoint");
        conf.set("fs.farseek.oci.region", "atlantis");
        assertThatThrownBy(() -> fixture.open(conf))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("atlantis")
                .hasMessageContaining("fs.farseek.oci.region");
    }

    @Test
    void anEndpointThatIsNoUrl() {
        Configuration conf = fixture.configuration();
        conf.set("fs.farseek.oci.endpoint", "ftp://x");
        assertThatThrownBy(() -> fixture.open(conf))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fs.farseek.oci.endpoint = \"ftp://x\"");
    }

    @Test
    void anArchivedObjectSaysHowToGetItBack() throws Exception {
        store("cold", random(1000));
        fixture.oci.tier(OciFixture.NAMESPACE, OciFixture.BUCKET, "cold", "Archive");
        try (FileSystem fs = fixture.open(fixture.configuration())) {
            assertThatThrownBy(() -> read(fs, "cold"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("NotRestored")
                    .hasMessageContaining("restore it first");
        }
    }

    @Test
    void aBodyThatBreaksOffIsContinuedWhereItBroke() throws Exception {
        byte[] content = random(300_000);
        store("file", content);
        try (FileSystem fs = fixture.open(fixture.configuration())) {
            fs.getFileStatus(path("file"));
            fixture.oci.once(new Fault.DropBody(100_000));
            assertThat(read(fs, "file")).isEqualTo(content);
        }
        assertThat(fixture.oci.ranges).hasSizeGreaterThan(1);
    }

    @Test
    void aTrickleIsGivenUpAndAskedForAgain() throws Exception {
        byte[] content = random(300_000);
        store("file", content);
        Configuration conf = fixture.configuration();
        conf.set("fs.farseek.http.progress-window", "500ms");
        try (FileSystem fs = fixture.open(conf)) {
            fs.getFileStatus(path("file"));
            fixture.oci.once(new Fault.Trickle(Duration.ofMillis(50)));
            assertThat(read(fs, "file")).isEqualTo(content);
        }
    }

    @Test
    void aStoreThatHangsIsLeftForANewConnection() throws Exception {
        byte[] content = random(1000);
        store("file", content);
        Configuration conf = fixture.configuration();
        conf.set("fs.farseek.http.response-timeout", "500ms");
        try (FileSystem fs = fixture.open(conf)) {
            fs.getFileStatus(path("file"));
            fixture.oci.once(new Fault.Stall(Duration.ofSeconds(30)));
            assertThat(read(fs, "file")).isEqualTo(content);
        }
    }

    @Test
    void aStoreThatGoesAwayMidWriteFailsTheWriter() throws Exception {
        Configuration conf = fixture.configuration();
        conf.set("fs.farseek.write.part-size", "1m");
        conf.set("fs.farseek.oci.retry.attempts", "2");
        try (FileSystem fs = fixture.open(conf)) {
            assertThatThrownBy(() -> {
                        try (FSDataOutputStream out = fs.create(path("victim"))) {
                            out.write(random(1_500_000));
                            fixture.oci.close();
                            out.write(random(3_000_000));
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("victim");
        }
    }

    @Test
    void aRenameWhoseAnswerWasLostIsNoFailure() throws Exception {
        store("dir/a", random(100));
        try (FileSystem fs = fixture.open(fixture.configuration())) {
            fs.getFileStatus(path("dir/a"));
            fixture.oci.faults(request -> request.contains("renameObject") && fixture.oci.first("rename")
                    ? new Fault.LoseAnswer()
                    : Fault.NONE);
            assertThat(fs.rename(path("dir/a"), path("dir/b"))).isTrue();
            assertThat(fixture.oci.names(OciFixture.NAMESPACE, OciFixture.BUCKET))
                    .containsExactly("dir/b");
        }
    }

    @Test
    void aCustomersKeyIsNeededToReadWhatItWrote() throws Exception {
        Configuration conf = fixture.configuration();
        conf.set("fs.farseek.oci.encryption", "customer-key");
        conf.set("fs.farseek.oci.encryption.customer-key", Base64.getEncoder().encodeToString(random(32)));
        byte[] content = random(5000);
        try (FileSystem fs = fixture.open(conf)) {
            try (FSDataOutputStream out = fs.create(path("secret"))) {
                out.write(content);
            }
            assertThat(read(fs, "secret")).isEqualTo(content);
        }
        try (FileSystem fs = fixture.open(fixture.configuration())) {
            assertThatThrownBy(() -> read(fs, "secret")).hasMessageContaining("fs.farseek.oci.encryption.customer-key");
        }
        conf.set("fs.farseek.oci.encryption.customer-key", "c2hvcnQ=");
        assertThatThrownBy(() -> fixture.open(conf))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("256 bits")
                .hasMessageNotContaining("c2hvcnQ");
    }

    @Test
    void aSessionTokenSignsUntilItExpires() throws Exception {
        java.nio.file.Path key = Files.writeString(folder.resolve("session.pem"), OciFixture.pem(OciFixture.KEYS));
        String token = "eyJhbGciOiJub25lIn0."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("{\"exp\":4102444800}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                + ".x";
        java.nio.file.Path tokenFile = Files.writeString(folder.resolve("token"), token);
        java.nio.file.Path config = Files.writeString(
                folder.resolve("config"),
                "[SESSION]\nfingerprint=" + OciFixture.FINGERPRINT + "\nkey_file=" + key + "\ntenancy="
                        + OciFixture.TENANCY + "\nregion=eu-zurich-1\nsecurity_token_file=" + tokenFile + "\n");
        Configuration conf = new Configuration(false);
        conf.set("fs.farseek.oci.endpoint", fixture.oci.endpoint());
        conf.set("fs.farseek.oci.auth.config-file", config.toString());
        conf.set("fs.farseek.oci.auth.profile", "SESSION");
        conf.set("hadoop.tmp.dir", folder.toString());
        store("file", random(10));
        fixture.oci.trust("ST$" + token, OciFixture.KEYS.getPublic());
        try (FileSystem fs = fixture.open(conf)) {
            assertThat(read(fs, "file")).hasSize(10);
        }
        fixture.oci.distrust("ST$" + token);
        try (FileSystem fs = fixture.open(conf)) {
            assertThatThrownBy(() -> read(fs, "file"))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining("session token has not expired");
        }
    }

    @Test
    void oraclesKeysAloneAreEnough() throws Exception {
        java.nio.file.Path key = Files.writeString(folder.resolve("key.pem"), OciFixture.pem(OciFixture.KEYS));
        Configuration conf = new Configuration(false);
        conf.set("fs.oci.impl", "io.farseek.oci.OciFileSystem");
        conf.set("fs.oci.client.hostname", "http://127.0.0.1:1");
        conf.set("fs.oci.client.hostname." + OciFixture.BUCKET + "." + OciFixture.NAMESPACE, fixture.oci.endpoint());
        conf.set("fs.oci.client.auth.tenantId", OciFixture.TENANCY);
        conf.set("fs.oci.client.auth.userId", OciFixture.USER);
        conf.set("fs.oci.client.auth.fingerprint", OciFixture.FINGERPRINT);
        conf.set("fs.oci.client.auth.pemfilepath", key.toString());
        conf.set("fs.oci.client.http.readtimeout", "60000");
        conf.set("hadoop.tmp.dir", folder.toString());
        store("file", random(10));
        Path file = path("file");
        try (FileSystem fs = FileSystem.newInstance(file.toUri(), conf);
                FSDataInputStream in = fs.open(file)) {
            assertThat(in.readAllBytes()).hasSize(10);
        }
    }

    @Test
    void oraclesAuthenticatorsAreKnownByName() {
        assertThat(AuthKind.ofAuthenticator("com.oracle.bmc.hdfs.auth.InstancePrincipalsCustomAuthenticator"))
                .isEqualTo("instance-principal");
        assertThat(AuthKind.ofAuthenticator("com.oracle.bmc.hdfs.auth.ResourcePrincipalsCustomAuthenticator"))
                .isEqualTo("resource-principal");
        Configuration conf = fixture.configuration();
        conf.set("fs.oci.client.custom.authenticator", "com.example.Mine");
        assertThatThrownBy(() -> fixture.open(conf))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fs.oci.client.custom.authenticator")
                .hasMessageContaining("com.example.Mine");
    }
}
