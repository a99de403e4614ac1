package io.farseek.oci;

import com.oracle.bmc.http.client.ClientProperty;
import com.oracle.bmc.http.client.HttpClient;
import com.oracle.bmc.http.client.HttpClientBuilder;
import com.oracle.bmc.http.client.HttpProviderCapability;
import com.oracle.bmc.http.client.HttpRequest;
import com.oracle.bmc.http.client.Method;
import com.oracle.bmc.http.client.RequestInterceptor;
import com.oracle.bmc.http.client.StandardClientProperties;
import com.oracle.bmc.http.client.StandardHttpProviderCapability;
import com.oracle.bmc.http.client.internal.parameterizedendpoints.ParameterizedEndpointUtil;
import io.farseek.fs.http.HttpTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** One SDK client's requests. A transport that others use too is not closed with it. */
final class TransportHttpClient implements HttpClient {
    private final HttpTransport transport;
    private final boolean own;
    private final String baseUri;
    private final List<RequestInterceptor> interceptors;

    private TransportHttpClient(
            HttpTransport transport, boolean own, String baseUri, List<RequestInterceptor> interceptors) {
        this.transport = transport;
        this.own = own;
        this.baseUri = baseUri;
        this.interceptors = interceptors;
    }

    @Override
    public HttpRequest createRequest(Method method) {
        return new TransportHttpRequest(transport, interceptors, method, baseUri);
    }

    @Override
    public HttpRequest createRequest(
            Method method, @Nullable Map<String, Object> requiredParametersMap, Map<String, Boolean> optionsMap) {
        String endpoint = ParameterizedEndpointUtil.INSTANCE.getEndpointWithPopulatedServiceParameters(
                baseUri, requiredParametersMap, optionsMap);
        return new TransportHttpRequest(transport, interceptors, method, endpoint);
    }

    @Override
    public boolean isProcessingException(@Nullable Exception e) {
        return e instanceof IOException;
    }

    @Override
    public boolean hasCapability(HttpProviderCapability capability) {
        return capability == StandardHttpProviderCapability.PARAMETERIZED_ENDPOINTS;
    }

    @Override
    public void close() {
        if (own) {
            transport.close();
        }
    }

    /**
     * Collects what the SDK says of a client. Its time-outs and proxy are not used: the transport has its own. Whom it trusts is: a cluster
     * that gives credentials to its pods has an authority of its own.
     */
    static final class Builder implements HttpClientBuilder {
        private record Ranked(int priority, RequestInterceptor interceptor) {}

        private final HttpTransport transport;
        private final List<Ranked> ranked = new ArrayList<>();
        private String baseUri = "";
        private @Nullable SSLContext tls;
        private boolean names = true;

        Builder(HttpTransport transport) {
            this.transport = transport;
        }

        @Override
        public HttpClientBuilder baseUri(URI uri) {
            return baseUri(uri.toString());
        }

        @Override
        public HttpClientBuilder baseUri(String uri) {
            baseUri = uri;
            return this;
        }

        @Override
        public <T> HttpClientBuilder property(ClientProperty<T> key, T value) {
            if (key == StandardClientProperties.SSL_CONTEXT) {
                tls = (SSLContext) value;
            } else if (key == StandardClientProperties.HOSTNAME_VERIFIER) {
                // The SDK sets one in one place only, and there it accepts every name.
                names = value == null;
            }
            return this;
        }

        @Override
        public HttpClientBuilder registerRequestInterceptor(int priority, RequestInterceptor interceptor) {
            ranked.add(new Ranked(priority, interceptor));
            return this;
        }

        @Override
        public HttpClient build() {
            List<RequestInterceptor> inOrder = ranked.stream()
                    .sorted(Comparator.comparingInt(Ranked::priority))
                    .map(Ranked::interceptor)
                    .toList();
            SSLContext trusted = tls;
            if (trusted == null) {
                return new TransportHttpClient(transport, false, baseUri, inOrder);
            }
            try {
                return new TransportHttpClient(transport.trusting(trusted, names), true, baseUri, inOrder);
            } catch (IOException e) {
                throw new UncheckedIOException("no HTTP transport for " + baseUri, e);
            }
        }
    }
}
