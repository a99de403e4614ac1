package io.farseek.oci;

import com.oracle.bmc.ConfigFileReader;
import com.oracle.bmc.auth.BasicAuthenticationDetailsProvider;
import com.oracle.bmc.auth.ConfigFileAuthenticationDetailsProvider;
import com.oracle.bmc.auth.InstancePrincipalsAuthenticationDetailsProvider;
import com.oracle.bmc.auth.ResourcePrincipalAuthenticationDetailsProvider;
import com.oracle.bmc.auth.SimpleAuthenticationDetailsProvider;
import com.oracle.bmc.auth.okeworkloadidentity.OkeWorkloadIdentityAuthenticationDetailsProvider;
import io.farseek.fs.config.ConfigKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes the SDK's credentials out of what is configured, and finds out at start-up what would otherwise be a 401 later. */
final class OciCredentials {
    private static final Map<Principal, BasicAuthenticationDetailsProvider> PRINCIPALS = new ConcurrentHashMap<>();

    private OciCredentials() {}

    private record Principal(
            AuthKind kind,
            @Nullable String federationEndpoint,
            @Nullable Path serviceAccountTokenFile) {}

    static BasicAuthenticationDetailsProvider of(AuthSettings auth) throws IOException {
        return switch (auth.kind()) {
            case API_KEY -> apiKey(auth);
            case AUTO, PROFILE -> profile(auth);
            case SESSION_TOKEN -> sessionToken(auth);
            case INSTANCE_PRINCIPAL, RESOURCE_PRINCIPAL, OKE_WORKLOAD_IDENTITY -> shared(auth);
        };
    }

    /** What stands for the machine, the environment or the pod is one for all file systems of the JVM, so that they share its tokens. */
    private static BasicAuthenticationDetailsProvider shared(AuthSettings auth) throws IOException {
        Principal principal = new Principal(auth.kind(), auth.federationEndpoint(), auth.serviceAccountTokenFile());
        BasicAuthenticationDetailsProvider known = PRINCIPALS.get(principal);
        if (known != null) {
            return known;
        }
        // Asks services: not under a lock. Of two that were made at once, one is kept.
        BasicAuthenticationDetailsProvider made = federated(principal);
        BasicAuthenticationDetailsProvider before = PRINCIPALS.putIfAbsent(principal, made);
        return before == null ? made : before;
    }

    private static BasicAuthenticationDetailsProvider federated(Principal principal) throws IOException {
        return switch (principal.kind()) {
            case INSTANCE_PRINCIPAL ->
                federated(
                        "instance principal",
                        "works only on a compute instance that a dynamic group allows",
                        () -> InstancePrincipalsAuthenticationDetailsProvider.builder()
                                .federationEndpoint(principal.federationEndpoint())
                                .build());
            case RESOURCE_PRINCIPAL ->
                federated(
                        "resource principal",
                        "needs OCI_RESOURCE_PRINCIPAL_VERSION and what goes with it in the environment",
                        () -> ResourcePrincipalAuthenticationDetailsProvider.builder()
                                .build());
            default ->
                federated(
                        "OKE workload identity",
                        "works only in a pod of an enhanced OKE cluster, with OCI_RESOURCE_PRINCIPAL_REGION set",
                        () -> workload(principal.serviceAccountTokenFile()));
        };
    }

    private static BasicAuthenticationDetailsProvider workload(@Nullable Path tokenFile) {
        var builder = OkeWorkloadIdentityAuthenticationDetailsProvider.builder();
        return (tokenFile == null ? builder : builder.tokenPath(tokenFile.toString())).build();
    }

    private static BasicAuthenticationDetailsProvider apiKey(AuthSettings auth) throws IOException {
        String tenancy = needed(auth.tenancy(), OciKeys.TENANCY);
        String user = needed(auth.user(), OciKeys.USER);
        String fingerprint = needed(auth.fingerprint(), OciKeys.FINGERPRINT);
        byte[] pem = pem(auth);
        ApiKeyCheck.check(pem, source(auth), auth.passphrase(), fingerprint);
        String passphrase = auth.passphrase();
        return SimpleAuthenticationDetailsProvider.builder()
                .tenantId(tenancy)
                .userId(user)
                .fingerprint(fingerprint)
                .passphraseCharacters(passphrase == null ? null : passphrase.toCharArray())
                .privateKeySupplier(() -> new ByteArrayInputStream(pem))
                .build();
    }

    private static String needed(@Nullable String value, ConfigKey<String> key) {
        if (value == null) {
            throw new IllegalArgumentException("an API key is to sign requests, but configuration key " + key.fullName()
                    + " is not set, nor is " + key.fallbacks().get(0).key());
        }
        return value;
    }

    private static byte[] pem(AuthSettings auth) throws IOException {
        String inline = auth.key();
        if (inline != null) {
            // Configuration files often hold the line ends as two characters.
            return inline.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8);
        }
        Path file = auth.keyFile();
        if (file == null) {
            throw new IllegalArgumentException("an API key is to sign requests, but neither "
                    + OciKeys.KEY_FILE.fullName() + " nor " + OciKeys.KEY.fullName() + " is set");
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw withCause(
                    new AccessDeniedException(
                            file.toString(),
                            null,
                            "the private key cannot be read (" + e + "); check " + OciKeys.KEY_FILE.fullName()
                                    + " and the file's permissions"),
                    e);
        }
    }

    private static String source(AuthSettings auth) {
        return auth.key() != null ? "the key in " + OciKeys.KEY.fullName() : "the key file " + auth.keyFile();
    }

    private static BasicAuthenticationDetailsProvider profile(AuthSettings auth) throws IOException {
        ConfigFileReader.ConfigFile file = read(auth);
        if (file.get("security_token_file") != null) {
            return sessionToken(auth);
        }
        return usable(auth, () -> new ConfigFileAuthenticationDetailsProvider(file));
    }

    private static BasicAuthenticationDetailsProvider sessionToken(AuthSettings auth) throws IOException {
        ConfigFileReader.ConfigFile file = read(auth);
        return usable(auth, () -> new SessionTokenFile(file));
    }

    private interface Making<T> {
        T make() throws IOException;
    }

    private static <T> T usable(AuthSettings auth, Making<T> making) throws IOException {
        try {
            return making.make();
        } catch (IOException | RuntimeException e) {
            throw denied(auth, e);
        }
    }

    private static ConfigFileReader.ConfigFile read(AuthSettings auth) throws IOException {
        return usable(auth, () -> ConfigFileReader.parse(auth.configFile().toString(), auth.profile()));
    }

    private static IOException denied(AuthSettings auth, Exception cause) {
        return withCause(
                new AccessDeniedException(
                        auth.configFile().toString(),
                        null,
                        "no credentials: profile " + auth.profile() + " cannot be used (" + cause.getMessage()
                                + "). Configure an API key with " + OciKeys.TENANCY.fullName()
                                + " and the keys beside it, choose another way with "
                                + OciKeys.AUTH.fullName() + ", or name the file with "
                                + OciKeys.CONFIG_FILE.fullName()),
                cause);
    }

    private static BasicAuthenticationDetailsProvider federated(
            String what, String hint, Making<? extends BasicAuthenticationDetailsProvider> making) throws IOException {
        try {
            return making.make();
        } catch (RuntimeException e) {
            throw withCause(
                    new AccessDeniedException(
                            what, null, "no credentials from the " + what + " (" + e.getMessage() + "); it " + hint),
                    e);
        }
    }

    static <E extends IOException> E withCause(E failure, Throwable cause) {
        failure.initCause(cause);
        return failure;
    }
}
