package io.farseek.oci;

import com.oracle.bmc.model.BmcException;
import io.farseek.fs.store.MissingBucketException;
import io.farseek.fs.store.PreconditionFailedException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import javax.net.ssl.SSLException;
import org.apache.hadoop.fs.PathIOException;
import org.jspecify.annotations.Nullable;

/** Turns what the SDK throws into Hadoop's exceptions. */
final class OciFailures {
    private OciFailures() {}

    /** What to throw instead of {@code failure}; {@code what + " " + uri} is a phrase that says what was tried. */
    static IOException translate(String what, String uri, RuntimeException failure) {
        String tried = what + " " + uri;
        for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
            @Nullable IOException known = byCause(tried, uri, each, failure);
            if (known != null) {
                return known;
            }
        }
        if (failure instanceof BmcException service && service.getStatusCode() > 0) {
            return refused(tried, uri, service);
        }
        return new PathIOException(uri, tried + ": " + failure.getMessage(), failure);
    }

    private static @Nullable IOException byCause(String tried, String uri, Throwable cause, RuntimeException failure) {
        boolean interrupted = cause instanceof InterruptedException
                || (cause instanceof InterruptedIOException && !(cause instanceof SocketTimeoutException));
        for (Throwable each : failure.getSuppressed()) {
            interrupted |= each instanceof InterruptedException;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
            return withCause(new InterruptedIOException("interrupted " + tried), failure);
        }
        if (!(cause instanceof IOException)) {
            return null;
        }
        String said = tried + ": " + cause.getMessage();
        String endpoint = "; see " + OciKeys.ENDPOINT.fullName() + " and " + OciKeys.REGION.fullName();
        if (cause instanceof UnknownHostException) {
            return withCause(new UnknownHostException(said + endpoint), failure);
        }
        if (cause instanceof SSLException) {
            return withCause(new SSLException(said), failure);
        }
        if (cause instanceof ConnectException) {
            return withCause(new ConnectException(said + endpoint), failure);
        }
        if (cause instanceof SocketTimeoutException) {
            return withCause(new SocketTimeoutException(said), failure);
        }
        if (cause instanceof AccessDeniedException) {
            return denied(uri, said, failure);
        }
        return new PathIOException(uri, said, failure);
    }

    private static IOException refused(String tried, String uri, BmcException e) {
        String code = String.valueOf(e.getServiceCode());
        String detail = tried + ": " + e.getStatusCode() + " " + code + ", \"" + e.getUnmodifiedMessage()
                + "\" (request " + e.getOpcRequestId() + ")";
        return switch (code) {
            case "BucketNotFound" ->
                new MissingBucketException(
                        detail + "; check the bucket's name, and that its policy lets this user see it", e);
            case "NamespaceNotFound" ->
                new MissingBucketException(
                        detail
                                + "; check the namespace behind the @ of the URI: it is the tenancy's object storage namespace",
                        e);
            case "NotAuthorizedOrNotFound" ->
                new MissingBucketException(detail + "; either it does not exist or no policy lets this user see it", e);
            case "NotRestored" ->
                new PathIOException(
                        uri,
                        detail + "; the object is archived: restore it first (oci os object restore), then read it",
                        e);
            case "NotAuthenticated" -> denied(uri, detail + "; " + authentication(e), e);
            case "ObjectNotFound", "NoSuchUpload" -> withCause(new FileNotFoundException(detail), e);
            case "IfMatchFailed", "IfNoneMatchFailed", "ObjectAlreadyExists" ->
                new PreconditionFailedException(detail, e);
            case "UnmatchedContentMD5" ->
                new PathIOException(uri, detail + "; the bytes were damaged on their way and nothing was written", e);
            default -> byStatus(uri, e, detail);
        };
    }

    private static String authentication(BmcException e) {
        String text = String.valueOf(e.getUnmodifiedMessage()).toLowerCase(java.util.Locale.ROOT);
        if (text.contains("date") || text.contains("clock") || text.contains("skew")) {
            return "set this machine's clock";
        }
        if (text.contains("token") || text.contains("expired")) {
            return "the session token is no longer valid: get a new one (oci session refresh)";
        }
        return "check tenancy, user and fingerprint (" + OciKeys.FINGERPRINT.fullName()
                + "), that the key has been uploaded for this user, that a session token has not expired, and this machine's clock";
    }

    private static IOException byStatus(String uri, BmcException e, String detail) {
        return switch (e.getStatusCode()) {
            case 400 ->
                new PathIOException(
                        uri,
                        detail + "; an object under a customer's key needs that key (" + OciKeys.CUSTOMER_KEY.fullName()
                                + ")",
                        e);
            // The answer to a HEAD has no body and so no reason.
            case 401 -> denied(uri, detail + "; " + authentication(e), e);
            case 403 -> denied(uri, detail, e);
            case 404 -> withCause(new FileNotFoundException(detail), e);
            case 412 -> new PreconditionFailedException(detail, e);
            case 416 -> withCause(new EOFException(detail), e);
            case 429, 503 ->
                new PathIOException(
                        uri,
                        detail + "; the store asks for fewer requests: raise " + OciKeys.ATTEMPTS.fullName()
                                + " or lower the parallelism",
                        e);
            default -> new PathIOException(uri, detail, e);
        };
    }

    private static IOException denied(String uri, String detail, Throwable cause) {
        return withCause(new AccessDeniedException(uri, null, detail), cause);
    }

    private static <E extends IOException> E withCause(E failure, Throwable cause) {
        return OciCredentials.withCause(failure, cause);
    }
}
