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

    /** At most how many bytes of the object are there: what a look through large parts of it can be spared with. */
    default long heldBytes() {
        return length();
    }

    /**
     * Tells {@code visitor} what of {@code range} is not there, stretch after stretch, until it wants no more; false when it stopped before the
     * last one.
     */
    default boolean holes(ByteRange range, HoleVisitor visitor) {
        long at = coveredUntil(range.start(), range.end());
        while (at < range.end()) {
            long to = Math.min(range.end(), nextCovered(at));
            if (!visitor.goesOn(new ByteRange(at, to))) {
                return false;
            }
            at = coveredUntil(to, range.end());
        }
        return true;
    }

    /** Is told of stretches that are not there. */
    @FunctionalInterface
    interface HoleVisitor {
        /** Whether it wants to know the next one. */
        boolean goesOn(ByteRange hole);
    }

    /** How many more bytes may be fetched ahead for this file now without harming what others wait for. */
    long roomAhead();
}
