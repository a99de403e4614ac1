package io.farseek.root.tree;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.codec.Decompressor;
import io.farseek.root.file.DecompressionPool;
import io.farseek.root.file.Fetch;
import io.farseek.root.file.Slice;
import java.io.IOException;
import java.util.function.Supplier;

/** A basket on its way: which one, where its bytes will be, and what names the room it is decompressed into when it comes to that. */
record BasketFetch(ScanBranch branch, int basket, Fetch fetch, int index, Supplier<Basket.Room> room)
        implements DecompressionPool.Task<Basket> {

    @Override
    public Slice await() throws IOException {
        return fetch.await(index);
    }

    @Override
    public Basket complete(Slice record, Decompressor decompressor) throws IOException {
        try {
            Basket read = Basket.read(record, decompressor, room.get());
            long expected =
                    branch.baskets().firstEntry(basket + 1) - branch.baskets().firstEntry(basket);
            if (read.entries() < expected) {
                throw new CorruptDataException(
                        "a basket holds " + read.entries() + " entries where the index of its branch says " + expected);
            }
            return read;
        } catch (IOException | RuntimeException e) {
            throw new CorruptDataException("basket at " + branch.baskets().offset(basket) + ": " + e.getMessage(), e);
        }
    }
}
