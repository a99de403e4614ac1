package io.farseek.s3;

import io.farseek.fs.config.HttpKeys;
import io.farseek.fs.store.MissingBucketException;
import io.farseek.fs.store.PreconditionFailedException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import javax.net.ssl.SSLException;
import javax.xml.stream.XMLStreamException;
import org.apache.hadoop.fs.PathIOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** Turns what the SDK throws into Hadoop's exceptions. */
final class S3Failures {
    private S3Failures() {}

    /** @param what was tried, such as {@code reading bytes 0 to 10 of}, so that {@code what + " " + uri} is a phrase */
    static IOException translate(String what, String uri, RuntimeException failure) {
        if (failure instanceof AwsServiceException service) {
            return refused(what, uri, service);
        }
        String tried = what + " " + uri;
        for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
            @Nullable IOException known = known(tried, uri, each, failure);
            if (known != null) {
                return known;
            }
        }
        if (failure.getMessage() != null
                && (failure.getMessage().contains("credentials")
                        || failure.getMessage().contains("SSO"))) {
            return denied(
                    uri,
                    tried + ": no credentials: " + CredentialChain.reasons(failure) + "; see "
                            + S3Keys.CREDENTIALS.fullName() + " for where they are looked for",
                    failure);
        }
        return pathFailure(uri, tried + ": " + failure.getMessage(), failure);
    }

    private static @Nullable IOException known(String tried, String uri, Throwable cause, RuntimeException failure) {
        if (cause instanceof AbortedException
                || cause instanceof InterruptedException
                || (cause instanceof InterruptedIOException && !(cause instanceof SocketTimeoutException))) {
            Thread.currentThread().interrupt();
            return withCause(new InterruptedIOException("interrupted " + tried), failure);
        }
        if (cause instanceof UnknownHostException) {
            return withCause(
                    new UnknownHostException(tried + ": cannot resolve the host " + cause.getMessage() + "; check "
                            + S3Keys.ENDPOINT.fullName() + " and, when the bucket is part of the host name, "
                            + S3Keys.URL_STYLE.fullName()),
                    failure);
        }
        if (cause instanceof SSLException) {
            return withCause(
                    new SSLException(tried + ": no secure connection: " + cause.getMessage() + "; whom to trust: "
                            + HttpKeys.TRUST_STORE.fullName()),
                    failure);
        }
        if (cause instanceof ConnectException) {
            return withCause(
                    new ConnectException(tried + ": nobody answers: " + cause.getMessage() + "; check "
                            + S3Keys.ENDPOINT.fullName()),
                    failure);
        }
        if (cause instanceof SocketTimeoutException || cause instanceof ApiCallTimeoutException) {
            return withCause(
                    new SocketTimeoutException(tried + ": the store did not answer in time: " + cause.getMessage()),
                    failure);
        }
        if (cause instanceof XMLStreamException) {
            return noAnswerOfS3(tried, uri, failure);
        }
        if (cause instanceof UncheckedIOException || !(cause instanceof IOException)) {
            return null;
        }
        return pathFailure(uri, tried + ": " + cause.getMessage(), failure);
    }

    private static IOException refused(String what, String uri, AwsServiceException e) {
        String code = code(e);
        String detail = what + " " + uri + ": " + e.statusCode() + (code.isEmpty() ? "" : " " + code) + message(e)
                + " (request " + e.requestId() + (e.extendedRequestId() == null ? "" : ", " + e.extendedRequestId())
                + ")";
        return switch (code) {
            case "NoSuchBucket" ->
                new MissingBucketException(detail + "; check the bucket's name and " + S3Keys.ENDPOINT.fullName(), e);
            case "NoSuchKey", "NoSuchUpload", "NotFound" -> withCause(new FileNotFoundException(detail), e);
            case "ExpiredToken", "TokenRefreshRequired", "RequestExpired" ->
                denied(uri, detail + "; the session token is no longer valid: get new credentials", e);
            case "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "InvalidSecurity" ->
                denied(uri, detail + "; check " + S3Keys.ACCESS_KEY + " and " + S3Keys.SECRET_KEY, e);
            case "RequestTimeTooSkewed" -> denied(uri, detail + "; set this machine's clock", e);
            case "AuthorizationHeaderMalformed", "PermanentRedirect", "IllegalLocationConstraintException" ->
                elsewhere(uri, e, detail);
            case "NotImplemented" ->
                pathFailure(
                        uri,
                        detail + "; see " + S3Keys.COMPATIBILITY.fullName() + " for stores that understand less",
                        e);
            default -> byStatus(uri, e, detail);
        };
    }

    private static IOException byStatus(String uri, AwsServiceException e, String detail) {
        return switch (e.statusCode()) {
            case 401, 403 ->
                denied(
                        uri,
                        detail + "; check " + S3Keys.ACCESS_KEY + " and " + S3Keys.SECRET_KEY
                                + ", and what their owner may do here",
                        e);
            case 404 -> withCause(new FileNotFoundException(detail), e);
            case 409, 412 -> new PreconditionFailedException(detail, e);
            case 416 -> withCause(new EOFException(detail), e);
            case 301, 307 -> elsewhere(uri, e, detail);
            case 429, 503 ->
                pathFailure(
                        uri,
                        detail + "; the store asks for fewer requests and did so for all " + e.numAttempts()
                                + " attempts: raise " + S3Keys.ATTEMPTS.fullName() + " or lower the parallelism",
                        e);
            default -> unexplained(uri, e, detail);
        };
    }

    private static IOException elsewhere(String uri, AwsServiceException e, String detail) {
        @Nullable String region = bucketRegion(e);
        return pathFailure(
                uri,
                region == null
                        ? detail + "; the bucket is in another region: set " + S3Keys.REGION.fullName() + " or "
                                + S3Keys.ENDPOINT.fullName()
                        : detail + "; the bucket is in the region " + region + ": set " + S3Keys.REGION.fullName()
                                + " = " + region + ", and " + S3Keys.ENDPOINT.fullName()
                                + " to that region's or not at all",
                e);
    }

    /** A 400 without a reason is a wrong region more often than not; the region is told with other refusals as well, right or wrong. */
    private static IOException unexplained(String uri, AwsServiceException e, String detail) {
        @Nullable String region = code(e).isEmpty() && e.statusCode() == 400 ? bucketRegion(e) : null;
        return pathFailure(
                uri,
                region == null
                        ? detail
                        : detail + "; the bucket is in the region " + region + ": check that "
                                + S3Keys.REGION.fullName() + " says so",
                e);
    }

    /**
     * The region in which the store has the bucket, which an answer to HEAD, having no body, tells in a header alone.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html">x-amz-bucket-region</a>
     */
    private static @Nullable String bucketRegion(AwsServiceException e) {
        return e.awsErrorDetails() == null || e.awsErrorDetails().sdkHttpResponse() == null
                ? null
                : e.awsErrorDetails()
                        .sdkHttpResponse()
                        .firstMatchingHeader("x-amz-bucket-region")
                        .orElse(null);
    }

    /** Whether the store refused without saying why, as it must where an answer has no body. */
    static boolean isUnexplained(IOException e) {
        return e.getCause() instanceof AwsServiceException service
                && code(service).isEmpty()
                && (service.statusCode() == 400 || service.statusCode() == 401 || service.statusCode() == 403);
    }

    /** Something answered, but not in S3's language: a web server, a proxy's login page, a cut answer. */
    static IOException noAnswerOfS3(String tried, String uri, @Nullable Throwable cause) {
        return pathFailure(
                uri,
                tried + ": the answer is not one of S3's; check that " + S3Keys.ENDPOINT.fullName()
                        + " names a store, and that no proxy answers in its place",
                cause);
    }

    static String code(AwsServiceException e) {
        return e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
                ? ""
                : e.awsErrorDetails().errorCode();
    }

    private static String message(AwsServiceException e) {
        return e.awsErrorDetails() == null || e.awsErrorDetails().errorMessage() == null
                ? ""
                : ", \"" + e.awsErrorDetails().errorMessage() + "\"";
    }

    private static IOException denied(String uri, String detail, Throwable cause) {
        return withCause(new AccessDeniedException(uri, null, detail), cause);
    }

    private static IOException pathFailure(String uri, String detail, @Nullable Throwable cause) {
        return new PathIOException(uri, detail, cause);
    }

    private static <E extends IOException> E withCause(E failure, Throwable cause) {
        failure.initCause(cause);
        return failure;
    }
}
