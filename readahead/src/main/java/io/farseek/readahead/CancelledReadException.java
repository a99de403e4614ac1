package io.farseek.readahead;

import java.io.IOException;

/** A range request ended because {@link Cancellable#cancel} was called. Never reaches a user: whoever cancelled no longer waits. */
public final class CancelledReadException extends IOException {
    public CancelledReadException(String message) {
        super(message);
    }
}
