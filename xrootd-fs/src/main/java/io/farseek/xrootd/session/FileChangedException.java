package io.farseek.xrootd.session;

import java.io.IOException;

/** The file is not the one that was opened any more: its length or modification time differ. */
public final class FileChangedException extends IOException {
    FileChangedException(String message) {
        super(message);
    }
}
