package io.farseek.root.tree;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.column.Column;
import io.farseek.root.column.ListColumn;
import io.farseek.root.column.RootType.ListType;
import io.farseek.root.file.Cursor;

/** Arrays whose length the type gives. */
final class ArrayDecoder extends Decoder {

    private static final long LARGEST = 1 << 28;

    private final Decoder element;
    private final int length;

    ArrayDecoder(Decoder element, int length) {
        super(new ListType(element.type(), length));
        this.element = element;
        this.length = length;
    }

    /** Arrays in arrays, outermost dimension first. */
    static Decoder of(Decoder element, int[] dimensions) throws UnsupportedLayoutException {
        Decoder decoder = element;
        long bytes = Math.max(1, element.fixedBytes());
        for (int i = dimensions.length - 1; i >= 0; i--) {
            bytes *= dimensions[i];
            if (bytes < 0 || bytes > LARGEST) {
                throw new UnsupportedLayoutException("fixed arrays of " + bytes + " bytes");
            }
            decoder = new ArrayDecoder(decoder, dimensions[i]);
        }
        return decoder;
    }

    @Override
    int fixedBytes() {
        int width = element.fixedBytes();
        return width < 0 ? -1 : width * length;
    }

    @Override
    void read(Cursor in, Column out) throws CorruptDataException {
        ListColumn list = (ListColumn) out;
        element.readMany(in, length, list.elements());
        list.endList();
    }

    @Override
    void readMany(Cursor in, int count, Column out) throws CorruptDataException {
        if ((long) count * length * Math.max(1, element.fixedBytes()) > in.remaining()) {
            throw new CorruptDataException(
                    count + " arrays of " + length + " claimed where " + in.remaining() + " bytes are left");
        }
        ListColumn list = (ListColumn) out;
        element.readMany(in, count * length, list.elements());
        list.endLists(count, length);
    }
}
