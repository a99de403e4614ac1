package io.farseek.root.ntuple;

import io.farseek.root.codec.CorruptDataException;
import java.io.Serializable;

/** A physical column: element type, bits of one element, the field it belongs to and which of the field's representations it is part of. */
record ColumnInfo(int type, int bits, int field, int representation, long firstElement, double min, double max)
        implements Serializable {

    static final int BIT = 0x00;
    static final int BYTE = 0x01;
    static final int CHAR = 0x02;
    static final int REAL16 = 0x0B;
    static final int REAL32 = 0x0C;
    static final int REAL64 = 0x0D;
    static final int INDEX32 = 0x0E;
    static final int INDEX64 = 0x0F;
    static final int SWITCH = 0x10;
    static final int SPLIT_INT16 = 0x11;
    static final int SPLIT_INT64 = 0x15;
    static final int SPLIT_REAL16 = 0x17;
    static final int SPLIT_INDEX32 = 0x1A;
    static final int SPLIT_INDEX64 = 0x1B;
    static final int REAL32_TRUNC = 0x1C;
    static final int REAL32_QUANT = 0x1D;

    /** Bits of types 0 to 0x1B; the two after that vary. */
    private static final int[] BITS = {
        1, 8, 8, 8, 8, 16, 16, 32, 32, 64, 64, 16, 32, 64, 32, 64, 96, 16, 16, 32, 32, 64, 64, 16, 32, 64, 32, 64
    };

    static ColumnInfo read(Envelope in) throws CorruptDataException {
        int end = in.record();
        int type = in.uint16();
        int bits = in.uint16();
        int field = in.int32();
        int flags = in.uint16();
        int representation = in.uint16();
        long first = (flags & 1) != 0 ? in.int64() : 0;
        double min = (flags & 2) != 0 ? in.float64() : 0;
        double max = (flags & 2) != 0 ? in.float64() : 0;
        in.endFrame(end);
        boolean known = type < BITS.length
                ? bits == BITS[type]
                : type == REAL32_TRUNC ? bits >= 10 && bits <= 31 : type == REAL32_QUANT && bits >= 1 && bits <= 32;
        return new ColumnInfo(known ? type : -1, bits, field, representation, first, min, max);
    }

    /** Whether the reader knows the encoding. */
    boolean known() {
        return type >= 0;
    }

    boolean isIndex() {
        return type == INDEX32 || type == INDEX64 || type == SPLIT_INDEX32 || type == SPLIT_INDEX64;
    }
}
