package io.farseek.readahead;

/** What the caller said at open about how it will read; a starting point that the planner leaves when the reads show otherwise. */
public enum ReadPattern {
    /** Nothing said: find out. */
    ADAPTIVE,
    /** From the start to the end: read ahead at full width from the first read. */
    SEQUENTIAL,
    /** Short reads anywhere: nothing is fetched beyond a read until the reads show a pattern. */
    RANDOM,
    /** Footer first, then column chunks, often vectored. */
    COLUMNAR,
    /** Every byte, soon. */
    WHOLE_FILE;

    /** Whether bytes will be read in order, so that no pattern has to be found. */
    boolean sequential() {
        return this == SEQUENTIAL || this == WHOLE_FILE;
    }
}
