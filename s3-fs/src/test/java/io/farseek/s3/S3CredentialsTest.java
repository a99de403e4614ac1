package io.farseek.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.alias.CredentialProvider;
import org.apache.hadoop.security.alias.CredentialProviderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whose key a request is signed with, as the store sees it, for every source of credentials. */
@Timeout(60)
class S3CredentialsTest extends SignedRequests {
    @Test
    void configurationWithASessionToken() throws Exception {
        from("configuration");
        configuration.set("fs.farseek.s3.access-key", "CONFIGURED");
        configuration.set("fs.farseek.s3.secret-key", "secret");
        configuration.set("fs.farseek.s3.session-token", "configured-token");

        assertThat(signer()).isEqualTo("CONFIGURED with configured-token");
    }

    @Test
    void keysOfOneBucketBeforeThoseOfAll() throws Exception {
        from("configuration");
        configuration.set("fs.farseek.s3.access-key", "ALL");
        configuration.set("fs.farseek.s3.secret-key", "secret");
        configuration.set("fs.farseek.s3.bucket.bucket.access-key", "ONE");
        configuration.set("fs.farseek.s3.bucket.bucket.secret-key", "secret");
        configuration.set("fs.farseek.s3.bucket.other.access-key", "OTHER");

        assertThat(signer()).isEqualTo("ONE");
    }

    @Test
    void keysOfS3aWhereOursAreUnset() throws Exception {
        configuration.set(
                "fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.TemporaryAWSCredentialsProvider");
        configuration.set("fs.s3a.access.key", "ALL");
        configuration.set("fs.s3a.secret.key", "secret");
        configuration.set("fs.s3a.session.token", "all-token");
        configuration.set("fs.s3a.bucket.bucket.access.key", "ONE");
        configuration.set("fs.s3a.bucket.bucket.secret.key", "secret");

        assertThat(signer()).isEqualTo("ONE with all-token");
    }

    @Test
    void hadoopCredentialFile() throws Exception {
        from("configuration");
        String file = "localjceks://file" + folder.resolve("keys.jceks");
        configuration.set(CredentialProviderFactory.CREDENTIAL_PROVIDER_PATH, file);
        CredentialProvider keys =
                CredentialProviderFactory.getProviders(configuration).get(0);
        keys.createCredentialEntry("fs.farseek.s3.access-key", "FILED".toCharArray());
        keys.createCredentialEntry("fs.farseek.s3.secret-key", "secret".toCharArray());
        keys.flush();

        assertThat(signer()).isEqualTo("FILED");
    }

    @Test
    void systemProperties() throws Exception {
        from("system-properties");
        property("aws.accessKeyId", "PROPERTY");
        property("aws.secretAccessKey", "secret");

        assertThat(signer()).isEqualTo("PROPERTY");
    }

    @Test
    void keysOfAProfile() throws Exception {
        profile("other", """
                [default]
                aws_access_key_id = WRONG
                aws_secret_access_key = secret
                [other]
                aws_access_key_id = PROFILE
                aws_secret_access_key = secret
                aws_session_token = profile-token
                """);

        assertThat(signer()).isEqualTo("PROFILE with profile-token");
    }

    @Test
    void aProfileThatStartsAProcess() throws Exception {
        Path answer = Files.writeString(folder.resolve("answer.json"), """
                {"Version": 1, "AccessKeyId": "PROCESS", "SecretAccessKey": "secret", "SessionToken": "process-token",
                 "Expiration": "%s"}
                """.formatted(LATER));
        profile("process", """
                [profile process]
                credential_process = cat %s
                """.formatted(answer));

        assertThat(signer()).isEqualTo("PROCESS with process-token");
    }

    @Test
    void aProcessThatFailsIsToldWithItsProfile() throws Exception {
        profile("process", """
                [profile process]
                credential_process = cat %s
                """.formatted(folder.resolve("no-such-file")));

        assertThatThrownBy(this::signer)
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("s3://bucket/key")
                .hasMessageContaining("no-such-file")
                .hasMessageContaining("fs.farseek.s3.credentials.provider");
    }

    @Test
    void theEnvironment() throws Exception {
        from("environment");

        inAnotherJvm(Map.of(
                "AWS_ACCESS_KEY_ID", "ENVIRONMENT",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "AWS_SESSION_TOKEN", "environment-token"));

        assertThat(signer(store.requests().get(0))).isEqualTo("ENVIRONMENT with environment-token");
    }

    @Test
    void aProfileThatSignsInThroughIdentityCenter() throws Exception {
        profile("engineer", """
                [profile engineer]
                sso_session = company
                sso_account_id = 123456789012
                sso_role_name = reader
                [sso-session company]
                sso_region = eu-central-2
                sso_start_url = https://company.example/start
                """);
        // Where "aws sso login" puts it.
        Path cache = Files.createDirectories(folder.resolve(".aws/sso/cache"));
        Files.writeString(
                cache.resolve(sha1("company") + ".json"),
                "{\"accessToken\": \"sign-in-token\", \"expiresAt\": \"" + LATER + "\", \"region\": \"eu-central-2\","
                        + " \"startUrl\": \"https://company.example/start\"}");
        try (ScriptedS3 portal = new ScriptedS3(request -> ScriptedS3.answer(
                200,
                "Content-Type: application/json\r\n",
                "{\"roleCredentials\": {\"accessKeyId\": \"CENTER\", \"secretAccessKey\": \"secret\","
                        + " \"sessionToken\": \"center-token\", \"expiration\": 4070908800000}}"))) {
            inAnotherJvm(Map.of("AWS_ENDPOINT_URL_SSO", portal.uri()));

            assertThat(signer(store.requests().get(0))).isEqualTo("CENTER with center-token");
            assertThat(portal.lines().get(0)).contains("account_id=123456789012", "role_name=reader");
            assertThat(portal.requests().get(0).headers()).containsEntry("x-amz-sso_bearer_token", "sign-in-token");
        }
    }

    @Test
    void whoHasNotSignedInIsToldSo() throws Exception {
        profile("engineer", """
                [profile engineer]
                sso_session = no-such-sign-in
                sso_account_id = 123456789012
                sso_role_name = reader
                [sso-session no-such-sign-in]
                sso_region = eu-central-2
                sso_start_url = https://company.example/start
                """);

        assertThatThrownBy(this::signer)
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("aws sso login");
        assertThat(store.lines()).isEmpty();
    }

    @Test
    void anonymousRequestsBearNoSignature() throws Exception {
        from("anonymous");

        assertThat(signer()).isEqualTo("nobody");
    }

    @Test
    void aClassOfTheUsers() throws Exception {
        from(OfTheUser.class.getName());
        configuration.set("of-the-user.key", "CUSTOM");

        assertThat(signer()).isEqualTo("CUSTOM with token of s3://bucket");
    }

    @Test
    void aClassThatDoesNotExistIsNamed() {
        from("org.example.NoSuchSource");

        assertThatThrownBy(this::signer)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("org.example.NoSuchSource")
                .hasMessageContaining("fs.farseek.s3.credentials.provider");
    }

    @Test
    void theFirstSourceThatHasSomeIsTaken() throws Exception {
        from("configuration,web-identity,system-properties,instance");
        property("aws.accessKeyId", "PROPERTY");
        property("aws.secretAccessKey", "secret");

        assertThat(signer()).isEqualTo("PROPERTY");
    }

    @Test
    void whereNoSourceHasAnyEachSaysWhy() throws Exception {
        from("configuration,web-identity,profile");
        configuration.set("fs.farseek.s3.credentials.profile", "gone");
        configuration.set(
                "fs.farseek.s3.credentials.profile-file",
                Files.writeString(folder.resolve("empty"), "").toString());

        assertThatThrownBy(this::signer)
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("configuration: ")
                .hasMessageContaining("fs.farseek.s3.access-key and fs.farseek.s3.secret-key are not set")
                .hasMessageContaining("web-identity: ")
                .hasMessageContaining("AWS_WEB_IDENTITY_TOKEN_FILE")
                .hasMessageContaining("profile: ")
                .hasMessageContaining("gone");
        assertThat(store.lines()).isEmpty();
    }

    /** Made by its name. */
    public static final class OfTheUser implements CredentialSource {
        private final Configuration configuration;

        public OfTheUser(Configuration configuration) {
            this.configuration = configuration;
        }

        @Override
        public Credentials credentials(URI fileSystem) {
            return new Credentials(configuration.get("of-the-user.key"), "secret", "token of " + fileSystem);
        }
    }

    /** Asks for an object from a JVM with these variables and this test's folder as its home. */
    private void inAnotherJvm(Map<String, String> variables) throws Exception {
        Path settings = folder.resolve("settings.xml");
        try (OutputStream out = Files.newOutputStream(settings)) {
            configuration.writeXml(out);
        }
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        AnotherJvm.class.getName(),
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().put("HOME", folder.toString());
        builder.environment().putAll(variables);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    }

    /** Looks one object up with the settings of a file. */
    static final class AnotherJvm {
        private AnotherJvm() {}

        public static void main(String[] args) throws IOException {
            Configuration settings = new Configuration(false);
            settings.addResource(new org.apache.hadoop.fs.Path(Path.of(args[0]).toUri()));
            lookUp(settings);
        }
    }

    private static String sha1(String text) throws GeneralSecurityException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
