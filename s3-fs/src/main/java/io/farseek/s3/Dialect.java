package io.farseek.s3;

import io.farseek.fs.store.WriteOptions;
import io.farseek.fs.store.WriteOptions.Condition;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of the store's abilities, at most learnt downwards while it answers: an unknown store begins as {@link
 * CompatibilityProfile#GENERIC} and becomes Ceph or Swift when an answer carries their mark. Only what is asked in addition changes; how
 * bodies are signed and checked does not, since that is safe with all of them from the start. Thread-safe.
 */
final class Dialect {
    private static final Logger LOG = LoggerFactory.getLogger(Dialect.class);

    private static final Pattern CEPH_REQUEST = Pattern.compile("tx[0-9a-f]{17,}-[0-9a-f]{10}-[0-9a-f]+-.+");

    private final boolean learning;
    private final String endpoint;
    private volatile CompatibilityProfile profile;
    private volatile boolean conditionalPut = true;

    Dialect(S3Settings settings) {
        this.learning = settings.profile() == null && settings.startingProfile() == CompatibilityProfile.GENERIC;
        this.endpoint = String.valueOf(settings.endpoint());
        this.profile = settings.startingProfile();
    }

    CompatibilityProfile profile() {
        return profile;
    }

    /**
     * Looks at the marks of one answer.
     *
     * @param requestId {@code x-amz-request-id}: Ceph's begin with tx and end with its zone, as Swift's transaction ids do without one
     * @param transactionId {@code x-trans-id}, which only Swift sends
     */
    void answered(@Nullable String server, @Nullable String requestId, @Nullable String transactionId) {
        if (!learning || profile != CompatibilityProfile.GENERIC) {
            return;
        }
        if (transactionId != null) {
            learn(CompatibilityProfile.SWIFT);
        } else if (requestId != null && CEPH_REQUEST.matcher(requestId).matches()) {
            learn(CompatibilityProfile.CEPH);
        } else if (server != null && server.toLowerCase(Locale.ROOT).startsWith("ceph")) {
            learn(CompatibilityProfile.CEPH);
        }
    }

    /** The store answered 501 to a conditional put: no more of them. */
    void refusesConditionalPut() {
        LOG.warn(
                "{} does not know conditional puts: files are created after a look at whether they exist, which two writers can do at once",
                endpoint);
        conditionalPut = false;
    }

    WriteOptions sentWithPut(WriteOptions wanted) {
        boolean known = wanted.condition() instanceof Condition.Absent
                ? profile.conditionalCreate()
                : profile.conditionalReplace();
        return conditionalPut && known ? wanted : wanted.withCondition(new Condition.Anything());
    }

    WriteOptions sentWithCompletion(WriteOptions wanted) {
        return profile.conditionalComplete() ? wanted : wanted.withCondition(new Condition.Anything());
    }

    private void learn(CompatibilityProfile found) {
        profile = found;
        LOG.info("{} is {}; {} fixes it", endpoint, found, S3Keys.COMPATIBILITY.fullName());
    }
}
