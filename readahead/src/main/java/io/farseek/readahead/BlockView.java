package io.farseek.readahead;

/** What the pool holds of one object, or has on its way, as the planner sees it. */
public interface BlockView {
    /** The object's length in bytes. */
    long length();

    /**
     * The end of the unbroken stretch that begins at {@code position}, or any place at or past {@code limit} when it goes that far;
     * {@code position} itself when that byte is not there.
     */
    long coveredUntil(long position, long limit);

    /** The start of the unbroken stretch that ends at {@code position}, or any place at or before {@code limit} when it goes that far. */
    long coveredFrom(long position, long limit);

    /** The first position at or after {@code position} that is there; {@link Long#MAX_VALUE} when none is. */
    long nextCovered(long position);

    /** How many more bytes may be fetched ahead for this file now without harming what others wait for. */
    long roomAhead();
}
