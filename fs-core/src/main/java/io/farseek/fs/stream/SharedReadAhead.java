package io.farseek.fs.stream;

import io.farseek.readahead.ReadAheadRuntime;

/** The one {@link ReadAheadRuntime} of this JVM: one pool, one budget, one memory of what each endpoint costs, for every connector. */
public final class SharedReadAhead {
    private static final ReadAheadRuntime RUNTIME = new ReadAheadRuntime();

    private SharedReadAhead() {}

    public static ReadAheadRuntime runtime() {
        return RUNTIME;
    }
}
