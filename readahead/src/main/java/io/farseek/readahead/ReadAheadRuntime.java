package io.farseek.readahead;

/**
 * What all open files of a JVM share: the block pool with its byte budget, the limit on requests in flight, and what has been measured of
 * each endpoint.
 */
public final class ReadAheadRuntime {
    /** Everything shared, with the system clock. */
    public ReadAheadRuntime() {}
}
