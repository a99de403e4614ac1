package io.farseek.xrootd.wire;

import java.io.IOException;

/** The peer sent bytes that the protocol does not allow there. The connection they came on cannot be used further. */
public final class BrokenProtocolException extends IOException {
    public BrokenProtocolException(String message) {
        super(message);
    }
}
