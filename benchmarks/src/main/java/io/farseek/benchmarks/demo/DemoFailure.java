package io.farseek.benchmarks.demo;

/** Ends the demo. The message is one or two sentences for its user: what went wrong and what to do. */
final class DemoFailure extends Exception {
    private final int exitCode;

    DemoFailure(String message) {
        this(message, 1, null);
    }

    DemoFailure(String message, Throwable cause) {
        this(message, 1, cause);
    }

    private DemoFailure(String message, int exitCode, @org.jspecify.annotations.Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    static DemoFailure usage(String message) {
        return new DemoFailure(message + " `./farseek demo --help` lists the options.", 2, null);
    }

    int exitCode() {
        return exitCode;
    }
}
