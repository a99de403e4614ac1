package io.farseek.xrootd.auth;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where credentials are looked for. Null means the place where XRootD's own client looks: the environment variable of that mechanism, then
 * its usual path.
 *
 * @param mechanisms the only mechanisms to be tried; empty for all, unless {@code XrdSecPROTOCOL} names some
 * @param user name sent by the unix and sss mechanisms; group likewise
 * @param token a bearer token itself, before any file
 * @param certificates folder of trusted authorities
 * @param kerberosPrincipal whose keytab it is
 * @param login the login of the platform the client runs in, for Kerberos
 * @param environment the process's environment variables
 */
public record CredentialSettings(
        List<String> mechanisms,
        String user,
        String group,
        @Nullable String token,
        @Nullable Path tokenFile,
        @Nullable Path proxy,
        Path certificates,
        @Nullable Path sssKeytab,
        @Nullable Path kerberosCache,
        @Nullable Path kerberosKeytab,
        @Nullable String kerberosPrincipal,
        PlatformLogin login,
        Map<String, String> environment) {
    private static final String DEFAULT_CERTIFICATES = "/etc/grid-security/certificates";

    public CredentialSettings {
        mechanisms = List.copyOf(mechanisms);
        environment = Map.copyOf(environment);
        if ((kerberosKeytab == null) != (kerberosPrincipal == null)) {
            throw new IllegalArgumentException("a Kerberos keytab and its principal are given together or not at all");
        }
    }

    /** Everything from the environment and the usual paths. */
    public static CredentialSettings fromEnvironment(Map<String, String> environment) {
        return new CredentialSettings(
                List.of(),
                System.getProperty("user.name", "nobody"),
                "",
                null,
                null,
                null,
                Path.of(environment.getOrDefault("X509_CERT_DIR", DEFAULT_CERTIFICATES)),
                null,
                null,
                null,
                null,
                PlatformLogin.NONE,
                environment);
    }

    /** The mechanisms these settings allow. */
    public List<Mechanism> toMechanisms() {
        List<Mechanism> all = List.of(
                new Kerberos(this),
                new Gsi(this),
                new BearerToken(this),
                new SharedSecret(this),
                new UnixName(user, group),
                new HostName());
        List<String> allowed = mechanisms;
        String named = environment.get("XrdSecPROTOCOL");
        if (allowed.isEmpty() && named != null && !named.isBlank()) {
            allowed = List.of(named.strip().split("[,\\s]+", 0));
        }
        List<String> only = allowed;
        return only.isEmpty()
                ? all
                : all.stream().filter(each -> only.contains(each.name())).toList();
    }

    /** The configured path, else the variable's, else the usual one; a variable may carry the prefix {@code FILE:}. */
    Path locate(@Nullable Path configured, String variable, String usual) {
        if (configured != null) {
            return configured;
        }
        String named = environment.get(variable);
        if (named == null || named.isBlank()) {
            return Path.of(usual);
        }
        return Path.of(named.startsWith("FILE:") ? named.substring(5) : named);
    }

    @Override
    public String toString() {
        return "CredentialSettings{mechanisms " + mechanisms + ", user " + user + "}";
    }
}
