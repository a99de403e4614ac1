package io.farseek.root.tree;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.column.Column;
import io.farseek.root.column.StructColumn;
import io.farseek.root.file.Cursor;

/**
 * Whole entries of a branch that holds one object or string. ROOT writes the header (byte count and version) only when the class streams
 * itself; a header is there exactly when the entry begins with a byte count that ends where the entry does and the version after it is one of the
 * class.
 */
final class EntryDecoder extends Decoder {

    private static final int BYTE_COUNT_MASK = 0x40000000;

    private final Decoder withHeader;
    private final Decoder without;

    private EntryDecoder(Decoder withHeader, Decoder without) {
        super(withHeader.type());
        this.withHeader = withHeader;
        this.without = without;
    }

    static Decoder text() {
        return new EntryDecoder(
                new TextDecoder(TextDecoder.Form.HEADER_AND_SHORT_LENGTH),
                new TextDecoder(TextDecoder.Form.SHORT_LENGTH));
    }

    static Decoder object(RecordDecoder object) {
        return object instanceof ObjectDecoder described ? new EntryDecoder(described, new Members(described)) : object;
    }

    @Override
    void read(Cursor in, Column out) throws CorruptDataException {
        boolean header = false;
        if (in.remaining() >= 6) {
            int start = in.position();
            int word = in.int32();
            header = (word & BYTE_COUNT_MASK) != 0
                    && in.position() + (word & ~BYTE_COUNT_MASK) == in.limit()
                    && (!(withHeader instanceof ObjectDecoder object) || object.accepts(in));
            in.seek(start);
        }
        (header ? withHeader : without).read(in, out);
    }

    /** The members of an object alone. */
    private static final class Members extends RecordDecoder {
        private final ObjectDecoder object;

        Members(ObjectDecoder object) {
            super(object.struct());
            this.object = object;
        }

        @Override
        void readInto(Cursor in, StructColumn out, int slot) throws CorruptDataException {
            object.readSteps(in, out, slot);
        }
    }
}
