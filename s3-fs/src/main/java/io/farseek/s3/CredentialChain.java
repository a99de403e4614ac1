package io.farseek.s3;

import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Sources tried in order; the first that has credentials is asked first from then on. When none has any, says why of each. */
final class CredentialChain implements AwsCredentialsProvider {
    private final List<Link> links;
    private volatile @Nullable Link last;

    /** A source and what the user calls it. */
    record Link(String name, AwsCredentialsProvider provider) {}

    CredentialChain(List<Link> links) {
        this.links = List.copyOf(links);
    }

    @Override
    public AwsCredentials resolveCredentials() {
        @Nullable Link remembered = last;
        if (remembered != null) {
            return remembered.provider().resolveCredentials();
        }
        StringJoiner told = new StringJoiner("; ");
        @Nullable RuntimeException failure = null;
        for (Link each : links) {
            try {
                AwsCredentials found = each.provider().resolveCredentials();
                last = each;
                return found;
            } catch (RuntimeException e) {
                told.add(each.name() + ": " + reasons(e));
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        throw SdkClientException.create("none of the sources of credentials has any (" + told + ")", failure);
    }

    /** A failure's message and those of its causes, which tell what a provider did not: an unreadable file, a process's own words. */
    static String reasons(Throwable failure) {
        StringBuilder all = new StringBuilder(String.valueOf(failure.getMessage()));
        for (@Nullable Throwable each = failure.getCause(); each != null; each = each.getCause()) {
            if (each.getMessage() != null && all.indexOf(each.getMessage()) < 0) {
                all.append(": ").append(each.getMessage());
            }
        }
        return all.toString();
    }
}
