package io.farseek.readahead;

/** Why a range is asked of the store. Travels with every request so that its cost is charged to the right account. */
public enum ReadCause {
    /** A reader is waiting for these bytes. */
    DEMAND,
    /** Nobody waits yet: the planner expects them to be read. */
    PREFETCH,
    /** The caller named these ranges in advance. */
    HINT,
    /** A body broke and is continued from the byte it broke at. */
    RESUME,
    /** A second request for bytes that are slower than this endpoint's own history. */
    HEDGE
}
