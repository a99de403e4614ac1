package io.farseek.root.tree;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.codec.Decompressor;
import io.farseek.root.column.Column;
import io.farseek.root.file.Cursor;
import io.farseek.root.file.Slice;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The entries of one basket, decompressed. Belongs to one reader. */
final class Basket {

    /** Set in the flag when entry offsets are to be derived from the count leaf. */
    private static final int GENERATED_OFFSETS = 80;

    private final Cursor cursor;
    private final int entries;
    private final int dataEnd;
    private int @Nullable [] offsets;

    private Basket(byte[] data, int entries, int dataEnd, int keyBytes, int @Nullable [] offsets) {
        this.cursor = new Cursor(data, 0, dataEnd, keyBytes);
        this.entries = entries;
        this.dataEnd = dataEnd;
        this.offsets = offsets;
    }

    /** Reads a basket from its record in the file: key, basket header, data and, for entries that vary in size, their offsets. */
    static Basket read(Slice record, Decompressor decompressor) throws IOException {
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
        byte[] data = decompressor.decompress(
                record.data(), record.start() + keyBytes, storedBytes - keyBytes, (int) fullBytes);
        int dataEnd = last - keyBytes;
        if (dataEnd < 0 || dataEnd > data.length || entries < 0) {
            throw new CorruptDataException(
                    "a basket with " + entries + " entries in " + dataEnd + " of " + data.length + " bytes");
        }
        int[] offsets = null;
        if (dataEnd < data.length && flag < GENERATED_OFFSETS) {
            Cursor tail = new Cursor(data, dataEnd, data.length, 0);
            int count = tail.count(4);
            if (count < entries) {
                throw new CorruptDataException("a basket with " + entries + " entries and only " + count + " offsets");
            }
            offsets = new int[entries + 1];
            for (int i = 0; i < entries; i++) {
                offsets[i] = tail.int32() - keyBytes;
            }
        }
        return checked(data, entries, dataEnd, keyBytes, offsets);
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
        }
        return checked(data, embedded.entries(), data.length, embedded.keyBytes(), offsets);
    }

    private static Basket checked(byte[] data, int entries, int dataEnd, int keyBytes, int @Nullable [] offsets)
            throws CorruptDataException {
        if (offsets != null) {
            offsets[entries] = dataEnd;
            int previous = 0;
            for (int offset : offsets) {
                if (offset < previous || offset > dataEnd) {
                    throw new CorruptDataException("a basket whose entry offsets run backwards or past its data");
                }
                previous = offset;
            }
        }
        return new Basket(data, entries, dataEnd, keyBytes, offsets);
    }

    int entries() {
        return entries;
    }

    Cursor cursor() {
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
            if (next < derived[i] || next > dataEnd) {
                throw new CorruptDataException("counts that claim more than the " + dataEnd + " bytes of their basket");
            }
            derived[i + 1] = (int) next;
        }
        if (derived[entries] != dataEnd) {
            throw new CorruptDataException(
                    "counts that claim " + derived[entries] + " of the " + dataEnd + " bytes of their basket");
        }
        offsets = derived;
    }

    /** Where each entry begins, and the end of the last; found by reading all entries once when the basket does not say. */
    int[] offsets(Decoder decoder) throws CorruptDataException {
        if (offsets == null) {
            if (entries == 0) {
                offsets = new int[] {dataEnd};
            } else if (entries == 1) {
                offsets = new int[] {0, dataEnd};
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
        cursor.window(0, dataEnd);
        for (int i = 0; i < entries; i++) {
            decoder.read(cursor, scratch);
            found[i + 1] = cursor.position();
        }
        if (found[entries] != dataEnd) {
            throw new CorruptDataException((dataEnd - found[entries]) + " bytes of a basket were not understood");
        }
        return found;
    }

    void requireFixed(int width) throws CorruptDataException {
        if ((long) entries * width != dataEnd) {
            throw new CorruptDataException(
                    "a basket of " + dataEnd + " bytes for " + entries + " entries of " + width + " bytes each");
        }
    }
}
