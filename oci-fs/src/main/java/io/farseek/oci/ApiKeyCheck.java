package io.farseek.oci;

import com.oracle.bmc.http.signing.internal.PEMFileRSAPrivateKeySupplier;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Checks that a private key can be used and is the one its fingerprint names, before the store says no more than 401. */
final class ApiKeyCheck {
    private ApiKeyCheck() {}

    static void check(byte[] pem, String source, @Nullable String passphrase, String fingerprint) throws IOException {
        String text = new String(pem, StandardCharsets.ISO_8859_1);
        if (!text.contains("PRIVATE KEY-----")) {
            throw unusable(source, "is no private key in PEM", null);
        }
        if (text.contains("ENCRYPTED") && passphrase == null) {
            throw unusable(source, "is encrypted, and " + OciKeys.PASSPHRASE.fullName() + " is not set", null);
        }
        String actual;
        try {
            char[] secret = passphrase == null ? null : passphrase.toCharArray();
            RSAPrivateKey key = new PEMFileRSAPrivateKeySupplier(new ByteArrayInputStream(pem), secret)
                    .supplyKey()
                    .orElseThrow(() -> new IOException("no RSA key in it"));
            actual = fingerprint(key);
        } catch (IOException | RuntimeException | GeneralSecurityException e) {
            String why = passphrase == null ? "" : " or its passphrase wrong";
            throw unusable(source, "cannot be read: it is damaged, no RSA key," + why + " (" + e.getMessage() + ")", e);
        }
        if (!actual.isEmpty() && !actual.equalsIgnoreCase(fingerprint.strip())) {
            throw unusable(
                    source,
                    "has the fingerprint " + actual + ", but " + OciKeys.FINGERPRINT.fullName() + " is " + fingerprint
                            + ": one of them belongs to another key",
                    null);
        }
    }

    /** MD5 over the public key's DER form, as the console shows it; empty when the private key does not tell the public one. */
    private static String fingerprint(RSAPrivateKey key) throws GeneralSecurityException {
        if (!(key instanceof RSAPrivateCrtKey whole)) {
            return "";
        }
        byte[] publicKey = KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(whole.getModulus(), whole.getPublicExponent()))
                .getEncoded();
        return HexFormat.ofDelimiter(":")
                .formatHex(MessageDigest.getInstance("MD5").digest(publicKey));
    }

    private static IOException unusable(String source, String why, @Nullable Throwable cause) {
        AccessDeniedException failure = new AccessDeniedException(source, null, source + " " + why);
        failure.initCause(cause);
        return failure;
    }
}
