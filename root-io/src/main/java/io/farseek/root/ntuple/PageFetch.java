package io.farseek.root.ntuple;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.codec.Decompressor;
import io.farseek.root.codec.Xxh3;
import io.farseek.root.file.DecompressionPool;
import io.farseek.root.file.Fetch;
import io.farseek.root.file.FileBytes;
import io.farseek.root.file.Slice;
import java.io.IOException;
import java.util.function.Supplier;

/** A page on its way; completes as an array of its values, by way of a room that {@code room} gives. */
record PageFetch(
        ColumnInfo column, ColumnPages pages, int page, Fetch fetch, int index, boolean verify, Supplier<PageRoom> room)
        implements DecompressionPool.Task<Object> {

    @Override
    public Slice await() throws IOException {
        return fetch.await(index);
    }

    @Override
    public Object complete(Slice slice, Decompressor decompressor) throws IOException {
        int stored = pages.sizes()[page];
        if (verify && pages.checksummed(page)) {
            long expected = 0;
            for (int i = Long.BYTES - 1; i >= 0; i--) {
                expected = (expected << 8) | (slice.data()[slice.start() + stored + i] & 0xff);
            }
            if (Xxh3.hash(slice.data(), slice.start(), stored) != expected) {
                throw new CorruptDataException("the page at " + pages.offsets()[page] + " does not match its checksum");
            }
        }
        long bytes = PageArrays.bytes(column, pages.count(page));
        if (bytes > FileBytes.LARGEST_RECORD) {
            throw new CorruptDataException("a page of " + bytes + " bytes");
        }
        PageRoom own = room.get();
        own.plain = decompressor.decompress(slice.data(), slice.start(), stored, (int) bytes, own.plain);
        return PageArrays.decode(column, own, pages.count(page));
    }
}
