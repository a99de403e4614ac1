package io.farseek.xrootd.session;

import java.io.IOException;
import java.net.SocketTimeoutException;

/** Says what was being done when a server failed, and keeps the kind of failure that callers tell apart. */
final class ServerFailure {
    private ServerFailure() {}

    static IOException describe(String what, IOException cause) {
        String message = what + ": " + cause.getMessage();
        if (cause instanceof SocketTimeoutException) {
            SocketTimeoutException timeout = new SocketTimeoutException(message);
            timeout.initCause(cause);
            return timeout;
        }
        return new IOException(message, cause);
    }
}
