package io.farseek.s3;

import io.farseek.fs.config.ConfigKey;
import io.farseek.fs.config.FallbackKey;
import io.farseek.fs.config.Secret;
import java.time.Duration;
import java.util.Locale;

/** The connector's own configuration keys. */
final class S3Keys {
    static final String CONNECTOR = "s3";

    static final ConfigKey<String> ENDPOINT = ConfigKey.of(CONNECTOR, "endpoint")
            .text(null, "Where the store is: a URL, or a host name; Amazon's endpoint of the region when unset.")
            .orElse(FallbackKey.s3a("endpoint"));

    static final ConfigKey<String> REGION = ConfigKey.of(CONNECTOR, "region")
            .text(
                    null,
                    "Region that requests are signed for; taken from an Amazon endpoint, the environment or the bucket when unset, and"
                            + " us-east-1 for other stores.")
            .orElse(FallbackKey.s3a("endpoint.region"));

    static final ConfigKey<UrlStyle> URL_STYLE = ConfigKey.of(CONNECTOR, "url-style")
            .oneOf(
                    UrlStyle.AUTO,
                    "Whether the bucket is in the host name (virtual-host) or in the path; auto takes the host on Amazon and the path"
                            + " elsewhere.")
            .orElse(FallbackKey.s3a("path.style.access")
                    .translated(value -> value.toLowerCase(Locale.ROOT).equals("true") ? "path" : "auto"));

    static final ConfigKey<Boolean> TLS = ConfigKey.of(CONNECTOR, "tls")
            .flag(true, "Whether an endpoint without http:// or https:// means https.")
            .orElse(FallbackKey.s3a("connection.ssl.enabled"));

    static final ConfigKey<ProfileChoice> COMPATIBILITY = ConfigKey.of(CONNECTOR, "compatibility")
            .oneOf(
                    ProfileChoice.AUTO,
                    "What the store understands: auto takes aws for Amazon's endpoints and generic for others, and learns from the store's"
                            + " answers that it is Ceph or Swift.");

    static final ConfigKey<Secret> ACCESS_KEY =
            ConfigKey.of(CONNECTOR, "access-key").secret("Access key.").orElse(FallbackKey.s3a("access.key"));

    static final ConfigKey<Secret> SECRET_KEY =
            ConfigKey.of(CONNECTOR, "secret-key").secret("Secret key.").orElse(FallbackKey.s3a("secret.key"));

    static final ConfigKey<Secret> SESSION_TOKEN = ConfigKey.of(CONNECTOR, "session-token")
            .secret("Session token of temporary credentials.")
            .orElse(FallbackKey.s3a("session.token"));

    static final ConfigKey<String> CREDENTIALS = ConfigKey.of(CONNECTOR, "credentials.provider")
            .text(
                    String.join(",", CredentialKind.DEFAULT_ORDER),
                    "Sources of credentials, tried in order: configuration, environment, system-properties, profile, web-identity,"
                            + " container, instance, assume-role, anonymous, or a class that implements CredentialSource.")
            .orElse(FallbackKey.s3a("aws.credentials.provider").translated(CredentialKind::fromClasses));

    static final ConfigKey<String> PROFILE = ConfigKey.of(CONNECTOR, "credentials.profile")
            .text(null, "Profile in the shared files; AWS_PROFILE, else default, when unset.");

    static final ConfigKey<String> PROFILE_FILE = ConfigKey.of(CONNECTOR, "credentials.profile-file")
            .text(null, "Profile file to read instead of ~/.aws/config and ~/.aws/credentials.");

    static final ConfigKey<String> ROLE_ARN = ConfigKey.of(CONNECTOR, "role.arn")
            .text(null, "Role that assume-role and web-identity take on.")
            .orElse(FallbackKey.s3a("assumed.role.arn"));

    static final ConfigKey<String> ROLE_SESSION_NAME = ConfigKey.of(CONNECTOR, "role.session-name")
            .text("farseek", "Name of the role's session in the store's audit log.")
            .orElse(FallbackKey.s3a("assumed.role.session.name"));

    static final ConfigKey<String> ROLE_EXTERNAL_ID = ConfigKey.of(CONNECTOR, "role.external-id")
            .text(null, "External id that the role's trust policy asks for.")
            .orElse(FallbackKey.s3a("assumed.role.external.id"));

    static final ConfigKey<Duration> ROLE_DURATION = ConfigKey.of(CONNECTOR, "role.duration")
            .time("1h", "15m", "12h", "Length of one session of the role; renewed by itself.")
            .orElse(FallbackKey.s3a("assumed.role.session.duration"));

    static final ConfigKey<String> ROLE_SOURCE = ConfigKey.of(CONNECTOR, "role.source")
            .text("configuration,environment,container,instance", "Sources of the credentials that assume the role.")
            .orElse(FallbackKey.s3a("assumed.role.credentials.provider").translated(CredentialKind::fromClasses));

    static final ConfigKey<String> STS_ENDPOINT = ConfigKey.of(CONNECTOR, "sts.endpoint")
            .text(null, "Where roles are assumed; Amazon's endpoint of the region when unset.")
            .orElse(FallbackKey.s3a("assumed.role.sts.endpoint"));

    static final ConfigKey<String> STS_REGION = ConfigKey.of(CONNECTOR, "sts.region")
            .text(null, "Region of that endpoint; the bucket's when unset.")
            .orElse(FallbackKey.s3a("assumed.role.sts.endpoint.region"));

    static final ConfigKey<String> WEB_IDENTITY_TOKEN_FILE = ConfigKey.of(CONNECTOR, "web-identity.token-file")
            .text(null, "Token file of a web identity; AWS_WEB_IDENTITY_TOKEN_FILE when unset.");

    static final ConfigKey<Boolean> REQUESTER_PAYS = ConfigKey.of(CONNECTOR, "requester-pays")
            .flag(false, "Agree to pay for requests to buckets of others.")
            .orElse(FallbackKey.s3a("requester.pays.enabled"));

    static final ConfigKey<EncryptionMode> ENCRYPTION = ConfigKey.of(CONNECTOR, "encryption")
            .oneOf(EncryptionMode.BUCKET_DEFAULT, "How the store encrypts what is written.")
            .orElse(FallbackKey.s3a("encryption.algorithm").translated(S3Keys::encryptionMode))
            .orElse(FallbackKey.s3a("server-side-encryption-algorithm").translated(S3Keys::encryptionMode));

    static final ConfigKey<Secret> ENCRYPTION_KEY = ConfigKey.of(CONNECTOR, "encryption.key")
            .secret("The KMS key's id, or the customer's AES256 key in base64.")
            .orElse(FallbackKey.s3a("encryption.key"))
            .orElse(FallbackKey.s3a("server-side-encryption.key"));

    static final ConfigKey<String> STORAGE_CLASS = ConfigKey.of(CONNECTOR, "storage-class")
            .text(null, "Storage class of what is written, such as STANDARD_IA; the store's default when unset.")
            .orElse(FallbackKey.s3a("create.storage.class").translated(value -> value.toUpperCase(Locale.ROOT)));

    static final ConfigKey<ChecksumChoice> CHECKSUM = ConfigKey.of(CONNECTOR, "checksum")
            .oneOf(
                    ChecksumChoice.NONE,
                    "Checksum that is sent with everything written, for the store to verify; needs a store that knows it.");

    static final ConfigKey<Integer> ATTEMPTS = ConfigKey.of(CONNECTOR, "attempts")
            .integer(6, 1, 100, "Tries of one request, the first included.")
            .orElse(FallbackKey.s3a("attempts.maximum"));

    static final ConfigKey<Duration> CALL_TIMEOUT = ConfigKey.of(CONNECTOR, "call.timeout")
            .time("10m", "1s", "1d", "Longest time for one call with all its attempts.");

    static final ConfigKey<Duration> BACKOFF = ConfigKey.of(CONNECTOR, "retry.backoff")
            .time(
                    "100ms",
                    "1ms",
                    "1m",
                    "Longest pause before the second attempt; doubles from there, and the actual one is random below.");

    static final ConfigKey<Duration> THROTTLE_BACKOFF = ConfigKey.of(CONNECTOR, "retry.throttle-backoff")
            .time(
                    "500ms",
                    "1ms",
                    "5m",
                    "The same as retry.backoff, after the store asked to slow down (503, 429, SlowDown).");

    static final ConfigKey<Duration> LONGEST_BACKOFF = ConfigKey.of(CONNECTOR, "retry.longest-backoff")
            .time("20s", "1ms", "10m", "Longest pause between two attempts.");

    static final ConfigKey<Long> COPY_THRESHOLD = ConfigKey.of(CONNECTOR, "copy.threshold")
            .size("1g", "5m", "5g", "A longer object is copied in parts, in parallel; S3 copies at most 5g at once.");

    static final ConfigKey<Long> COPY_PART_SIZE = ConfigKey.of(CONNECTOR, "copy.part-size")
            .size("128m", "5m", "5g", "Length of the parts of a copy above copy.threshold.")
            .orElse(FallbackKey.s3a("multipart.size"));

    private S3Keys() {}

    private static String encryptionMode(String algorithm) {
        return switch (algorithm.toUpperCase(Locale.ROOT)) {
            case "AES256" -> "sse-s3";
            default -> algorithm.toLowerCase(Locale.ROOT);
        };
    }
}
