package io.farseek.fs.config;

import io.farseek.fs.dns.DnsSettings;
import io.farseek.fs.http.ConnectionSettings;
import io.farseek.fs.http.HttpSettings;
import io.farseek.fs.http.ProxySettings;
import io.farseek.fs.http.TlsSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@link HttpKeys} into the transport's settings, with the keys that one connector accepts from another. */
public final class HttpConfig {
    private final ConfigReader config;
    private final Map<ConfigKey<?>, List<FallbackKey>> fallbacks;

    private HttpConfig(ConfigReader config, Map<ConfigKey<?>, List<FallbackKey>> fallbacks) {
        this.config = config;
        this.fallbacks = fallbacks;
    }

    /**
     * The settings for one connector and bucket.
     *
     * @param fallbacks keys of other connectors to read where one of {@link HttpKeys} is unset
     * @throws IllegalArgumentException for a value that makes no sense, naming its key
     */
    public static HttpSettings read(ConfigReader config, Map<ConfigKey<?>, List<FallbackKey>> fallbacks) {
        HttpConfig http = new HttpConfig(config, fallbacks);
        return new HttpSettings(
                http.connections(),
                http.dns(),
                http.tls(),
                http.proxy(),
                http.get(HttpKeys.RESPONSE_TIMEOUT),
                new HttpSettings.Progress(http.get(HttpKeys.PROGRESS_BYTES), http.get(HttpKeys.PROGRESS_WINDOW)),
                http.get(HttpKeys.DRAIN),
                http.get(HttpKeys.EXPECT_CONTINUE));
    }

    /** How names become addresses, for a connector that is not over HTTP. */
    public static DnsSettings names(ConfigReader config) {
        return new HttpConfig(config, Map.of()).dns();
    }

    private ConnectionSettings connections() {
        return new ConnectionSettings(
                get(HttpKeys.CONNECTIONS),
                get(HttpKeys.POOL_TIMEOUT),
                get(HttpKeys.CONNECT_TIMEOUT),
                get(HttpKeys.IDLE_TIMEOUT),
                get(HttpKeys.MAX_AGE),
                get(HttpKeys.VERIFY_AFTER));
    }

    private DnsSettings dns() {
        return new DnsSettings(
                get(HttpKeys.DNS_SOURCE),
                list(HttpKeys.DNS_SERVERS),
                get(HttpKeys.DNS_MIN_TTL),
                get(HttpKeys.DNS_MAX_TTL),
                get(HttpKeys.DNS_FIXED_TTL),
                get(HttpKeys.DNS_STALE),
                get(HttpKeys.DNS_GRACE),
                get(HttpKeys.DNS_TIMEOUT),
                get(HttpKeys.DNS_PENALTY));
    }

    private TlsSettings tls() {
        return new TlsSettings(
                find(HttpKeys.TRUST_STORE).map(Path::of).orElse(null),
                find(HttpKeys.TRUST_PASSWORD).map(Secret::reveal).orElse(null),
                get(HttpKeys.TLS_TIMEOUT));
    }

    private @Nullable ProxySettings proxy() {
        String host = find(HttpKeys.PROXY_HOST).orElse(null);
        return host == null
                ? null
                : new ProxySettings(
                        host,
                        get(HttpKeys.PROXY_PORT),
                        find(HttpKeys.PROXY_USER).orElse(null),
                        find(HttpKeys.PROXY_PASSWORD).map(Secret::reveal).orElse(null),
                        list(HttpKeys.PROXY_DIRECT));
    }

    private List<String> list(ConfigKey<String> key) {
        return find(key).stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    private <T> T get(ConfigKey<T> key) {
        return config.get(extended(key));
    }

    private <T> Optional<T> find(ConfigKey<T> key) {
        return config.find(extended(key));
    }

    private <T> ConfigKey<T> extended(ConfigKey<T> key) {
        return key.orElse(fallbacks.getOrDefault(key, List.of()).toArray(FallbackKey[]::new));
    }
}
