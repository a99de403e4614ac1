package io.farseek.s3;

import io.farseek.fs.http.HttpReply;
import io.farseek.fs.http.HttpTransport;
import io.farseek.readahead.Recorder;
import java.net.URI;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;

/** Sets the SDK's clients up. */
final class S3Clients {
    private final S3Settings settings;
    private final Recorder recorder;
    private final HttpTransport transport;

    S3Clients(S3Settings settings, Recorder recorder, HttpTransport transport) {
        this.settings = settings;
        this.recorder = recorder;
        this.transport = transport;
    }

    /** @param loader makes a {@link CredentialSource} out of a class's name */
    S3Client open(URI fileSystem, Dialect dialect, Function<String, CredentialSource> loader) {
        AwsCredentialsProvider credentials =
                new S3Credentials(settings.credentials(), fileSystem, this::sts, loader).provider();
        CompatibilityProfile profile = settings.startingProfile();
        S3ClientBuilder builder = S3Client.builder()
                .httpClient(http(reply -> heard(dialect, reply)))
                .credentialsProvider(credentials)
                .defaultsMode(DefaultsMode.STANDARD)
                .overrideConfiguration(overrides())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(settings.pathStyle())
                        .chunkedEncodingEnabled(profile.chunkedEncoding())
                        // The transport does this, for every connector alike.
                        .expectContinueEnabled(false)
                        .build())
                .region(Region.of(region()));
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint());
        } else {
            builder.crossRegionAccessEnabled(true);
        }
        if (profile.md5()) {
            builder.addPlugin(LegacyMd5Plugin.create());
        }
        return builder.build();
    }

    private StsClient sts(AwsCredentialsProvider credentials) {
        CredentialSettings.Role role = settings.credentials().role();
        @Nullable String region = role.region();
        StsClientBuilder builder = StsClient.builder()
                .httpClient(http(TransportHttpClient.Listener.NONE))
                .credentialsProvider(credentials)
                .overrideConfiguration(overrides())
                .region(Region.of(region == null ? region() : region));
        if (role.endpoint() != null) {
            builder.endpointOverride(role.endpoint());
        }
        return builder.build();
    }

    private SdkHttpClient http(TransportHttpClient.Listener listener) {
        return new TransportHttpClient(transport, listener, () -> {});
    }

    private ClientOverrideConfiguration overrides() {
        return ClientOverrideConfiguration.builder()
                .retryStrategy(RecordingRetries.of(settings, recorder))
                .apiCallTimeout(settings.callTimeout())
                .build();
    }

    private String region() {
        String set = settings.region();
        if (set != null) {
            return set;
        }
        try {
            return DefaultAwsRegionProviderChain.builder().build().getRegion().id();
        } catch (SdkClientException nowhereSet) {
            // Amazon redirects from here to wherever the bucket is, and the SDK remembers.
            return Region.US_EAST_1.id();
        }
    }

    private static void heard(Dialect dialect, HttpReply reply) {
        dialect.answered(reply.header("Server"), reply.header("x-amz-request-id"), reply.header("x-trans-id"));
    }
}
