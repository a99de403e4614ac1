package io.farseek.oci;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.model.Range;
import com.oracle.bmc.objectstorage.ObjectStorage;
import com.oracle.bmc.objectstorage.requests.GetObjectRequest;
import com.oracle.bmc.objectstorage.responses.GetObjectResponse;
import io.farseek.fs.store.ObjectStat;
import io.farseek.fs.store.RangeSource;
import io.farseek.fs.store.RemoteFileChangedException;
import io.farseek.readahead.ByteRange;
import io.farseek.readahead.ReadCause;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.PathIOException;
import org.jspecify.annotations.Nullable;

/** Range requests for one version of one object. */
final class OciRangeSource implements RangeSource {
    private final ObjectStorage client;
    private final OciRetries retries;
    private final OciSettings settings;
    private final ObjectStat object;
    private final String uri;

    OciRangeSource(ObjectStorage client, OciRetries retries, OciSettings settings, ObjectStat object, String uri) {
        this.client = client;
        this.retries = retries;
        this.settings = settings;
        this.object = object;
        this.uri = uri;
    }

    @Override
    public InputStream open(ByteRange range, ReadCause cause) throws IOException {
        GetObjectResponse answer;
        try {
            answer = retries.run(prepare -> client.getObject(GetObjectRequest.builder()
                    .namespaceName(settings.namespace())
                    .bucketName(settings.bucket())
                    .objectName(object.key())
                    .ifMatch(object.etag().isEmpty() ? null : object.etag())
                    .range(new Range(range.start(), range.end() - 1))
                    .opcSseCustomerAlgorithm(settings.encryption().algorithm())
                    .opcSseCustomerKey(settings.encryption().customerKey())
                    .opcSseCustomerKeySha256(settings.encryption().customerKeySha256())
                    .invocationCallback(prepare)
                    .build()));
        } catch (BmcException e) {
            throw refused(range, e);
        } catch (RuntimeException e) {
            throw OciFailures.translate("reading " + range + " of", uri, e);
        }
        InputStream body = answer.getInputStream();
        @Nullable IOException wrong = wrongAnswer(range, answer);
        if (wrong != null) {
            abort(body);
            throw wrong;
        }
        return body;
    }

    @Override
    public void abort(InputStream body) throws IOException {
        if (body instanceof TransportHttpResponse.Body ours) {
            ours.abort();
        } else {
            body.close();
        }
    }

    private IOException refused(ByteRange range, BmcException e) {
        if (e.getStatusCode() == 412) {
            return new RemoteFileChangedException(
                    uri,
                    "asked for " + range + " of version " + object.etag() + " (request " + e.getOpcRequestId() + ")",
                    e);
        }
        if (e.getStatusCode() == 416) {
            EOFException shorter = new EOFException("reading " + range + " of " + uri
                    + ": the object is now shorter than the " + object.length()
                    + " bytes it had when it was opened (request " + e.getOpcRequestId() + ")");
            shorter.initCause(e);
            return shorter;
        }
        return OciFailures.translate("reading " + range + " of", uri, e);
    }

    private @Nullable IOException wrongAnswer(ByteRange range, GetObjectResponse answer) {
        String etag = OciStats.etag(answer.getETag());
        if (!object.etag().isEmpty() && !etag.isEmpty() && !etag.equals(object.etag())) {
            return new RemoteFileChangedException(
                    uri, "asked for " + range + " of version " + object.etag() + ", got version " + etag, null);
        }
        Range given = answer.getContentRange();
        boolean right = given == null
                ? range.start() == 0 && range.end() == object.length()
                : Long.valueOf(range.start()).equals(given.getStartByte())
                        && Long.valueOf(range.end() - 1).equals(given.getEndByte());
        return right
                ? null
                : new PathIOException(
                        uri, "asked for " + range + ", the store sent " + (given == null ? "the whole object" : given));
    }
}
