package io.farseek.oci;

import com.oracle.bmc.ClientConfiguration;
import com.oracle.bmc.Region;
import com.oracle.bmc.auth.BasicAuthenticationDetailsProvider;
import com.oracle.bmc.auth.RegionProvider;
import com.oracle.bmc.http.Priorities;
import com.oracle.bmc.http.signing.SigningStrategy;
import com.oracle.bmc.http.signing.internal.DefaultRequestSignerFactory;
import com.oracle.bmc.objectstorage.ObjectStorageClient;
import com.oracle.bmc.retrier.RetryConfiguration;
import com.oracle.bmc.util.CircuitBreakerUtils;
import io.farseek.fs.config.HttpConfig;
import io.farseek.fs.hadoop.ObjectStoreFileSystem;
import io.farseek.fs.hadoop.StoreOpening;
import io.farseek.fs.http.HttpTransport;
import io.farseek.fs.http.SharedTransports;
import io.farseek.fs.store.ObjectStore;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@code oci://bucket@namespace/path}. */
public class OciFileSystem extends ObjectStoreFileSystem {
    /** For Hadoop, which calls {@link #initialize} next. */
    public OciFileSystem() {
        super("oci", OciConfig.keys());
    }

    @Override
    public String getScheme() {
        return "oci";
    }

    @Override
    protected ObjectStore openStore(StoreOpening opening) throws IOException {
        OciSettings settings = OciConfig.settings(opening.config(), opening.bucket());
        BasicAuthenticationDetailsProvider credentials = OciCredentials.of(settings.auth());
        SharedTransports.Lease transport =
                SharedTransports.lease(HttpConfig.read(opening.config(), OciKeys.HTTP_FALLBACKS), opening.recorder());
        try {
            return new OciObjectStore(
                    client(settings, credentials, transport.transport()),
                    settings,
                    new OciRetries(settings.retry(), opening.recorder()),
                    transport::close);
        } catch (RuntimeException e) {
            transport.close();
            throw e;
        }
    }

    private static ObjectStorageClient client(
            OciSettings settings, BasicAuthenticationDetailsProvider credentials, HttpTransport transport) {
        ObjectStorageClient.Builder builder = ObjectStorageClient.builder()
                .httpProvider(new TransportHttpProvider(transport))
                .configuration(ClientConfiguration.builder()
                        .retryConfiguration(RetryConfiguration.NO_RETRY_CONFIGURATION)
                        .circuitBreakerConfiguration(CircuitBreakerUtils.getNoCircuitBreakerConfiguration())
                        .build());
        if (settings.auth().delegationTokenFile() != null) {
            DelegationToken token = new DelegationToken(settings.auth().delegationTokenFile());
            // Before the signature, which covers the token.
            builder.additionalClientConfigurator(
                    http -> http.registerRequestInterceptor(Priorities.AUTHENTICATION - 1, token));
        }
        DefaultRequestSignerFactory signers = new DefaultRequestSignerFactory(SigningStrategy.STANDARD);
        builder.requestSignerFactory(
                (service, provider) -> new SignatureMemo(signers.createRequestSigner(service, provider), credentials));
        builder.endpoint(endpoint(settings, credentials));
        return builder.build(credentials);
    }

    private static String endpoint(OciSettings settings, BasicAuthenticationDetailsProvider credentials) {
        if (settings.endpoint() != null) {
            return settings.endpoint();
        }
        @Nullable Region region = settings.region() != null
                ? region(settings.region())
                : credentials instanceof RegionProvider provider ? provider.getRegion() : null;
        if (region == null) {
            throw new IllegalArgumentException("neither " + OciKeys.ENDPOINT.fullName() + " nor "
                    + OciKeys.REGION.fullName() + " is set, and the credentials name no region for " + settings.uri());
        }
        return region.getEndpoint(ObjectStorageClient.SERVICE)
                .orElseThrow(() -> new IllegalArgumentException("region " + region + " has no object storage"));
    }

    private static Region region(String codeOrId) {
        try {
            return Region.fromRegionCodeOrId(codeOrId.toLowerCase(java.util.Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "configuration key " + OciKeys.REGION.fullName() + " = \"" + codeOrId
                            + "\": not a region's identifier such as eu-zurich-1, nor a code such as zrh",
                    e);
        }
    }
}
