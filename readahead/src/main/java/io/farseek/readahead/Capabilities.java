package io.farseek.readahead;

/**
 * What a store's range reader can do beyond one range a request.
 *
 * @param vectorRanges most ranges one native vector request may name; 1 where the store has none
 * @param vectorRangeBytes longest single range within a native vector request, in bytes
 * @param requestBytes longest range of one plain request, in bytes
 * @param hedging whether sending the same read twice is harmless and lands on another connection
 */
public record Capabilities(int vectorRanges, long vectorRangeBytes, long requestBytes, boolean hedging) {
    private static final long WORTHY_BYTES = 256 << 10;

    /** One range a request of any length; hedging allowed: HTTP object stores. */
    public static final Capabilities PLAIN = new Capabilities(1, Long.MAX_VALUE, Long.MAX_VALUE, true);

    public Capabilities {
        if (vectorRanges < 1 || vectorRangeBytes < 1 || requestBytes < 1) {
            throw new IllegalArgumentException(
                    "limits below one: " + vectorRanges + ", " + vectorRangeBytes + ", " + requestBytes);
        }
    }

    public boolean nativeVectors() {
        return vectorRanges > 1;
    }

    /**
     * Whether a range should go into a vector with others. A long one should not, though the store might take it: its transfer outlasts the
     * round trip that the vector saves, and servers copy vectors through memory where a plain read goes straight from the file.
     */
    boolean vectorWorthy(ByteRange range) {
        return nativeVectors() && range.length() <= Math.min(vectorRangeBytes, WORTHY_BYTES);
    }
}
