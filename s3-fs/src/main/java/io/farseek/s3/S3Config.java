package io.farseek.s3;

import io.farseek.fs.config.ConfigKey;
import io.farseek.fs.config.ConfigReader;
import io.farseek.fs.config.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.util.StringUtils;
import org.jspecify.annotations.Nullable;

/** Reads the connector's keys into {@link S3Settings}. */
final class S3Config {
    private static final Pattern AMAZON_REGION = Pattern.compile(
            "(?:.*\\.)?s3[.-](?:dualstack\\.|fips\\.)?([a-z]{2}(?:-[a-z]+)+-\\d)\\.amazonaws\\.com(?:\\.cn)?");

    private S3Config() {}

    /** Every key of the connector's own. */
    static List<ConfigKey<?>> keys() {
        return ConfigKey.declaredIn(S3Keys.class);
    }

    /** Fails with an {@link IllegalArgumentException} that names the key and the value. */
    static S3Settings settings(ConfigReader config, String scheme, String bucket) {
        URI endpoint = config.find(S3Keys.ENDPOINT)
                .map(text -> endpoint(config, S3Keys.ENDPOINT, text))
                .orElse(null);
        return new S3Settings(
                scheme,
                bucket,
                isAmazonGlobal(endpoint) ? null : endpoint,
                region(config, endpoint),
                pathStyle(config, endpoint, bucket),
                profile(config),
                config.get(S3Keys.REQUESTER_PAYS),
                encryption(config),
                config.find(S3Keys.STORAGE_CLASS).orElse(null),
                config.get(S3Keys.CHECKSUM),
                config.get(S3Keys.ATTEMPTS),
                config.get(S3Keys.CALL_TIMEOUT),
                config.get(S3Keys.BACKOFF),
                config.get(S3Keys.THROTTLE_BACKOFF),
                config.get(S3Keys.LONGEST_BACKOFF),
                config.get(S3Keys.COPY_THRESHOLD),
                config.get(S3Keys.COPY_PART_SIZE),
                credentials(config));
    }

    private static URI endpoint(ConfigReader config, ConfigKey<String> key, String text) {
        String url = text.contains("://") ? text : (config.get(S3Keys.TLS) ? "https://" : "http://") + text;
        String named = "configuration key " + config.setAs(key).orElse(key.fullName()) + " = \"" + text + "\": ";
        try {
            URI endpoint = new URI(url);
            if (endpoint.getHost() == null || !endpoint.getScheme().matches("(?i)https?")) {
                throw new IllegalArgumentException(named + "not an http or https URL with a host name");
            }
            return endpoint;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(named + "not a URL: " + e.getMessage(), e);
        }
    }

    /** The old world-wide endpoint: the SDK finds the bucket's region better on its own. */
    private static boolean isAmazonGlobal(@Nullable URI endpoint) {
        return endpoint != null && "s3.amazonaws.com".equalsIgnoreCase(endpoint.getHost());
    }

    private static @Nullable String region(ConfigReader config, @Nullable URI endpoint) {
        Optional<String> set = config.find(S3Keys.REGION);
        if (set.isPresent() || endpoint == null || isAmazonGlobal(endpoint)) {
            return set.orElse(null);
        }
        Matcher amazon = AMAZON_REGION.matcher(String.valueOf(endpoint.getHost()));
        return amazon.matches() ? amazon.group(1) : "us-east-1";
    }

    private static boolean pathStyle(ConfigReader config, @Nullable URI endpoint, String bucket) {
        return switch (config.get(S3Keys.URL_STYLE)) {
            case PATH -> true;
            case VIRTUAL_HOST -> false;
            // A bucket with dots is no name that Amazon's certificate covers.
            case AUTO -> CompatibilityProfile.of(endpoint) != CompatibilityProfile.AWS || bucket.contains(".");
        };
    }

    private static @Nullable CompatibilityProfile profile(ConfigReader config) {
        return switch (config.get(S3Keys.COMPATIBILITY)) {
            case AUTO -> null;
            case AWS -> CompatibilityProfile.AWS;
            case GENERIC -> CompatibilityProfile.GENERIC;
            case CEPH -> CompatibilityProfile.CEPH;
            case SWIFT -> CompatibilityProfile.SWIFT;
        };
    }

    private static Encryption encryption(ConfigReader config) {
        String key = config.find(S3Keys.ENCRYPTION_KEY).map(Secret::reveal).orElse(null);
        return switch (config.get(S3Keys.ENCRYPTION)) {
            case BUCKET_DEFAULT -> Encryption.NONE;
            case SSE_S3 -> new Encryption.StoreKey();
            case SSE_KMS -> new Encryption.KmsKey(key, false);
            case DSSE_KMS -> new Encryption.KmsKey(key, true);
            case SSE_C -> customerKey(config, key);
        };
    }

    private static Encryption customerKey(ConfigReader config, @Nullable String key) {
        if (key == null) {
            throw new IllegalArgumentException("configuration key "
                    + config.setAs(S3Keys.ENCRYPTION).orElse(S3Keys.ENCRYPTION.fullName())
                    + " asks for a customer's key, but " + S3Keys.ENCRYPTION_KEY.fullName() + " is not set");
        }
        try {
            return Encryption.CustomerKey.of(key);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "configuration key "
                            + config.setAs(S3Keys.ENCRYPTION_KEY).orElse(S3Keys.ENCRYPTION_KEY.fullName()) + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private static CredentialSettings credentials(ConfigReader config) {
        return new CredentialSettings(
                list(config.get(S3Keys.CREDENTIALS)),
                config.find(S3Keys.ACCESS_KEY).orElse(null),
                config.find(S3Keys.SECRET_KEY).orElse(null),
                config.find(S3Keys.SESSION_TOKEN).orElse(null),
                config.find(S3Keys.PROFILE).orElse(null),
                config.find(S3Keys.PROFILE_FILE).orElse(null),
                new CredentialSettings.Role(
                        config.find(S3Keys.ROLE_ARN).orElse(null),
                        config.get(S3Keys.ROLE_SESSION_NAME),
                        config.find(S3Keys.ROLE_EXTERNAL_ID).orElse(null),
                        config.get(S3Keys.ROLE_DURATION),
                        list(config.get(S3Keys.ROLE_SOURCE)),
                        config.find(S3Keys.STS_ENDPOINT)
                                .map(text -> endpoint(config, S3Keys.STS_ENDPOINT, text))
                                .orElse(null),
                        config.find(S3Keys.STS_REGION).orElse(null),
                        config.find(S3Keys.WEB_IDENTITY_TOKEN_FILE).orElse(null)));
    }

    private static List<String> list(String text) {
        return List.copyOf(StringUtils.getTrimmedStringCollection(text));
    }
}
