package io.farseek.root.tree;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.codec.Decompressor;
import io.farseek.root.column.Column;
import io.farseek.root.file.BigEndian;
import io.farseek.root.file.Cursor;
import io.farseek.root.file.Slice;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one basket, decompressed: in the bytes of the file where they are stored plain, else in its {@link Room}. Decoders copy values out
 * of it, so no column ever holds these bytes. Belongs to one reader.
 */
final class Basket {

    /** Where a branch decompresses its baskets, one after the other: opening the next basket ends the one before. */
    static final class Room {
        private byte[] bytes = {};
        private int[] offsets = {};

        /** At least {@code count} offsets, with what the basket before left in them. */
        private int[] offsets(int count) {
            if (offsets.length < count) {
                offsets = new int[count];
            }
            return offsets;
        }
    }

    /** Set in the flag when entry offsets are to be derived from the count leaf. */
    private static final int GENERATED_OFFSETS = 80;

    private final Cursor cursor;
    private final int entries;
    private final int base;
    private final int dataBytes;
    private int @Nullable [] offsets;

    /** {@code data} has the entries' bytes from {@code base} on; {@code offsets} count from there. */
    private Basket(byte[] data, int base, int entries, int dataBytes, int keyBytes, int @Nullable [] offsets) {
        this.cursor = new Cursor(data, base, base + dataBytes, keyBytes - base);
        this.base = base;
        this.entries = entries;
        this.dataBytes = dataBytes;
        this.offsets = offsets;
    }

    /** Reads a basket from its record in the file: key, basket header, data and, for entries that vary in size, their offsets. */
    static Basket read(Slice record, Decompressor decompressor, Room room) throws IOException {
        Cursor in = new Cursor(record.data(), record.start(), record.start() + record.length(), 0);
        int storedBytes = in.int32();
        int keyVersion = in.int16();
        long fullBytes = in.uint32();
        in.skip(4);
        int keyBytes = in.uint16();
        in.skip(2 + (keyVersion > 1000 ? 16 : 8));
        for (int i = 0; i < 3; i++) {
            in.skip(in.stringLength());
        }
        in.skip(6);
        if (in.int32() < 0) {
            in.skip(1);
        }
        int entries = in.int32();
        int last = in.int32();
        int flag = in.uint8();
        if (storedBytes != record.length() || keyBytes > storedBytes || fullBytes > Integer.MAX_VALUE) {
            throw new CorruptDataException(
                    "a basket of " + storedBytes + " bytes where its branch says " + record.length());
        }
        int payload = record.start() + keyBytes;
        int full = (int) fullBytes;
        byte[] data = record.data();
        int base = payload;
        if (storedBytes - keyBytes != full) {
            data = decompressor.decompress(record.data(), payload, storedBytes - keyBytes, full, room.bytes);
            room.bytes = data;
            base = 0;
        }
        int dataBytes = last - keyBytes;
        if (dataBytes < 0 || dataBytes > full || entries < 0) {
            throw new CorruptDataException(
                    "a basket with " + entries + " entries in " + dataBytes + " of " + full + " bytes");
        }
        int[] offsets = null;
        if (dataBytes < full && flag < GENERATED_OFFSETS) {
            Cursor tail = new Cursor(data, base + dataBytes, base + full, 0);
            int count = tail.count(Integer.BYTES);
            if (count < entries) {
                throw new CorruptDataException("a basket with " + entries + " entries and only " + count + " offsets");
            }
            offsets = room.offsets(entries + 1);
            read(data, tail.position(), entries, keyBytes, dataBytes, offsets);
        }
        return new Basket(data, base, entries, dataBytes, keyBytes, offsets);
    }

    /**
     * The stored offsets, which count from the beginning of the key, and behind them the end of the data. Whether they make sense is seen where an
     * entry is read: {@link #window} and {@link io.farseek.root.column.ListColumn#endLists(int[], int, int, int)} accept no others.
     */
    private static void read(byte[] data, int start, int entries, int keyBytes, int dataBytes, int[] offsets) {
        BigEndian.ints(data, start, offsets, 0, entries);
        for (int i = 0; i < entries; i++) {
            offsets[i] -= keyBytes;
        }
        offsets[entries] = dataBytes;
    }

    /** A basket that was kept in the tree's own record; {@code raw} begins with the room for its key. */
    static Basket embedded(EmbeddedEntries embedded) throws CorruptDataException {
        byte[] data = embedded.data();
        int[] offsets = null;
        if (embedded.offsets().length > 0) {
            if (embedded.offsets().length < embedded.entries()) {
                throw new CorruptDataException("an embedded basket with fewer offsets than entries");
            }
            offsets = new int[embedded.entries() + 1];
            System.arraycopy(embedded.offsets(), 0, offsets, 0, embedded.entries());
            offsets[embedded.entries()] = data.length;
        }
        return new Basket(data, 0, embedded.entries(), data.length, embedded.keyBytes(), offsets);
    }

    int entries() {
        return entries;
    }

    /** Bytes of all entries. */
    int dataBytes() {
        return dataBytes;
    }

    /** A cursor over the bytes {@code [from, to)} of the entries; the same object each time. */
    Cursor window(int from, int to) throws CorruptDataException {
        if (from < 0 || to < from || to > dataBytes) {
            throw new CorruptDataException("an entry offset of a basket runs backwards or past its data: bytes [" + from
                    + ", " + to + ") of " + dataBytes);
        }
        cursor.window(base + from, base + to);
        return cursor;
    }

    boolean hasOffsets() {
        return offsets != null;
    }

    /** Offsets that were not stored, derived from how many values each entry has. */
    void deriveOffsets(Column counts, int width) throws CorruptDataException {
        int[] derived = new int[entries + 1];
        for (int i = 0; i < entries; i++) {
            long next = derived[i] + ((Number) java.util.Objects.requireNonNull(counts.get(i))).longValue() * width;
            if (next < derived[i] || next > dataBytes) {
                throw new CorruptDataException(
                        "counts that claim more than the " + dataBytes + " bytes of their basket");
            }
            derived[i + 1] = (int) next;
        }
        if (derived[entries] != dataBytes) {
            throw new CorruptDataException(
                    "counts that claim " + derived[entries] + " of the " + dataBytes + " bytes of their basket");
        }
        offsets = derived;
    }

    /** Where each entry begins, and the end of the last, as stored and not checked; found by reading all entries once when the basket does not say. */
    int[] offsets(Decoder decoder) throws CorruptDataException {
        if (offsets == null) {
            if (entries == 0) {
                offsets = new int[] {dataBytes};
            } else if (entries == 1) {
                offsets = new int[] {0, dataBytes};
            } else if (decoder instanceof RestDecoder) {
                throw new CorruptDataException("a basket of entries of varying size without their offsets");
            } else {
                offsets = scan(decoder);
            }
        }
        return offsets;
    }

    private int[] scan(Decoder decoder) throws CorruptDataException {
        int[] found = new int[entries + 1];
        Column scratch = Column.create(decoder.type(), 64);
        window(0, dataBytes);
        for (int i = 0; i < entries; i++) {
            decoder.read(cursor, scratch);
            found[i + 1] = cursor.position() - base;
        }
        if (found[entries] != dataBytes) {
            throw new CorruptDataException((dataBytes - found[entries]) + " bytes of a basket were not understood");
        }
        return found;
    }

    void requireFixed(int width) throws CorruptDataException {
        if ((long) entries * width != dataBytes) {
            throw new CorruptDataException(
                    "a basket of " + dataBytes + " bytes for " + entries + " entries of " + width + " bytes each");
        }
    }
}
