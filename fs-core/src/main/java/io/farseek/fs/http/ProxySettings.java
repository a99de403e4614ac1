package io.farseek.fs.http;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy. Plain http goes through it as absolute-form requests, https through a CONNECT tunnel (RFC 9110 section 9.3.6).
 *
 * @param user name for Basic authentication, or null for none
 * @param direct hosts that are not proxied: exact names, or domains with a leading {@code .} or {@code *.}
 */
public record ProxySettings(
        String host,
        int port,
        @Nullable String user,
        @Nullable String password,
        List<String> direct) {
    public ProxySettings {
        direct = List.copyOf(direct);
        if (host.isEmpty() || port < 1 || port > 65535) {
            throw new IllegalArgumentException("a proxy at '" + host + "' port " + port);
        }
    }

    boolean covers(String target) {
        String name = target.toLowerCase(Locale.ROOT);
        for (String each : direct) {
            String rule = each.toLowerCase(Locale.ROOT);
            String domain = rule.startsWith("*.") ? rule.substring(1) : rule;
            if (domain.startsWith(".")
                    ? name.endsWith(domain) || name.equals(domain.substring(1))
                    : name.equals(rule)) {
                return false;
            }
        }
        return true;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "proxy " + host + ":" + port + (user == null ? "" : " as " + user);
    }
}
