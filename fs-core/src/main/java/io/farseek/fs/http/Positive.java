package io.farseek.fs.http;

import java.time.Duration;

/** The check that settings share. */
final class Positive {
    private Positive() {}

    static void check(String what, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("a " + what + " must be positive, not " + value);
        }
    }
}
