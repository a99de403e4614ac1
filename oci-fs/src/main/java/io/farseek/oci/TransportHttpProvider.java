package io.farseek.oci;

import com.oracle.bmc.http.client.HttpClientBuilder;
import com.oracle.bmc.http.client.HttpProvider;
import com.oracle.bmc.http.client.HttpProviderCapability;
import com.oracle.bmc.http.client.Serializer;
import com.oracle.bmc.http.client.StandardHttpProviderCapability;
import io.farseek.fs.http.HttpSettings;
import io.farseek.fs.http.HttpTransport;
import io.farseek.fs.stats.Recorders;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The SDK's HTTP layer on Farseek's transport, without Jersey. The SDK finds this class as a service for the requests that get credentials
 * (instance principals, resource principals, workload identity); file systems bring their own instance with their own transport.
 */
public final class TransportHttpProvider implements HttpProvider {
    private final @Nullable HttpTransport transport;

    /** For the service loader: over a transport with default settings, made at first use and shared by the JVM. */
    public TransportHttpProvider() {
        this(null);
    }

    TransportHttpProvider(@Nullable HttpTransport transport) {
        this.transport = transport;
    }

    @Override
    public HttpClientBuilder newBuilder() {
        return new TransportHttpClient.Builder(transport == null ? Default.TRANSPORT : transport);
    }

    @Override
    public Serializer getSerializer() {
        return JsonSerializer.INSTANCE;
    }

    @Override
    public boolean hasCapability(HttpProviderCapability capability) {
        return capability == StandardHttpProviderCapability.PARAMETERIZED_ENDPOINTS;
    }

    private static final class Default {
        static final HttpTransport TRANSPORT = open();

        private static HttpTransport open() {
            try {
                return HttpTransport.open(HttpSettings.DEFAULT, Recorders.of("oci"));
            } catch (IOException e) {
                throw new UncheckedIOException("no HTTP transport for the requests that get credentials", e);
            }
        }
    }
}
