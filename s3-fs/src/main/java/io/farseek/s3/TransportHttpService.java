package io.farseek.s3;

import io.farseek.fs.http.HttpSettings;
import io.farseek.fs.http.SharedTransports;
import io.farseek.readahead.Recorder;
import java.io.IOException;
import java.io.UncheckedIOException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * Where the SDK makes clients of its own, such as STS clients for a role named in a profile file, it looks for an HTTP client through
 * {@code META-INF/services} and finds this one.
 */
public final class TransportHttpService implements SdkHttpService {
    // Calls for credentials are few and not the user's reads: they have a recorder of their own that nobody exports.
    private static final Recorder UNSEEN = new Recorder();

    @Override
    public SdkHttpClient.Builder<?> createHttpClientBuilder() {
        return new Builder();
    }

    private static final class Builder implements SdkHttpClient.Builder<Builder> {
        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
            try {
                SharedTransports.Lease lease = SharedTransports.lease(HttpSettings.DEFAULT, UNSEEN);
                return new TransportHttpClient(lease.transport(), TransportHttpClient.Listener.NONE, lease::close);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot open the HTTP transport for credentials", e);
            }
        }
    }
}
