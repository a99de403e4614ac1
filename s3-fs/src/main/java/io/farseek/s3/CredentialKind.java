package io.farseek.s3;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.util.StringUtils;

/** The sources of credentials that need no class of the user's. */
enum CredentialKind {
    /** Access key, secret key and, if set, session token from the configuration or a Hadoop credential file. */
    CONFIGURATION,
    ENVIRONMENT,
    SYSTEM_PROPERTIES,
    /** The shared files {@code ~/.aws/config} and {@code ~/.aws/credentials}, with roles and processes named there. */
    PROFILE,
    /** A web identity token file: Kubernetes service accounts. */
    WEB_IDENTITY,
    /** The container's role: ECS, EKS Pod Identity. */
    CONTAINER,
    /** The instance's role. */
    INSTANCE,
    /** The role of our own keys, assumed with another source's credentials. */
    ASSUME_ROLE,
    /** No signature: public buckets. */
    ANONYMOUS;

    /** The order that needs no configuration, which is the SDKs' own. */
    static final List<String> DEFAULT_ORDER = List.of(
            "configuration", "environment", "system-properties", "web-identity", "profile", "container", "instance");

    String spelling() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> spellings() {
        return Arrays.stream(values()).map(CredentialKind::spelling).toList();
    }

    static Optional<CredentialKind> spelt(String name) {
        for (CredentialKind each : values()) {
            if (each.spelling().equals(name)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /**
     * The provider classes that files for S3A name, as names of ours. Compared by simple name, since the same classes live in several
     * packages; an unknown class stays as it is, to be loaded.
     */
    static String fromClasses(String classes) {
        List<String> names = new ArrayList<>();
        for (String each : StringUtils.getTrimmedStringCollection(classes)) {
            names.addAll(fromClass(each));
        }
        return String.join(",", names);
    }

    private static List<String> fromClass(String className) {
        return switch (className.substring(className.lastIndexOf('.') + 1)) {
            case "SimpleAWSCredentialsProvider", "TemporaryAWSCredentialsProvider" -> List.of("configuration");
            case "EnvironmentVariableCredentialsProvider" -> List.of("environment");
            case "SystemPropertyCredentialsProvider", "SystemPropertiesCredentialsProvider" ->
                List.of("system-properties");
            case "ProfileCredentialsProvider", "ProfileAWSCredentialsProvider" -> List.of("profile");
            case "WebIdentityTokenFileCredentialsProvider",
                    "WebIdentityTokenCredentialsProvider",
                    "StsWebIdentityTokenFileCredentialsProvider" -> List.of("web-identity");
            case "IAMInstanceCredentialsProvider", "EC2ContainerCredentialsProviderWrapper" ->
                List.of("container", "instance");
            case "ContainerCredentialsProvider" -> List.of("container");
            case "InstanceProfileCredentialsProvider" -> List.of("instance");
            case "AssumedRoleCredentialProvider" -> List.of("assume-role");
            case "AnonymousAWSCredentialsProvider", "AnonymousCredentialsProvider" -> List.of("anonymous");
            case "DefaultCredentialsProvider", "DefaultAWSCredentialsProviderChain" -> DEFAULT_ORDER;
            default -> List.of(className);
        };
    }
}
