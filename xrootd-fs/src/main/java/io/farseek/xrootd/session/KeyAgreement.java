package io.farseek.xrootd.session;

import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.security.interfaces.XECKey;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one TLS handshake may agree on keys with, and what it did. Unless told that the server is known to take X25519, JSSE offers it a key of
 * NIST's P-256 besides, which takes a young JVM longer to make than all the rest of a resumed handshake. The JVM's own constraints stay in
 * force: these come on top.
 */
final class KeyAgreement implements AlgorithmConstraints {
    private final boolean narrow;
    private volatile boolean tookX25519;

    /** @param narrow offer X25519 and its like only */
    KeyAgreement(boolean narrow) {
        this.narrow = narrow;
    }

    /** Whether the server's key was one of that kind. */
    boolean tookX25519() {
        return tookX25519;
    }

    /** Asked with the names of key exchange groups. */
    @Override
    public boolean permits(Set<CryptoPrimitive> uses, String algorithm, @Nullable AlgorithmParameters parameters) {
        return !narrow
                || !uses.contains(CryptoPrimitive.KEY_AGREEMENT)
                || !(algorithm.startsWith("secp") || algorithm.startsWith("ffdhe"));
    }

    /** Asked with the server's key. */
    @Override
    public boolean permits(Set<CryptoPrimitive> uses, Key key) {
        if (uses.contains(CryptoPrimitive.KEY_AGREEMENT) && key instanceof XECKey) {
            tookX25519 = true;
        }
        return true;
    }

    @Override
    public boolean permits(
            Set<CryptoPrimitive> uses, String algorithm, Key key, @Nullable AlgorithmParameters parameters) {
        return permits(uses, algorithm, parameters) && permits(uses, key);
    }
}
