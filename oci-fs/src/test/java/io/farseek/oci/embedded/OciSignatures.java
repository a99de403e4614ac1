package io.farseek.oci.embedded;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Verifies what the service verifies: RSA-SHA256 over the signed headers, the date within five minutes, the digest of JSON bodies. */
final class OciSignatures {
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final Pattern PAIR = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    private final Map<String, PublicKey> keys = new ConcurrentHashMap<>();

    private volatile Duration clock = Duration.ZERO;

    void trust(String keyId, PublicKey key) {
        keys.put(keyId, key);
    }

    void distrust(String keyId) {
        keys.remove(keyId);
    }

    void clock(Duration ahead) {
        clock = ahead;
    }

    /** Returns the key's id, followed by the delegation token that the signature covers, if any. */
    String verify(OciRequest request) throws OciRefusal {
        String authorization = request.header("authorization");
        if (authorization == null || !authorization.startsWith("Signature ")) {
            throw refused("The required information to complete authentication was not provided.");
        }
        Map<String, String> fields = new HashMap<>();
        Matcher pairs = PAIR.matcher(authorization);
        while (pairs.find()) {
            fields.put(pairs.group(1), pairs.group(2));
        }
        String keyId = fields.getOrDefault("keyId", "");
        PublicKey key = keys.get(keyId);
        if (key == null) {
            throw refused(
                    keyId.startsWith("ST$")
                            ? "The security token has expired or is not valid"
                            : "The required information to complete authentication was not provided or was incorrect.");
        }
        List<String> signed = Arrays.asList(fields.getOrDefault("headers", "").split(" ", -1));
        if (!signed.contains("date") || !signed.contains("(request-target)") || !signed.contains("host")) {
            throw refused("The signature does not cover date, (request-target) and host");
        }
        String token = request.header("opc-obo-token");
        if (token != null && !signed.contains("opc-obo-token")) {
            throw refused("The signature does not cover the delegation token");
        }
        checkDate(request.header("date"));
        checkBody(request, signed);
        try {
            Signature verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(key);
            verifier.update(signedText(request, signed).getBytes(StandardCharsets.UTF_8));
            if (!verifier.verify(Base64.getDecoder().decode(fields.getOrDefault("signature", "")))) {
                throw refused("The required information to complete authentication was not provided or was incorrect.");
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw refused("The signature cannot be verified: " + e);
        }
        return token == null ? keyId : keyId + " " + token;
    }

    private static String signedText(OciRequest request, List<String> signed) throws OciRefusal {
        StringBuilder text = new StringBuilder();
        for (String name : signed) {
            String value = name.equals("(request-target)")
                    ? request.method.toLowerCase(Locale.ROOT) + " " + request.exchange.getRequestURI()
                    : request.header(name);
            if (value == null) {
                throw refused("The signed header " + name + " is missing");
            }
            text.append(text.length() == 0 ? "" : "\n")
                    .append(name)
                    .append(": ")
                    .append(value);
        }
        return text.toString();
    }

    private void checkDate(String date) throws OciRefusal {
        try {
            ZonedDateTime sent = ZonedDateTime.parse(String.valueOf(date), DateTimeFormatter.RFC_1123_DATE_TIME);
            if (Duration.between(sent, ZonedDateTime.now(sent.getZone()).plus(clock))
                            .abs()
                            .compareTo(SKEW)
                    > 0) {
                throw refused("Date '" + date + "' is not within allowed clock skew.");
            }
        } catch (DateTimeParseException e) {
            throw refused("Date '" + date + "' cannot be read");
        }
    }

    private static void checkBody(OciRequest request, List<String> signed) throws OciRefusal {
        if (!request.method.equals("POST")) {
            return;
        }
        if (!signed.contains("x-content-sha256")
                || !signed.contains("content-length")
                || !signed.contains("content-type")) {
            throw refused("The signature of a POST does not cover its body");
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(request.body);
            if (!Base64.getEncoder().encodeToString(digest).equals(request.header("x-content-sha256"))) {
                throw refused("x-content-sha256 does not match the body");
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static OciRefusal refused(String message) {
        return new OciRefusal(401, "NotAuthenticated", message);
    }
}
