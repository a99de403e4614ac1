package io.farseek.oci;

import com.oracle.bmc.objectstorage.model.StorageTier;
import io.farseek.fs.config.ConfigKey;
import io.farseek.fs.config.ConfigReader;
import io.farseek.fs.config.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the connector's keys into {@link OciSettings}. */
final class OciConfig {
    private OciConfig() {}

    static List<ConfigKey<?>> keys() {
        return ConfigKey.declaredIn(OciKeys.class);
    }

    /**
     * The settings of one bucket.
     *
     * @param authority {@code bucket@namespace}
     * @throws IllegalArgumentException naming the key and value that make no sense
     */
    static OciSettings settings(ConfigReader config, String authority) {
        int at = authority.lastIndexOf('@');
        if (at < 1 || at == authority.length() - 1) {
            throw new IllegalArgumentException(
                    "oci://" + authority
                            + " names no namespace: write oci://BUCKET@NAMESPACE/path, with the namespace that the console shows for the bucket");
        }
        return new OciSettings(
                authority.substring(0, at),
                authority.substring(at + 1),
                config.find(OciKeys.ENDPOINT)
                        .map(text -> endpoint(config, text))
                        .orElse(null),
                config.find(OciKeys.REGION).orElse(null),
                auth(config),
                new OciSettings.Retry(
                        config.get(OciKeys.ATTEMPTS),
                        config.get(OciKeys.RETRY_DEADLINE),
                        config.get(OciKeys.BACKOFF),
                        config.get(OciKeys.LONGEST_BACKOFF)),
                encryption(config),
                tier(config),
                config.get(OciKeys.CONTENT_MD5));
    }

    private static String endpoint(ConfigReader config, String text) {
        String url = text.contains("://") ? text : "https://" + text;
        URI parsed;
        try {
            parsed = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw bad(config, text, e);
        }
        if (parsed.getHost() == null || !parsed.getScheme().matches("(?i)https?")) {
            throw bad(config, text, null);
        }
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static IllegalArgumentException bad(ConfigReader config, String text, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "configuration key " + config.setAs(OciKeys.ENDPOINT).orElse(OciKeys.ENDPOINT.fullName()) + " = \""
                        + text + "\": not an http or https URL with a host name",
                cause);
    }

    private static AuthSettings auth(ConfigReader config) {
        String tenancy = config.find(OciKeys.TENANCY).orElse(null);
        AuthKind kind = config.get(OciKeys.AUTH);
        if (kind == AuthKind.AUTO) {
            kind = tenancy != null || config.find(OciKeys.USER).isPresent() ? AuthKind.API_KEY : AuthKind.PROFILE;
        }
        if (config.get(OciKeys.SESSION_TOKEN) && kind == AuthKind.PROFILE) {
            kind = AuthKind.SESSION_TOKEN;
        }
        return new AuthSettings(
                kind,
                tenancy,
                config.find(OciKeys.USER).orElse(null),
                config.find(OciKeys.FINGERPRINT).orElse(null),
                config.find(OciKeys.KEY_FILE).map(OciConfig::path).orElse(null),
                config.find(OciKeys.KEY).map(Secret::reveal).orElse(null),
                config.find(OciKeys.PASSPHRASE).map(Secret::reveal).orElse(null),
                path(config.get(OciKeys.CONFIG_FILE)),
                config.get(OciKeys.PROFILE),
                config.find(OciKeys.DELEGATION_TOKEN_FILE).map(OciConfig::path).orElse(null),
                config.find(OciKeys.FEDERATION_ENDPOINT).orElse(null),
                config.find(OciKeys.SERVICE_ACCOUNT_TOKEN_FILE)
                        .map(OciConfig::path)
                        .orElse(null));
    }

    private static Path path(String text) {
        return text.startsWith("~/") ? Path.of(System.getProperty("user.home"), text.substring(2)) : Path.of(text);
    }

    private static Encryption encryption(ConfigReader config) {
        return switch (config.get(OciKeys.ENCRYPTION)) {
            case BUCKET_DEFAULT -> Encryption.BUCKET_DEFAULT;
            case KMS -> new Encryption(needed(config, OciKeys.KMS_KEY), null);
            case CUSTOMER_KEY -> {
                String key = config.find(OciKeys.CUSTOMER_KEY)
                        .map(Secret::reveal)
                        .orElseThrow(() -> missing(OciKeys.CUSTOMER_KEY));
                try {
                    yield new Encryption(null, key);
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(
                            "configuration key " + OciKeys.CUSTOMER_KEY.fullName() + ": " + e.getMessage(), e);
                }
            }
        };
    }

    private static String needed(ConfigReader config, ConfigKey<String> key) {
        return config.find(key).orElseThrow(() -> missing(key));
    }

    private static IllegalArgumentException missing(ConfigKey<?> key) {
        return new IllegalArgumentException("configuration key " + OciKeys.ENCRYPTION.fullName() + " asks for it, but "
                + key.fullName() + " is not set");
    }

    private static @Nullable StorageTier tier(ConfigReader config) {
        return switch (config.get(OciKeys.STORAGE_TIER)) {
            case BUCKET_DEFAULT -> null;
            case STANDARD -> StorageTier.Standard;
            case INFREQUENT_ACCESS -> StorageTier.InfrequentAccess;
            case ARCHIVE -> StorageTier.Archive;
        };
    }
}
