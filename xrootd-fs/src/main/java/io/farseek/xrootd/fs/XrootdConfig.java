package io.farseek.xrootd.fs;

import io.farseek.fs.config.ConfigKey;
import io.farseek.fs.config.ConfigReader;
import io.farseek.fs.config.HttpConfig;
import io.farseek.fs.config.Secret;
import io.farseek.fs.config.SharedConfig;
import io.farseek.fs.config.StoreSettings;
import io.farseek.fs.dns.DnsSettings;
import io.farseek.readahead.ReadAheadSettings;
import io.farseek.readahead.RuntimeSettings;
import io.farseek.xrootd.auth.CredentialSettings;
import io.farseek.xrootd.auth.PlatformLogin;
import io.farseek.xrootd.session.ClientSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration says, read once.
 *
 * @param names always by way of the JDK: asking name servers directly takes a library that this connector goes without
 * @param cgi opaque text for every path, without a question mark; may be empty
 */
record XrootdConfig(
        ClientSettings client,
        CredentialSettings credentials,
        ReadAheadSettings reading,
        RuntimeSettings runtime,
        StoreSettings store,
        DnsSettings names,
        boolean persistOnClose,
        boolean blockLocations,
        String checksum,
        String cgi) {

    /**
     * Reads everything and warns about keys that nobody knows.
     *
     * @param user the URI's, or else the platform's
     */
    static XrootdConfig read(
            ConfigReader config, String user, String group, PlatformLogin login, Map<String, String> environment) {
        List<ConfigKey<?>> known = new ArrayList<>(SharedConfig.keys());
        known.addAll(ConfigKey.declaredIn(XrootdKeys.class));
        config.warnUnknown(known);
        String named = text(config, XrootdKeys.USER);
        String name = named == null ? user : named;
        Path certificates = path(config, XrootdKeys.CERTIFICATES);
        CredentialSettings fromEnvironment = CredentialSettings.fromEnvironment(environment);
        Path authorities = certificates == null ? fromEnvironment.certificates() : certificates;
        String mechanisms = text(config, XrootdKeys.MECHANISMS);
        CredentialSettings credentials = new CredentialSettings(
                mechanisms == null ? List.of() : List.of(mechanisms.split("[,\\s]+", 0)),
                name,
                group,
                secret(config, XrootdKeys.TOKEN),
                path(config, XrootdKeys.TOKEN_FILE),
                path(config, XrootdKeys.PROXY),
                authorities,
                path(config, XrootdKeys.SSS_KEYTAB),
                path(config, XrootdKeys.KERBEROS_CACHE),
                path(config, XrootdKeys.KERBEROS_KEYTAB),
                text(config, XrootdKeys.KERBEROS_PRINCIPAL),
                login,
                environment);
        ClientSettings client = new ClientSettings(
                config.get(XrootdKeys.CONNECT_TIMEOUT),
                config.get(XrootdKeys.REQUEST_TIMEOUT),
                config.get(XrootdKeys.RECOVERY_TIMEOUT),
                config.get(XrootdKeys.IDLE_TIMEOUT),
                config.get(XrootdKeys.KEEP_ALIVE),
                config.get(XrootdKeys.SESSIONS),
                Math.max(config.get(XrootdKeys.SESSIONS), config.get(XrootdKeys.MOST_SESSIONS)),
                config.get(XrootdKeys.REDIRECTS),
                config.get(XrootdKeys.PAGE_CHECKSUMS),
                name,
                "farseek",
                authorities,
                Math.toIntExact(config.get(XrootdKeys.WRITE_SIZE)),
                config.get(XrootdKeys.WRITE_WINDOW));
        String cgi = secret(config, XrootdKeys.CGI);
        return new XrootdConfig(
                client,
                credentials,
                SharedConfig.readAhead(config),
                SharedConfig.runtime(config),
                SharedConfig.store(config),
                HttpConfig.names(config).withSource(DnsSettings.Source.JDK),
                config.get(XrootdKeys.PERSIST_ON_CLOSE),
                config.get(XrootdKeys.BLOCK_LOCATIONS),
                config.get(XrootdKeys.CHECKSUM),
                cgi == null ? "" : cgi.startsWith("?") || cgi.startsWith("&") ? cgi.substring(1) : cgi);
    }

    private static @Nullable String text(ConfigReader config, ConfigKey<String> key) {
        return config.find(key).filter(text -> !text.isBlank()).orElse(null);
    }

    private static @Nullable Path path(ConfigReader config, ConfigKey<String> key) {
        String text = text(config, key);
        return text == null ? null : Path.of(text);
    }

    private static @Nullable String secret(ConfigReader config, ConfigKey<Secret> key) {
        return config.find(key).map(Secret::reveal).orElse(null);
    }

    @Override
    public String toString() {
        return "XrootdConfig{" + client + ", " + credentials + "}";
    }
}
