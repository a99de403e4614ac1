package io.farseek.root.tree;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.column.Column;
import io.farseek.root.column.RootType.Text;
import io.farseek.root.column.TextColumn;
import io.farseek.root.file.Cursor;

/** Character data in one of the ways ROOT writes it. */
final class TextDecoder extends Decoder {

    /** How the length is told. */
    enum Form {
        /** One byte, or 255 and four bytes: TString, TLeafC, std::string inside collections. */
        SHORT_LENGTH,
        /** Byte count and version before that: std::string as a member or a branch. */
        HEADER_AND_SHORT_LENGTH,
        /** Four bytes: char*. */
        LONG_LENGTH
    }

    private final Form form;

    TextDecoder(Form form) {
        super(new Text());
        this.form = form;
    }

    @Override
    void read(Cursor in, Column out) throws CorruptDataException {
        if (form == Form.HEADER_AND_SHORT_LENGTH) {
            long header = in.objectHeader();
            if (Cursor.end(header) < 0) {
                throw new CorruptDataException("a std::string without its byte count");
            }
        }
        body(in, out);
    }

    private void body(Cursor in, Column out) throws CorruptDataException {
        int length = form == Form.LONG_LENGTH ? in.count(1) : in.stringLength();
        ((TextColumn) out).append(in.data(), in.skip(length), length);
    }

    @Override
    void readMembers(Cursor in, int count, Column out) throws CorruptDataException {
        if (form == Form.HEADER_AND_SHORT_LENGTH) {
            in.objectHeader();
        }
        for (int i = 0; i < count; i++) {
            body(in, out);
        }
    }

    @Override
    int readMembersToEnd(Cursor in, Column out) throws CorruptDataException {
        if (form == Form.HEADER_AND_SHORT_LENGTH && in.remaining() > 0) {
            in.objectHeader();
        }
        int count = 0;
        for (; in.remaining() > 0; count++) {
            body(in, out);
        }
        return count;
    }
}
