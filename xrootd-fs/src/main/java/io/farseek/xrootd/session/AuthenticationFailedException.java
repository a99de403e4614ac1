package io.farseek.xrootd.session;

import java.io.IOException;

/** No credential was accepted: what was tried and what the server said is in the message. */
public final class AuthenticationFailedException extends IOException {
    AuthenticationFailedException(String message) {
        super(message);
    }
}
