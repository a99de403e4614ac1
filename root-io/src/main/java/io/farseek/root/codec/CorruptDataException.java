package io.farseek.root.codec;

import java.io.IOException;

/** Bytes that do not follow the format, or do not match their checksum. Callers that know the file add its name. */
public final class CorruptDataException extends IOException {
    private static final long serialVersionUID = 1L;

    public CorruptDataException(String message) {
        super(message);
    }

    public CorruptDataException(String message, Throwable cause) {
        super(message, cause);
    }
}
