package io.farseek.root.write;

import java.io.Serializable;

/**
 * How a file is written.
 *
 * @param basketBytes plain bytes after which a basket is closed, per branch
 * @param clusterEntries entries after which all baskets are closed together
 */
public record WriteOptions(Compression compression, int basketBytes, int clusterEntries) implements Serializable {
    /** LZ4, baskets of 32 kB as ROOT makes them, clusters of 100,000 entries. */
    public static final WriteOptions DEFAULT =
            new WriteOptions(new Compression(Compression.Algorithm.LZ4, 1), 32_000, 100_000);

    public WriteOptions {
        if (basketBytes < 64 || basketBytes > 1 << 28 || clusterEntries < 1) {
            throw new IllegalArgumentException("basketBytes " + basketBytes
                    + " must be 64 to 256 Mi and clusterEntries " + clusterEntries + " positive");
        }
    }
}
