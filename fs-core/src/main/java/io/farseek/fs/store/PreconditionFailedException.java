package io.farseek.fs.store;

import io.farseek.readahead.PermanentFailure;
import java.io.IOException;

/** The object is not in the state that the request was made conditional on; nothing was changed. */
public class PreconditionFailedException extends IOException implements PermanentFailure {
    public PreconditionFailedException(String message) {
        super(message);
    }

    public PreconditionFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
