package io.farseek.s3;

import io.farseek.fs.store.ObjectStat;
import io.farseek.fs.store.RangeSource;
import io.farseek.fs.store.RemoteFileChangedException;
import io.farseek.readahead.ByteRange;
import io.farseek.readahead.ReadCause;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.apache.hadoop.fs.PathIOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Range requests for one version of one object. */
final class S3RangeSource implements RangeSource {
    // Without the SDK's own timer for bodies that nobody reads: this one is read at once, and the transport watches
    // over it.
    private static final ResponseTransformer<GetObjectResponse, ResponseInputStream<GetObjectResponse>> UNTIMED =
            ResponseTransformer.toInputStream(Duration.ZERO);

    private final S3Client client;
    private final S3Requests requests;
    private final ObjectStat object;
    private final String uri;

    S3RangeSource(S3Client client, S3Requests requests, ObjectStat object, String uri) {
        this.client = client;
        this.requests = requests;
        this.object = object;
        this.uri = uri;
    }

    @Override
    public InputStream open(ByteRange range, ReadCause cause) throws IOException {
        ResponseInputStream<GetObjectResponse> body;
        try {
            body = client.getObject(requests.get(object, range), UNTIMED);
        } catch (S3Exception e) {
            throw refused(range, e);
        } catch (RuntimeException e) {
            throw S3Failures.translate("reading " + range + " of", uri, e);
        }
        @Nullable IOException wrong = wrongAnswer(range, body.response());
        if (wrong != null) {
            body.abort();
            throw wrong;
        }
        return body;
    }

    @Override
    public void abort(InputStream body) {
        ((ResponseInputStream<?>) body).abort();
    }

    private IOException refused(ByteRange range, S3Exception e) {
        if (e.statusCode() == 412) {
            return new RemoteFileChangedException(
                    uri, "asked for " + range + " of version " + object.etag() + " (request " + e.requestId() + ")", e);
        }
        if (e.statusCode() == 416) {
            EOFException shorter = new EOFException("reading " + range + " of " + uri
                    + ": the object is now shorter than the " + object.length() + " bytes it had when it was opened"
                    + " (request " + e.requestId() + ")");
            shorter.initCause(e);
            return shorter;
        }
        return S3Failures.translate("reading " + range + " of", uri, e);
    }

    private @Nullable IOException wrongAnswer(ByteRange range, GetObjectResponse answer) {
        String etag = S3Stats.unquoted(answer.eTag());
        if (!object.etag().isEmpty() && !etag.isEmpty() && !etag.equals(object.etag())) {
            return new RemoteFileChangedException(
                    uri, "asked for " + range + " of version " + object.etag() + ", got version " + etag, null);
        }
        @Nullable String given = answer.contentRange();
        boolean whole = range.start() == 0 && range.end() == object.length();
        if (given == null ? whole : given.startsWith("bytes " + range.start() + "-" + (range.end() - 1) + "/")) {
            return null;
        }
        return new PathIOException(
                uri, "asked for " + range + ", the store sent " + (given == null ? "the whole object" : given));
    }
}
