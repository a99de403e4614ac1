package io.farseek.root.bench;

import io.farseek.root.codec.Decompressor;
import io.farseek.root.file.Cursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The compressed baskets of a file, found by walking over its records, for measuring the codec without the reader. */
final class BasketRecords {

    /** Where a basket's compressed bytes lie, and how many there are after decompression. */
    private record Basket(int start, int stored, int full) {}

    /** Where the first record of a file begins, in every file of ROOT 3 or later. */
    private static final int BEGIN = 100;

    private final byte[] file;
    private final List<Basket> baskets = new ArrayList<>();
    private long fullBytes;

    BasketRecords(byte[] file) throws IOException {
        this.file = file;
        Cursor in = new Cursor(file);
        int at = BEGIN;
        while (at < file.length) {
            in.window(at, file.length);
            int bytes = in.int32();
            if (bytes <= 0) {
                break;
            }
            int version = in.int16();
            int full = in.int32();
            in.skip(Integer.BYTES);
            int keyBytes = in.uint16();
            in.skip(Short.BYTES + (version > 1000 ? 2 * Long.BYTES : 2 * Integer.BYTES));
            if (in.string().equals("TBasket")) {
                baskets.add(new Basket(at + keyBytes, bytes - keyBytes, full));
                fullBytes += full;
            }
            at += bytes;
        }
    }

    /** Bytes of all baskets after decompression. */
    long fullBytes() {
        return fullBytes;
    }

    /** Decompresses every basket into {@code room}, which holds the largest. */
    void decompress(Decompressor decompressor, byte[] room) throws IOException {
        for (Basket basket : baskets) {
            decompressor.decompress(file, basket.start(), basket.stored(), basket.full(), room);
        }
    }
}
