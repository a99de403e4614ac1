package io.farseek.xrootd.session;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The logger of sessions, which is looked for once there is something to say: a process's first open need not wait for it. */
final class Log {
    static final Logger LOG = LoggerFactory.getLogger("farseek.xrootd");

    private Log() {}
}
