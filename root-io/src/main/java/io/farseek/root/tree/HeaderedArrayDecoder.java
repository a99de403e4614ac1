package io.farseek.root.tree;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.column.Column;
import io.farseek.root.column.ListColumn;
import io.farseek.root.column.RootType.ListType;
import io.farseek.root.file.Cursor;

/** C arrays of STL collections: one header (byte count and version) for the whole array, then the collections. */
final class HeaderedArrayDecoder extends Decoder {

    private final Decoder element;
    private final int length;

    HeaderedArrayDecoder(Decoder element, int length) {
        super(new ListType(element.type(), length));
        this.element = element;
        this.length = length;
    }

    @Override
    void read(Cursor in, Column out) throws CorruptDataException {
        if (SequenceDecoder.header(in)) {
            throw new CorruptDataException("an array of collections streamed member by member");
        }
        body(in, (ListColumn) out);
    }

    private void body(Cursor in, ListColumn list) throws CorruptDataException {
        element.readMany(in, length, list.elements());
        list.endList();
    }

    @Override
    void readMembers(Cursor in, int count, Column out) throws CorruptDataException {
        if (SequenceDecoder.header(in)) {
            throw new CorruptDataException("an array of collections streamed member by member");
        }
        for (int i = 0; i < count; i++) {
            body(in, (ListColumn) out);
        }
    }

    @Override
    int readMembersToEnd(Cursor in, Column out) throws CorruptDataException {
        int count = 0;
        if (in.remaining() > 0 && SequenceDecoder.header(in)) {
            throw new CorruptDataException("an array of collections streamed member by member");
        }
        for (; in.remaining() > 0; count++) {
            body(in, (ListColumn) out);
        }
        return count;
    }
}
