package io.farseek.xrootd.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The numeric user id of this process, by which credential files in {@code /tmp} are named. */
final class UserId {
    static final String TEXT = find();

    private UserId() {}

    private static String find() {
        try {
            return String.valueOf(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            // Not Linux: the usual paths do not exist either.
            return "0";
        }
    }
}
