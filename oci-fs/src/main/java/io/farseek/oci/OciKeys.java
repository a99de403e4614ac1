package io.farseek.oci;

import io.farseek.fs.config.ConfigKey;
import io.farseek.fs.config.FallbackKey;
import io.farseek.fs.config.HttpKeys;
import io.farseek.fs.config.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The connector's own keys, and those of Oracle's connector that are read where ours are unset. */
final class OciKeys {
    static final ConfigKey<String> ENDPOINT = ConfigKey.of("oci", "endpoint")
            .text(null, "URL of the object storage service, when it is not that of the region.")
            .orElse(FallbackKey.oci("client.hostname"));

    static final ConfigKey<String> REGION = ConfigKey.of("oci", "region")
            .text(null, "Region, as an identifier (eu-zurich-1) or a code (zrh); the realm follows from it.")
            .orElse(FallbackKey.oci("client.regionCodeOrId"));

    static final ConfigKey<AuthKind> AUTH = ConfigKey.of("oci", "auth")
            .oneOf(
                    AuthKind.AUTO,
                    "How requests are signed. Auto takes an API key where one is configured, else the profile of ~/.oci/config.")
            .orElse(FallbackKey.oci("client.custom.authenticator").translated(AuthKind::ofAuthenticator));

    static final ConfigKey<String> TENANCY = ConfigKey.of("oci", "auth.tenancy")
            .text(null, "OCID of the tenancy, for an API key.")
            .orElse(FallbackKey.oci("client.auth.tenantId"));

    static final ConfigKey<String> USER = ConfigKey.of("oci", "auth.user")
            .text(null, "OCID of the user, for an API key.")
            .orElse(FallbackKey.oci("client.auth.userId"));

    static final ConfigKey<String> FINGERPRINT = ConfigKey.of("oci", "auth.fingerprint")
            .text(null, "Fingerprint of the API key.")
            .orElse(FallbackKey.oci("client.auth.fingerprint"));

    static final ConfigKey<String> KEY_FILE = ConfigKey.of("oci", "auth.key-file")
            .text(null, "PEM file of the API key's private part.")
            .orElse(FallbackKey.oci("client.auth.pemfilepath"));

    static final ConfigKey<Secret> KEY =
            ConfigKey.of("oci", "auth.key").secret("The API key's private part itself, in PEM, instead of a file.");

    static final ConfigKey<Secret> PASSPHRASE = ConfigKey.of("oci", "auth.passphrase")
            .secret("Passphrase of the private key.")
            .orElse(FallbackKey.oci("client.auth.passphrase"));

    static final ConfigKey<String> CONFIG_FILE = ConfigKey.of("oci", "auth.config-file")
            .text("~/.oci/config", "File of profiles, for the auth kinds profile and session-token.");

    static final ConfigKey<String> PROFILE =
            ConfigKey.of("oci", "auth.profile").text("DEFAULT", "Profile within the file.");

    static final ConfigKey<Boolean> SESSION_TOKEN = ConfigKey.of("oci", "auth.session-token")
            .flag(false, "Whether the profile holds a session token; the same as auth = session-token.")
            .orElse(FallbackKey.oci("client.auth.sessiontoken.enable"));

    static final ConfigKey<String> DELEGATION_TOKEN_FILE = ConfigKey.of("oci", "auth.delegation-token-file")
            .text(null, "File whose delegation token goes with every request; read again when it changes.")
            .orElse(FallbackKey.oci("delegation.token.filepath"));

    static final ConfigKey<String> FEDERATION_ENDPOINT = ConfigKey.of("oci", "auth.federation-endpoint")
            .text(
                    null,
                    "URL of the service that gives instance principals their tokens, when it is not that of the region.");

    static final ConfigKey<String> SERVICE_ACCOUNT_TOKEN_FILE = ConfigKey.of("oci", "auth.service-account-token-file")
            .text(
                    null,
                    "File of the pod's service account token, for OKE workload identity, when Kubernetes puts it elsewhere than usual.");

    static final ConfigKey<Integer> ATTEMPTS = ConfigKey.of("oci", "retry.attempts")
            .integer(6, 1, 100, "Attempts at one request in all.")
            .orElse(FallbackKey.oci("client.retry.max.attempts"));

    static final ConfigKey<Duration> RETRY_DEADLINE = ConfigKey.of("oci", "retry.deadline")
            .time("30s", "0s", "1h", "No further attempt begins this long after the first one did.");

    static final ConfigKey<Duration> BACKOFF = ConfigKey.of("oci", "retry.backoff")
            .time(
                    "100ms",
                    "1ms",
                    "1m",
                    "Longest pause before the second attempt; it doubles with each, and is random up to that.");

    static final ConfigKey<Duration> LONGEST_BACKOFF =
            ConfigKey.of("oci", "retry.longest-backoff").time("5s", "1ms", "10m", "Longest pause of all.");

    static final ConfigKey<Encryption.Kind> ENCRYPTION = ConfigKey.of("oci", "encryption")
            .oneOf(
                    Encryption.Kind.BUCKET_DEFAULT,
                    "Whose keys encrypt new objects: the bucket's, a KMS key, or a customer's own, sent with each request.");

    static final ConfigKey<String> KMS_KEY =
            ConfigKey.of("oci", "encryption.kms-key").text(null, "OCID of the KMS key, for encryption = kms.");

    static final ConfigKey<Secret> CUSTOMER_KEY = ConfigKey.of("oci", "encryption.customer-key")
            .secret("The 256-bit key in Base64, for encryption = customer-key.");

    static final ConfigKey<Tier> STORAGE_TIER =
            ConfigKey.of("oci", "storage-tier").oneOf(Tier.BUCKET_DEFAULT, "Storage tier of new objects.");

    static final ConfigKey<Boolean> CONTENT_MD5 = ConfigKey.of("oci", "content-md5")
            .flag(true, "Send the MD5 of what is uploaded, so that the store refuses damaged bytes.");

    /** Storage tiers, as configured. */
    enum Tier {
        BUCKET_DEFAULT,
        STANDARD,
        INFREQUENT_ACCESS,
        ARCHIVE
    }

    /** What the transport's keys fall back to. */
    static final Map<ConfigKey<?>, List<FallbackKey>> HTTP_FALLBACKS = Map.of(
            HttpKeys.CONNECT_TIMEOUT, List.of(FallbackKey.oci("client.http.connectiontimeout")),
            HttpKeys.RESPONSE_TIMEOUT, List.of(FallbackKey.oci("client.http.readtimeout")),
            HttpKeys.CONNECTIONS, List.of(FallbackKey.oci("client.apache.max.connection.pool.size")),
            HttpKeys.PROXY_HOST, List.of(proxyUri(OciKeys::proxyHost)),
            HttpKeys.PROXY_PORT, List.of(proxyUri(OciKeys::proxyPort)),
            HttpKeys.PROXY_USER, List.of(FallbackKey.oci("client.proxy.username")),
            HttpKeys.PROXY_PASSWORD, List.of(FallbackKey.oci("client.proxy.password")));

    private OciKeys() {}

    private static FallbackKey proxyUri(java.util.function.UnaryOperator<String> part) {
        return FallbackKey.oci("client.proxy.uri").translated(part);
    }

    private static String proxyHost(String uri) {
        return String.valueOf(java.net.URI.create(uri).getHost());
    }

    private static String proxyPort(String uri) {
        int port = java.net.URI.create(uri).getPort();
        return String.valueOf(port < 0 ? 80 : port);
    }
}
