package io.farseek.root.codec;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;

/** XXH3 with 64 bits and seed 0. */
public final class Xxh3 {

    private static final Hasher64 HASHER = Hashing.xxh3_64();

    private Xxh3() {}

    public static long hash(byte[] data, int offset, int length) {
        return HASHER.hashBytesToLong(data, offset, length);
    }
}
