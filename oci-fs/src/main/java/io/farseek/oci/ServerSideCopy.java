package io.farseek.oci;

import com.oracle.bmc.Region;
import com.oracle.bmc.http.client.RequestInterceptor;
import com.oracle.bmc.objectstorage.ObjectStorage;
import com.oracle.bmc.objectstorage.model.CopyObjectDetails;
import com.oracle.bmc.objectstorage.model.WorkRequest;
import com.oracle.bmc.objectstorage.requests.CopyObjectRequest;
import com.oracle.bmc.objectstorage.requests.GetWorkRequestRequest;
import io.farseek.fs.store.ObjectStat;
import io.farseek.fs.store.WriteOptions;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.PathIOException;

/** Copies within the bucket: the service takes the order and does it later, so the order is asked after until it is done. */
final class ServerSideCopy {
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 2000;

    private final ObjectStorage client;
    private final OciSettings settings;
    private final OciRetries retries;

    ServerSideCopy(ObjectStorage client, OciSettings settings, OciRetries retries) {
        this.client = client;
        this.settings = settings;
        this.retries = retries;
    }

    String start(ObjectStat source, String targetKey, WriteOptions options, RequestInterceptor prepare) {
        CopyObjectDetails.Builder details = CopyObjectDetails.builder()
                .sourceObjectName(source.key())
                .destinationNamespace(settings.namespace())
                .destinationBucket(settings.bucket())
                .destinationObjectName(targetKey)
                .destinationRegion(region());
        if (!source.etag().isEmpty()) {
            details.sourceObjectIfMatchETag(source.etag());
        }
        String match = OciObjectStore.ifMatch(options);
        if (match != null) {
            details.destinationObjectIfMatchETag(match);
        }
        String none = OciObjectStore.ifNoneMatch(options);
        if (none != null) {
            details.destinationObjectIfNoneMatchETag(none);
        }
        if (!options.metadata().isEmpty()) {
            details.destinationObjectMetadata(options.metadata());
        }
        Encryption encryption = settings.encryption();
        return client.copyObject(CopyObjectRequest.builder()
                        .namespaceName(settings.namespace())
                        .bucketName(settings.bucket())
                        .copyObjectDetails(details.build())
                        .opcSseKmsKeyId(encryption.kmsKey())
                        .opcSseCustomerAlgorithm(encryption.algorithm())
                        .opcSseCustomerKey(encryption.customerKey())
                        .opcSseCustomerKeySha256(encryption.customerKeySha256())
                        .opcSourceSseCustomerAlgorithm(encryption.algorithm())
                        .opcSourceSseCustomerKey(encryption.customerKey())
                        .opcSourceSseCustomerKeySha256(encryption.customerKeySha256())
                        .invocationCallback(prepare)
                        .build())
                .getOpcWorkRequestId();
    }

    /** The region of the service, which the order has to name even when it is this one. */
    private String region() {
        String set = settings.region();
        if (set != null) {
            return Region.fromRegionCodeOrId(set).getRegionId();
        }
        String[] host = String.valueOf(client.getEndpoint()).split("\\.", -1);
        return host.length > 2 ? host[1] : "";
    }

    void await(String workRequest, String source, String target) throws IOException {
        long start = System.nanoTime();
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            WorkRequest state = retries.run(prepare -> client.getWorkRequest(GetWorkRequestRequest.builder()
                            .workRequestId(workRequest)
                            .invocationCallback(prepare)
                            .build()))
                    .getWorkRequest();
            if (state.getStatus() == WorkRequest.Status.Completed) {
                return;
            }
            if (state.getStatus() == WorkRequest.Status.Failed || state.getStatus() == WorkRequest.Status.Canceled) {
                throw new PathIOException(
                        source,
                        "the copy to " + target + " " + state.getStatus().getValue() + " (work request " + workRequest
                                + "; oci os work-request-error list tells why)");
            }
            if (System.nanoTime() - start > LONGEST.toNanos()) {
                throw new SocketTimeoutException("the copy of " + source + " to " + target + " was not done within "
                        + LONGEST + " (work request " + workRequest + ")");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted waiting for the copy of " + source + " to " + target);
            }
            pause = Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
        }
    }
}
