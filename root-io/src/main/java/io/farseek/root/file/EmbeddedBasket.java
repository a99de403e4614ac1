package io.farseek.root.file;

import io.farseek.root.codec.CorruptDataException;
import java.util.Arrays;

/** A basket kept in the tree's own record because it was not full when the tree was written (TBasket::Streamer). */
final class EmbeddedBasket {

    private EmbeddedBasket() {}

    static void read(Cursor in, StreamedObject basket) throws CorruptDataException {
        RootKey key = RootKey.read(in);
        int version = Cursor.version(in.objectHeader());
        in.skip(4);
        int entryBytes = in.int32();
        if (entryBytes < 0) {
            entryBytes = -entryBytes;
            in.skip(1);
        }
        int entries = in.int32();
        int last = in.int32();
        int flag = in.uint8();
        basket.put("fKeylen", (long) key.keyBytes());
        basket.put("fNevBufSize", (long) entryBytes);
        basket.put("fNevBuf", (long) entries);
        basket.put("fLast", (long) last);
        basket.put("flag", (long) flag);
        if (flag == 0) {
            return;
        }
        boolean generated = flag >= 80;
        int layout = generated ? flag - 80 : flag;
        if (!generated && layout % 10 != 2 && entries > 0) {
            basket.put("offsets", offsets(in));
            if (layout > 40) {
                offsets(in);
            }
        }
        if (layout == 1 || layout > 10) {
            int length = version > 1 ? last : in.int32();
            int start = in.skip(length);
            basket.put("buffer", Arrays.copyOfRange(in.data(), start, start + length));
        }
    }

    private static long[] offsets(Cursor in) throws CorruptDataException {
        long[] offsets = new long[in.count(4)];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = in.int32();
        }
        return offsets;
    }
}
