package io.farseek.readahead;

/** A half-open range of bytes of one object: {@code start} is inside, {@code end} is not. May be empty. */
public record ByteRange(long start, long end) {
    public ByteRange {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("not a range: [" + start + ", " + end + ")");
        }
    }

    /** The range of {@code length} bytes from {@code start}. */
    public static ByteRange of(long start, long length) {
        return new ByteRange(start, Math.addExact(start, length));
    }

    public long length() {
        return end - start;
    }

    public boolean isEmpty() {
        return end == start;
    }

    public boolean contains(long position) {
        return position >= start && position < end;
    }

    public boolean contains(ByteRange other) {
        return other.start >= start && other.end <= end;
    }

    /** Whether the two share at least one byte. */
    public boolean overlaps(ByteRange other) {
        return start < other.end && other.start < end;
    }

    /** The part of this range that lies within {@code bounds}; empty, at the nearer edge, where they share nothing. */
    public ByteRange clamp(ByteRange bounds) {
        long from = Math.min(Math.max(start, bounds.start), bounds.end);
        return new ByteRange(from, Math.max(from, Math.min(end, bounds.end)));
    }

    @Override
    public String toString() {
        return "[" + start + ", " + end + ")";
    }
}
