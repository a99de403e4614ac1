package io.farseek.s3;

import io.farseek.fs.config.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;

/** Makes the SDK's provider out of the settings' list of sources. */
final class S3Credentials {
    private final CredentialSettings settings;
    private final URI fileSystem;
    private final Function<AwsCredentialsProvider, StsClient> sts;
    private final Function<String, CredentialSource> loader;

    /**
     * @param sts makes a client that signs with given credentials
     * @param loader makes a source out of a class's name
     */
    S3Credentials(
            CredentialSettings settings,
            URI fileSystem,
            Function<AwsCredentialsProvider, StsClient> sts,
            Function<String, CredentialSource> loader) {
        this.settings = settings;
        this.fileSystem = fileSystem;
        this.sts = sts;
        this.loader = loader;
    }

    AwsCredentialsProvider provider() {
        return chain(settings.providers());
    }

    private AwsCredentialsProvider chain(List<String> names) {
        List<CredentialChain.Link> links = new ArrayList<>();
        for (String name : names) {
            AwsCredentialsProvider each =
                    CredentialKind.spelt(name).map(this::known).orElseGet(() -> custom(name));
            links.add(new CredentialChain.Link(name, each));
        }
        // A chain cannot say "no signature": the anonymous provider gives empty credentials, which look like a failure
        // to it.
        return links.size() == 1 ? links.get(0).provider() : new CredentialChain(links);
    }

    private AwsCredentialsProvider known(CredentialKind kind) {
        return switch (kind) {
            case CONFIGURATION -> configured();
            case ENVIRONMENT -> EnvironmentVariableCredentialsProvider.create();
            case SYSTEM_PROPERTIES -> SystemPropertyCredentialsProvider.create();
            case PROFILE -> profile();
            case WEB_IDENTITY -> webIdentity();
            case CONTAINER -> ContainerCredentialsProvider.create();
            case INSTANCE -> InstanceProfileCredentialsProvider.create();
            case ASSUME_ROLE -> assumedRole();
            case ANONYMOUS -> AnonymousCredentialsProvider.create();
        };
    }

    private AwsCredentialsProvider configured() {
        Secret access = settings.accessKey();
        Secret secret = settings.secretKey();
        if (access == null || secret == null) {
            return missing(S3Keys.ACCESS_KEY.fullName() + " and " + S3Keys.SECRET_KEY.fullName() + " are not set");
        }
        Secret token = settings.sessionToken();
        return StaticCredentialsProvider.create(
                token == null
                        ? AwsBasicCredentials.create(access.reveal(), secret.reveal())
                        : AwsSessionCredentials.create(access.reveal(), secret.reveal(), token.reveal()));
    }

    private static AwsCredentialsProvider missing(String why) {
        return () -> {
            throw SdkClientException.create(why + ", so there are no credentials");
        };
    }

    private AwsCredentialsProvider profile() {
        ProfileCredentialsProvider.Builder builder = ProfileCredentialsProvider.builder();
        if (settings.profile() != null) {
            builder.profileName(settings.profile());
        }
        String file = settings.profileFile();
        if (file != null) {
            builder.profileFile(() -> ProfileFile.builder()
                    .content(Path.of(file))
                    .type(fileType(Path.of(file)))
                    .build());
        }
        return builder.build();
    }

    /** The two shared files differ in how a profile's section is called, and only one of them has sections for sessions. */
    private static ProfileFile.Type fileType(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(String::strip)
                            .anyMatch(each -> each.startsWith("[profile ") || each.startsWith("[sso-session "))
                    ? ProfileFile.Type.CONFIGURATION
                    : ProfileFile.Type.CREDENTIALS;
        } catch (IOException e) {
            throw SdkClientException.create(
                    "cannot read the credentials' file " + file + " (" + S3Keys.PROFILE_FILE.fullName() + "): " + e, e);
        }
    }

    /** Through our own STS client, so that its endpoint, proxy and trust store are those that are set. */
    private AwsCredentialsProvider webIdentity() {
        CredentialSettings.Role role = settings.role();
        String tokenFile = role.tokenFile();
        if (tokenFile == null
                && SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE.getStringValue().isEmpty()) {
            return missing(
                    "neither " + S3Keys.WEB_IDENTITY_TOKEN_FILE.fullName() + " nor AWS_WEB_IDENTITY_TOKEN_FILE is set");
        }
        StsWebIdentityTokenFileCredentialsProvider.Builder builder =
                StsWebIdentityTokenFileCredentialsProvider.builder()
                        .stsClient(sts.apply(AnonymousCredentialsProvider.create()));
        if (tokenFile != null) {
            builder.roleArn(role.arn()).roleSessionName(role.sessionName()).webIdentityTokenFile(Path.of(tokenFile));
        }
        return builder.build();
    }

    private AwsCredentialsProvider assumedRole() {
        CredentialSettings.Role role = settings.role();
        if (role.arn() == null) {
            throw new IllegalArgumentException(
                    "the credentials source assume-role needs " + S3Keys.ROLE_ARN.fullName());
        }
        if (role.source().contains(CredentialKind.ASSUME_ROLE.spelling())) {
            throw new IllegalArgumentException(
                    S3Keys.ROLE_SOURCE.fullName() + " cannot be assume-role: a role is assumed with other credentials");
        }
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts.apply(chain(role.source())))
                .refreshRequest(request -> request.roleArn(role.arn())
                        .roleSessionName(role.sessionName())
                        .externalId(role.externalId())
                        .durationSeconds((int) role.duration().toSeconds()))
                .build();
    }

    private AwsCredentialsProvider custom(String className) {
        CredentialSource source = loader.apply(className);
        return () -> {
            CredentialSource.Credentials found;
            try {
                found = source.credentials(fileSystem);
            } catch (IOException e) {
                throw new UncheckedIOException("credentials of " + className, e);
            }
            @Nullable String token = found.sessionToken();
            return token == null
                    ? AwsBasicCredentials.create(found.accessKey(), found.secretKey())
                    : AwsSessionCredentials.create(found.accessKey(), found.secretKey(), token);
        };
    }
}
