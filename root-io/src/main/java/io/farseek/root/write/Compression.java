package io.farseek.root.write;

import java.io.Serializable;
import java.util.Locale;

/** How baskets and records are compressed. Level 0 is only for {@link Algorithm#NONE}. */
public record Compression(Algorithm algorithm, int level) implements Serializable {
    /** ROOT's algorithms; the number is what {@code fCompress / 100} says. */
    public enum Algorithm {
        NONE(0, 0, 0),
        ZLIB(1, 1, 9),
        LZMA(2, 0, 9),
        LZ4(4, 1, 12),
        ZSTD(5, 1, 19);

        private final int code;
        private final int minLevel;
        private final int maxLevel;

        Algorithm(int code, int minLevel, int maxLevel) {
            this.code = code;
            this.minLevel = minLevel;
            this.maxLevel = maxLevel;
        }
    }

    public static final Compression NONE = new Compression(Algorithm.NONE, 0);

    public Compression {
        if (level < algorithm.minLevel || level > algorithm.maxLevel) {
            throw new IllegalArgumentException("compression level " + level + " of " + algorithm + " is not within "
                    + algorithm.minLevel + " to " + algorithm.maxLevel);
        }
    }

    /**
     * Reads {@code none}, {@code zlib}, {@code lzma}, {@code lz4} or {@code zstd}, with an optional level behind a colon ({@code zstd:5});
     * without one, the fastest that is worth its time: zlib 1, lzma 1, lz4 1, zstd 1.
     */
    public static Compression parse(String text) {
        int colon = text.indexOf(':');
        String name = (colon < 0 ? text : text.substring(0, colon)).toUpperCase(Locale.ROOT);
        try {
            Algorithm algorithm = Algorithm.valueOf(name);
            int level = algorithm == Algorithm.NONE ? 0 : 1;
            return new Compression(algorithm, colon < 0 ? level : Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "compression '" + text + "' is not none, zlib, lzma, lz4 or zstd with an optional :level in range",
                    e);
        }
    }

    /** ROOT's {@code fCompress}: algorithm times 100 plus level. */
    int setting() {
        return algorithm.code * 100 + level;
    }
}
