package io.farseek.fs.stream;

import io.farseek.readahead.ReadAheadRuntime;
import io.farseek.readahead.RuntimeSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one {@link ReadAheadRuntime} of this JVM: one pool, one budget, one memory of what each endpoint costs, for every connector. */
public final class SharedReadAhead {
    private static final Logger LOG = LoggerFactory.getLogger(SharedReadAhead.class);
    private static @Nullable Shared shared;

    private record Shared(ReadAheadRuntime runtime, RuntimeSettings settings) {}

    private SharedReadAhead() {}

    /** The JVM's runtime. Whoever asks first decides its settings; other ones asked for later are logged and have no effect. */
    public static synchronized ReadAheadRuntime runtime(RuntimeSettings settings) {
        Shared made = shared;
        if (made == null) {
            made = new Shared(new ReadAheadRuntime(settings), settings);
            shared = made;
        }
        if (!made.settings().equals(settings)) {
            LOG.info("read-ahead already runs with {}; {} has no effect", made.settings(), settings);
        }
        return made.runtime();
    }
}
