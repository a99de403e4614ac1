package io.farseek.benchmarks.demo;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns what went wrong into a sentence that says what to do. */
final class Failures {
    private Failures() {}

    static String sentence(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            String known = known(each);
            if (known != null) {
                return known;
            }
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return "It failed: " + root.getClass().getSimpleName() + ": " + root.getMessage()
                + ". Run it again with --keep to have its log, and report it with that.";
    }

    private static @Nullable String known(Throwable failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("no space left on device") || message.contains("disk quota exceeded")) {
            return "The disk is full: make room, point the environment variable TMPDIR at a folder that has it, or use fewer"
                    + " --events.";
        }
        if (failure instanceof OutOfMemoryError || message.contains("java heap space")) {
            return "Memory ran out: use fewer --events, or give more with FARSEEK_JAVA_OPTS=-Xmx4g.";
        }
        if (message.contains("classnotfoundexception: class org.apache.hadoop.fs.s3a")
                || message.contains("no filesystem for scheme \"s3a\"")) {
            return "S3A is not on the class path: start the demo with ./farseek demo --with-s3a, which downloads it.";
        }
        return null;
    }
}
