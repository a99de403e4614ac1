package io.farseek.xrootd.auth;

import java.io.IOException;

/** The steps of one authentication. Used by one thread. */
@FunctionalInterface
public interface Negotiation {
    /**
     * The credential to send next.
     *
     * @param challenge the server's last words; empty at the first step
     * @throws IOException when the server cannot be trusted or asks for a step that does not exist
     */
    byte[] next(byte[] challenge) throws IOException;

    /** A negotiation of a single step. */
    static Negotiation oneStep(String name, byte[] credential) {
        return new Negotiation() {
            private boolean sent;

            @Override
            public byte[] next(byte[] challenge) throws IOException {
                if (sent) {
                    throw new IOException(
                            name + ": the server wants a second step, which this mechanism does not have");
                }
                sent = true;
                return credential.clone();
            }
        };
    }
}
