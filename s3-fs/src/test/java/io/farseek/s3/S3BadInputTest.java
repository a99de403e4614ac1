package io.farseek.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.embedded.EmbeddedS3;
import io.farseek.fs.http.TestCertificate;
import io.farseek.fs.store.MissingBucketException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.util.Random;
import javax.net.ssl.SSLException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a user gets to see when something is not as it should be, over a real server or where none is reached. */
@Timeout(60)
class S3BadInputTest {
    private static final Path FILE = new Path("s3://bucket/dir/file");

    private EmbeddedS3 server;

    @BeforeEach
    void start() throws IOException {
        server = EmbeddedS3.start("bucket");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Configuration configuration() {
        Configuration configuration = OpenedStore.configuration(server);
        configuration.set(S3Keys.ATTEMPTS.fullName(), "2");
        return configuration;
    }

    private static FileSystem open(Configuration configuration) throws IOException {
        return FileSystem.newInstance(URI.create("s3://bucket"), configuration);
    }

    @Test
    void aWrongSecretKeyIsNamedByItsKey() throws Exception {
        Configuration configuration = configuration();
        configuration.set(S3Keys.SECRET_KEY.fullName(), "hunter2");
        try (FileSystem fs = open(configuration)) {
            assertThatThrownBy(() -> fs.getFileStatus(FILE))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining("s3://bucket/dir/file")
                    .hasMessageContaining("SignatureDoesNotMatch")
                    .hasMessageContaining("fs.farseek.s3.secret-key")
                    .hasMessageNotContaining("hunter2");
        }
    }

    @Test
    void aMissingBucketIsNoMissingFile() throws Exception {
        Path elsewhere = new Path("s3://no-such-bucket/file");
        try (FileSystem fs = FileSystem.newInstance(elsewhere.toUri(), configuration())) {
            assertThatThrownBy(() -> fs.exists(elsewhere))
                    .isInstanceOf(MissingBucketException.class)
                    .hasMessageContaining("NoSuchBucket")
                    .hasMessageContaining("check the bucket's name and fs.farseek.s3.endpoint");
            assertThatThrownBy(() -> write(fs, elsewhere, 10)).isInstanceOf(MissingBucketException.class);
        }
    }

    @Test
    void halfAPairOfKeysFailsAtStart() {
        Configuration configuration = configuration();
        configuration.unset(S3Keys.SECRET_KEY.fullName());
        assertThatThrownBy(() -> open(configuration))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fs.farseek.s3.access-key and fs.farseek.s3.secret-key");
    }

    @Test
    void anEndpointThatIsNoUrlFailsAtStart() {
        Configuration configuration = configuration();
        configuration.set(S3Keys.ENDPOINT.fullName(), "ftp://x");
        assertThatThrownBy(() -> open(configuration))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fs.farseek.s3.endpoint = \"ftp://x\"");
    }

    @Test
    void nobodyAtTheEndpoint() throws Exception {
        Configuration configuration = configuration();
        try (ServerSocket taken = new ServerSocket(0)) {
            configuration.set(S3Keys.ENDPOINT.fullName(), "http://127.0.0.1:" + taken.getLocalPort());
        }
        try (FileSystem fs = open(configuration)) {
            assertThatThrownBy(() -> fs.exists(FILE))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("127.0.0.1")
                    .hasMessageContaining("check fs.farseek.s3.endpoint");
        }
    }

    @Test
    void aHostThatDoesNotExist() throws Exception {
        Configuration configuration = configuration();
        configuration.set(S3Keys.ENDPOINT.fullName(), "http://store.nowhere.invalid");
        configuration.set("fs.farseek.dns.timeout", "500ms");
        try (FileSystem fs = open(configuration)) {
            assertThatThrownBy(() -> fs.exists(FILE))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessageContaining("store.nowhere.invalid")
                    .hasMessageContaining("check fs.farseek.s3.endpoint");
        }
    }

    @Test
    void tlsToAPortWithoutTls() throws Exception {
        Configuration configuration = configuration();
        configuration.set(
                S3Keys.ENDPOINT.fullName(),
                "https://127.0.0.1:" + server.endpoint().getPort());
        try (FileSystem fs = open(configuration)) {
            assertThatThrownBy(() -> fs.exists(FILE))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("does not speak TLS")
                    .hasMessageContaining("http://");
        }
    }

    @Test
    void aCertificateThatNobodyVouchesFor(@TempDir java.nio.file.Path folder) throws Exception {
        TestCertificate certificate = TestCertificate.make(folder, "ip:127.0.0.1");
        Configuration configuration = configuration();
        try (ServerSocket listener = certificate
                        .server()
                        .getServerSocketFactory()
                        .createServerSocket(0, 50, java.net.InetAddress.getLoopbackAddress());
                ScriptedS3 store = new ScriptedS3(
                        listener,
                        request -> ScriptedS3.refusal(404, "NoSuchKey", "The specified key does not exist."))) {
            configuration.set(S3Keys.ENDPOINT.fullName(), "https://127.0.0.1:" + listener.getLocalPort());
            try (FileSystem fs = open(configuration)) {
                assertThatThrownBy(() -> fs.exists(FILE))
                        .isInstanceOf(SSLException.class)
                        .hasMessageContaining("127.0.0.1")
                        .hasMessageContaining("fs.farseek.http.tls.trust-store");
            }
            assertThat(store.lines()).isEmpty();
        }
    }

    @Test
    void aStoreThatGoesAwayInMidWriteFailsTheWriter() throws Exception {
        Configuration configuration = configuration();
        configuration.set("fs.farseek.write.part-size", "5m");
        try (FileSystem fs = open(configuration)) {
            assertThatThrownBy(() -> {
                        try (FSDataOutputStream out = fs.create(FILE)) {
                            out.write(new byte[6 << 20]);
                            server.close();
                            out.write(new byte[12 << 20]);
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("s3://bucket/dir/file");
        }
    }

    @Test
    void whatIsMissingSaysSoAndWhere() throws Exception {
        try (FileSystem fs = open(configuration())) {
            assertThatThrownBy(() -> fs.open(FILE))
                    .isInstanceOf(FileNotFoundException.class)
                    .hasMessageContaining("s3://bucket/dir/file");
        }
    }

    private static void write(FileSystem fs, Path path, int length) throws IOException {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        try (FSDataOutputStream out = fs.create(path)) {
            out.write(content);
        }
    }
}
