package io.farseek.oci;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.oracle.bmc.auth.BasicAuthenticationDetailsProvider;
import com.oracle.bmc.http.signing.RequestSigner;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Signs once what has the same signature. OCI signs a GET's date, target and host, but not its range
 * (https://docs.oracle.com/iaas/Content/API/Concepts/signingrequests.htm): all range requests that read an object within one second carry the same
 * signature, which takes 1 ms of a core for a key of 2048 bits and ten times that in a JVM that has just started. Signatures are deterministic
 * (RSASSA-PKCS1-v1_5), so the service cannot tell. Safe for use from many threads; those that ask for the same one wait for the first of them.
 */
final class SignatureMemo implements RequestSigner {
    private static final int MOST_TARGETS = 256;
    // The date goes by seconds, and the service takes it within five minutes.
    private static final long KEPT_NANOS = 1_000_000_000;
    private static final Set<String> SAME_FOR_ALL_RANGES = Set.of("date", "(request-target)", "host");
    private static final Pattern SIGNED = Pattern.compile("headers=\"([^\"]*)\"");

    /** The latest signature of one request target. */
    private static final class Target {
        @GuardedBy("this") private Map<String, String> headers = Map.of();

        @GuardedBy("this") private @Nullable String keyId;

        @GuardedBy("this") private long signedNanos;
    }

    private final RequestSigner signer;
    private final BasicAuthenticationDetailsProvider credentials;

    @GuardedBy("targets") private final Map<String, Target> targets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Target> eldest) {
            return size() > MOST_TARGETS;
        }
    };

    SignatureMemo(RequestSigner signer, BasicAuthenticationDetailsProvider credentials) {
        this.signer = signer;
        this.credentials = credentials;
    }

    @Override
    public Map<String, String> signRequest(
            URI uri, String method, Map<String, List<String>> headers, @Nullable Object body) {
        if (body != null || !method.equalsIgnoreCase("GET") || dated(headers)) {
            return signer.signRequest(uri, method, headers, body);
        }
        // A refreshed token is another key: what was signed for the one that was refused is not sent again.
        String keyId = credentials.getKeyId();
        Target target;
        synchronized (targets) {
            target = targets.computeIfAbsent(uri.toString(), any -> new Target());
        }
        synchronized (target) {
            long now = System.nanoTime();
            if (keyId != null && keyId.equals(target.keyId) && now - target.signedNanos < KEPT_NANOS) {
                return target.headers;
            }
            Map<String, String> signed = Map.copyOf(signer.signRequest(uri, method, headers, null));
            if (sameForAllRanges(signed)) {
                target.headers = signed;
                target.keyId = keyId;
                target.signedNanos = now;
            }
            return signed;
        }
    }

    private static boolean dated(Map<String, List<String>> headers) {
        return headers.keySet().stream().anyMatch(name -> name.equalsIgnoreCase("date"));
    }

    /** Whether the signature covers nothing that differs from one request to the next, such as a delegation token. */
    private static boolean sameForAllRanges(Map<String, String> signed) {
        for (Map.Entry<String, String> each : signed.entrySet()) {
            if (each.getKey().equalsIgnoreCase("authorization")) {
                Matcher names = SIGNED.matcher(each.getValue());
                return names.find()
                        && SAME_FOR_ALL_RANGES.containsAll(
                                List.of(names.group(1).toLowerCase(Locale.ROOT).split(" ", -1)));
            }
        }
        return false;
    }
}
