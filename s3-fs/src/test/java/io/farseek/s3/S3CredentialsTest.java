package io.farseek.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.fs.http.LoopbackServer.Request;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.alias.CredentialProvider;
import org.apache.hadoop.security.alias.CredentialProviderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whose key a request is signed with, as the store sees it, for every source of credentials. */
@Timeout(60)
class S3CredentialsTest {
    private static final String LATER = "2099-01-01T00:00:00Z";

    @TempDir
    Path folder;

    private final List<String> properties = new ArrayList<>();
    private ScriptedS3 store;
    private Configuration configuration;

    @BeforeEach
    void start() throws IOException {
        store = new ScriptedS3(request -> ScriptedS3.answer(404, "", ""));
        configuration = store.configuration();
        configuration.unset(S3Keys.ACCESS_KEY.fullName());
        configuration.unset(S3Keys.SECRET_KEY.fullName());
        configuration.unset(S3Keys.SESSION_TOKEN.fullName());
    }

    @AfterEach
    void stop() throws IOException {
        properties.forEach(System::clearProperty);
        store.close();
    }

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
    void aProfileThatAssumesARole() throws Exception {
        try (ScriptedS3 sts = sts("ASSUMED")) {
            property("aws.endpointUrlSts", sts.uri());
            profile("role", """
                    [profile source]
                    aws_access_key_id = SOURCE
                    aws_secret_access_key = secret
                    [profile role]
                    role_arn = arn:aws:iam::123456789012:role/reader
                    source_profile = source
                    role_session_name = session
                    region = eu-central-2
                    """);

            assertThat(signer()).isEqualTo("ASSUMED with role-token");

            Request request = sts.requests().get(0);
            assertThat(signer(request)).isEqualTo("SOURCE");
            assertThat(request.body()).contains("Action=AssumeRole&", "role%2Freader", "RoleSessionName=session");
        }
    }

    @Test
    void aRoleOfOurOwnKeys() throws Exception {
        try (ScriptedS3 sts = sts("ASSUMED")) {
            from("assume-role");
            configuration.set("fs.farseek.s3.access-key", "SOURCE");
            configuration.set("fs.farseek.s3.secret-key", "secret");
            configuration.set("fs.farseek.s3.role.arn", "arn:aws:iam::123456789012:role/reader");
            configuration.set("fs.farseek.s3.role.session-name", "session");
            configuration.set("fs.farseek.s3.role.external-id", "external");
            configuration.set("fs.farseek.s3.role.duration", "15m");
            configuration.set("fs.farseek.s3.sts.endpoint", sts.uri());

            assertThat(signer()).isEqualTo("ASSUMED with role-token");

            Request request = sts.requests().get(0);
            assertThat(signer(request)).isEqualTo("SOURCE");
            assertThat(request.body())
                    .contains(
                            "Action=AssumeRole&",
                            "RoleSessionName=session",
                            "ExternalId=external",
                            "DurationSeconds=900");
        }
    }

    @Test
    void aRoleThatIsRefusedSaysWhy() throws Exception {
        try (ScriptedS3 sts = new ScriptedS3(request -> ScriptedS3.answer(
                403,
                "Content-Type: text/xml\r\n",
                "<ErrorResponse><Error><Code>AccessDenied</Code><Message>not authorized to perform sts:AssumeRole</Message>"
                        + "</Error><RequestId>REQUEST18</RequestId></ErrorResponse>"))) {
            from("assume-role");
            configuration.set("fs.farseek.s3.access-key", "SOURCE");
            configuration.set("fs.farseek.s3.secret-key", "secret");
            configuration.set("fs.farseek.s3.role.arn", "arn:aws:iam::123456789012:role/reader");
            configuration.set("fs.farseek.s3.sts.endpoint", sts.uri());

            assertThatThrownBy(this::signer)
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining("not authorized to perform sts:AssumeRole")
                    .hasMessageContaining("REQUEST18");
        }
    }

    @Test
    void aWebIdentityOfOurOwnKeys() throws Exception {
        try (ScriptedS3 sts = sts("IDENTITY")) {
            from("web-identity");
            configuration.set("fs.farseek.s3.role.arn", "arn:aws:iam::123456789012:role/reader");
            configuration.set("fs.farseek.s3.role.session-name", "session");
            configuration.set(
                    "fs.farseek.s3.web-identity.token-file",
                    Files.writeString(folder.resolve("token"), "web-token").toString());
            configuration.set("fs.farseek.s3.sts.endpoint", sts.uri());

            assertThat(signer()).isEqualTo("IDENTITY with role-token");

            Request request = sts.requests().get(0);
            assertThat(request.headers()).doesNotContainKey("authorization");
            assertThat(request.body())
                    .contains(
                            "Action=AssumeRoleWithWebIdentity",
                            "WebIdentityToken=web-token",
                            "role%2Freader",
                            "RoleSessionName=session");
        }
    }

    @Test
    void aWebIdentityAsContainersGetIt() throws Exception {
        try (ScriptedS3 sts = sts("IDENTITY")) {
            from("web-identity");
            // What the environment's variables of the same meaning are to the SDK.
            property(
                    "aws.webIdentityTokenFile",
                    Files.writeString(folder.resolve("token"), "web-token").toString());
            property("aws.roleArn", "arn:aws:iam::123456789012:role/reader");
            configuration.set("fs.farseek.s3.sts.endpoint", sts.uri());

            assertThat(signer()).isEqualTo("IDENTITY with role-token");
            assertThat(sts.requests().get(0).body()).contains("WebIdentityToken=web-token", "role%2Freader");
        }
    }

    @Test
    void theRoleOfAContainer() throws Exception {
        try (ScriptedS3 agent = json("/role", session("CONTAINER"))) {
            from("container");
            property("aws.containerCredentialsFullUri", agent.uri() + "/role");
            property("aws.containerAuthorizationToken", "agent-token");

            assertThat(signer()).isEqualTo("CONTAINER with json-token");
            assertThat(agent.requests().get(0).headers()).containsEntry("authorization", "agent-token");
        }
    }

    @Test
    void theRoleOfAnInstance() throws Exception {
        try (ScriptedS3 metadata = new ScriptedS3(request -> {
            if (request.line().startsWith("PUT ")) {
                return ScriptedS3.answer(200, "x-aws-ec2-metadata-token-ttl-seconds: 21600\r\n", "metadata-token");
            }
            assertThat(request.headers()).containsEntry("x-aws-ec2-metadata-token", "metadata-token");
            return ScriptedS3.answer(200, "", request.path().endsWith("/reader") ? session("INSTANCE") : "reader");
        })) {
            from("instance");
            property("aws.ec2MetadataServiceEndpoint", metadata.uri());

            assertThat(signer()).isEqualTo("INSTANCE with json-token");
        }
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

    private void from(String sources) {
        configuration.set("fs.farseek.s3.credentials.provider", sources);
    }

    private void profile(String name, String content) throws IOException {
        from("profile");
        configuration.set("fs.farseek.s3.credentials.profile", name);
        configuration.set(
                "fs.farseek.s3.credentials.profile-file",
                Files.writeString(folder.resolve("profiles"), content).toString());
    }

    private void property(String name, String value) {
        properties.add(name);
        System.setProperty(name, value);
    }

    private String signer() throws IOException {
        lookUp(configuration);
        return signer(store.requests().get(0));
    }

    private static void lookUp(Configuration configuration) throws IOException {
        try (OpenedStore opened = OpenedStore.open(configuration, "bucket")) {
            opened.store().head("key");
            throw new IllegalStateException("the scripted store has no objects");
        } catch (FileNotFoundException asked) {
            // The request has been signed and answered.
        }
    }

    /** The access key and, if there is one, the session token. */
    private static String signer(Request request) {
        String signature = request.headers().getOrDefault("authorization", "");
        String key = signature.isEmpty() ? "nobody" : signature.replaceFirst(".*Credential=([^/]*)/.*", "$1");
        String token = request.headers().get("x-amz-security-token");
        return token == null ? key : key + " with " + token;
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

    private static ScriptedS3 sts(String accessKey) throws IOException {
        return new ScriptedS3(request -> {
            String action = request.body().replaceFirst("(?s).*Action=(\\w+).*", "$1");
            return ScriptedS3.answer(
                    200,
                    "Content-Type: text/xml\r\n",
                    "<%1$sResponse><%1$sResult><Credentials><AccessKeyId>%2$s</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>"
                                    .formatted(action, accessKey)
                            + "<SessionToken>role-token</SessionToken><Expiration>" + LATER
                            + "</Expiration></Credentials><AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/reader/session</Arn>"
                            + "<AssumedRoleId>ID:session</AssumedRoleId></AssumedRoleUser></%1$sResult></%1$sResponse>"
                                    .formatted(action));
        });
    }

    private static ScriptedS3 json(String path, String answer) throws IOException {
        return new ScriptedS3(request -> request.path().equals(path)
                ? ScriptedS3.answer(200, "Content-Type: application/json\r\n", answer)
                : ScriptedS3.answer(404, "", ""));
    }

    private static String session(String accessKey) {
        return "{\"Code\": \"Success\", \"Type\": \"AWS-HMAC\", \"AccessKeyId\": \"" + accessKey
                + "\", \"SecretAccessKey\": \"secret\", \"Token\": \"json-token\", \"LastUpdated\": \"2026-01-01T00:00:00Z\","
                + " \"Expiration\": \"" + LATER + "\"}";
    }
}
