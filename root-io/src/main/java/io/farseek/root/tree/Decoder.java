package io.farseek.root.tree;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.column.Column;
import io.farseek.root.column.RootType;
import io.farseek.root.file.Cursor;
import java.io.Serializable;

/** Turns the bytes of one kind of value into values of a column of its type. Immutable; one decoder serves many threads. */
abstract class Decoder implements Serializable {

    private final RootType type;

    Decoder(RootType type) {
        this.type = type;
    }

    final RootType type() {
        return type;
    }

    /** Bytes that every value takes, or -1 when that varies. */
    int fixedBytes() {
        return -1;
    }

    /** Reads one value. */
    abstract void read(Cursor in, Column out) throws CorruptDataException;

    /** Reads values that follow each other. */
    void readMany(Cursor in, int count, Column out) throws CorruptDataException {
        for (int i = 0; i < count; i++) {
            read(in, out);
        }
    }

    /** Reads one member of {@code count} objects that were streamed member by member. A collection has one header for all of them. */
    void readMembers(Cursor in, int count, Column out) throws CorruptDataException {
        readMany(in, count, out);
    }

    /** Reads one member of as many objects as there are bytes for, streamed member by member; returns how many. */
    int readMembersToEnd(Cursor in, Column out) throws CorruptDataException {
        int width = fixedBytes();
        if (width > 0) {
            int count = in.remaining() / width;
            if (count * width != in.remaining()) {
                throw new CorruptDataException(in.remaining() + " bytes do not hold whole values of " + width);
            }
            readMany(in, count, out);
            return count;
        }
        int count = 0;
        for (; in.remaining() > 0; count++) {
            int before = in.position();
            read(in, out);
            if (in.position() == before) {
                throw new CorruptDataException(
                        "values without bytes before " + in.remaining() + " bytes that nothing claims");
            }
        }
        return count;
    }

    /** Reads entries {@code [from, to)} of a basket. Every byte of an entry must be used. */
    void readEntries(Basket basket, int from, int to, Column out) throws CorruptDataException {
        int width = fixedBytes();
        if (width >= 0 && !basket.hasOffsets()) {
            basket.requireFixed(width);
            readMany(basket.window(from * width, to * width), to - from, out);
            return;
        }
        int[] offsets = basket.offsets(this);
        for (int i = from; i < to; i++) {
            Cursor in = basket.window(offsets[i], offsets[i + 1]);
            read(in, out);
            if (in.remaining() != 0) {
                throw new CorruptDataException(in.remaining() + " of the " + (offsets[i + 1] - offsets[i])
                        + " bytes of an entry were not understood");
            }
        }
    }
}
