package io.farseek.xrootd.session;

import java.io.IOException;

/** Data whose checksum is wrong however often it is asked for. */
public final class DamagedDataException extends IOException {
    DamagedDataException(String message) {
        super(message);
    }
}
