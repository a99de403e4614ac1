package io.farseek.readahead;

/** Keeps a value within two bounds. */
final class Bounds {
    private Bounds() {}

    static long within(long least, long value, long most) {
        return Math.max(least, Math.min(value, most));
    }
}
