package io.farseek.oci;

import com.oracle.bmc.http.client.ClientProperty;
import com.oracle.bmc.http.client.HttpClient;
import com.oracle.bmc.http.client.HttpClientBuilder;
import com.oracle.bmc.http.client.HttpProviderCapability;
import com.oracle.bmc.http.client.HttpRequest;
import com.oracle.bmc.http.client.Method;
import com.oracle.bmc.http.client.RequestInterceptor;
import com.oracle.bmc.http.client.StandardHttpProviderCapability;
import com.oracle.bmc.http.client.internal.parameterizedendpoints.ParameterizedEndpointUtil;
import io.farseek.fs.http.HttpTransport;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One SDK client's requests. The transport is not closed with it: others use it too. */
final class TransportHttpClient implements HttpClient {
    private final HttpTransport transport;
    private final String baseUri;
    private final List<RequestInterceptor> interceptors;

    private TransportHttpClient(HttpTransport transport, String baseUri, List<RequestInterceptor> interceptors) {
        this.transport = transport;
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
    public void close() {}

    /** Collects what the SDK says of a client. Its time-outs, proxy and trust settings are not used: the transport has its own. */
    static final class Builder implements HttpClientBuilder {
        private record Ranked(int priority, RequestInterceptor interceptor) {}

        private final HttpTransport transport;
        private final List<Ranked> ranked = new ArrayList<>();
        private String baseUri = "";

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
            return new TransportHttpClient(transport, baseUri, inOrder);
        }
    }
}
