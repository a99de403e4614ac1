package io.farseek.s3;

import io.farseek.readahead.Count;
import io.farseek.readahead.Recorder;
import io.farseek.readahead.Timing;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.AcquireInitialTokenResponse;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RecordSuccessResponse;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * The SDK's standard retries, the only ones there are for whole requests, counted by cause. Pauses are random between nothing and an
 * exponentially growing limit ("full jitter"), so that throttled clients do not come back together.
 */
final class RecordingRetries implements RetryStrategy {
    private final RetryStrategy retries;
    private final Recorder recorder;

    private RecordingRetries(RetryStrategy retries, Recorder recorder) {
        this.retries = retries;
        this.recorder = recorder;
    }

    static RecordingRetries of(S3Settings settings, Recorder recorder) {
        StandardRetryStrategy standard =
                software.amazon.awssdk.awscore.retry.AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(settings.attempts())
                        .backoffStrategy(
                                BackoffStrategy.exponentialDelay(settings.backoff(), settings.longestBackoff()))
                        .throttlingBackoffStrategy(
                                BackoffStrategy.exponentialDelay(settings.throttleBackoff(), settings.longestBackoff()))
                        .treatAsThrottling(RecordingRetries::isThrottling)
                        // Its bucket of tokens would end retries early on a busy executor, when they are needed most.
                        .circuitBreakerEnabled(false)
                        .build();
        return new RecordingRetries(standard, recorder);
    }

    @Override
    public AcquireInitialTokenResponse acquireInitialToken(AcquireInitialTokenRequest request) {
        return retries.acquireInitialToken(request);
    }

    @Override
    public RefreshRetryTokenResponse refreshRetryToken(RefreshRetryTokenRequest request) {
        RefreshRetryTokenResponse granted = retries.refreshRetryToken(request);
        recorder.increment(cause(request.failure()));
        Duration pause = granted.delay();
        recorder.time(Timing.RETRY_BACKOFF, pause.toNanos());
        return granted;
    }

    @Override
    public RecordSuccessResponse recordSuccess(RecordSuccessRequest request) {
        return retries.recordSuccess(request);
    }

    @Override
    public int maxAttempts() {
        return retries.maxAttempts();
    }

    @Override
    public RetryStrategy.Builder<?, ?> toBuilder() {
        return retries.toBuilder();
    }

    private static boolean isThrottling(Throwable failure) {
        return failure instanceof SdkServiceException service
                && (service.statusCode() == 503 || service.statusCode() == 429 || service.isThrottlingException());
    }

    private static Count cause(Throwable failure) {
        if (isThrottling(failure)) {
            return Count.RETRIES_THROTTLE;
        }
        if (failure instanceof SdkServiceException) {
            return Count.RETRIES_SERVER;
        }
        for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof UnknownHostException) {
                return Count.RETRIES_DNS;
            }
            if (each instanceof SocketTimeoutException || each instanceof ApiCallAttemptTimeoutException) {
                return Count.RETRIES_TIMEOUT;
            }
        }
        return Count.RETRIES_RESET;
    }
}
