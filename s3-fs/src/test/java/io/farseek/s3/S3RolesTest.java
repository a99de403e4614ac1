package io.farseek.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.fs.http.LoopbackServer.Request;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whose key a request is signed with where it is a role's: of STS, a container or an instance. */
@Timeout(60)
class S3RolesTest extends SignedRequests {
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
