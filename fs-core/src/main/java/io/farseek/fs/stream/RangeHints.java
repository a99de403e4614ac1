package io.farseek.fs.stream;

/**
 * A stream that can be told in advance what will be read. Found by interface, or, where class loaders or dependencies keep our classes apart,
 * by {@code hasCapability(WILL_NEED)} and the public method {@code willNeed(long[], long[])} on {@code FSDataInputStream.getWrappedStream()}.
 */
public interface RangeHints {
    /** The stream capability that says so. */
    String WILL_NEED = "farseek:willneed";

    /**
     * Starts fetching ranges together, now. Never waits and never fails: a range outside the file is cut to it, a closed stream ignores it.
     *
     * @param offsets where each range starts
     * @param lengths how many bytes each has; as many as {@code offsets}
     */
    void willNeed(long[] offsets, long[] lengths);
}
