package io.farseek.root.tree;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.column.Column;
import io.farseek.root.column.ListColumn;
import io.farseek.root.column.RootType.ListType;
import io.farseek.root.file.Cursor;

/**
 * STL collections: a header (byte count and version) where the collection is a branch or a member, then the number of elements and the
 * elements. Bit 14 of the version says that objects were streamed member by member: version of their class, number, then each member of
 * all of them.
 */
final class SequenceDecoder extends Decoder {

    static final int MEMBER_WISE = 0x4000;

    private final Decoder element;
    private final boolean header;

    SequenceDecoder(Decoder element, boolean header) {
        super(new ListType(element.type()));
        this.element = element;
        this.header = header;
    }

    @Override
    void read(Cursor in, Column out) throws CorruptDataException {
        boolean memberWise = header && header(in);
        if (memberWise) {
            object().requireVersion(in);
        }
        body(in, (ListColumn) out, memberWise);
    }

    @Override
    void readMembers(Cursor in, int count, Column out) throws CorruptDataException {
        boolean memberWise = header && header(in);
        if (memberWise && count > 0) {
            object().requireVersion(in);
        }
        for (int i = 0; i < count; i++) {
            body(in, (ListColumn) out, memberWise);
        }
    }

    @Override
    int readMembersToEnd(Cursor in, Column out) throws CorruptDataException {
        if (in.remaining() == 0) {
            return 0;
        }
        boolean memberWise = header && header(in);
        if (memberWise) {
            object().requireVersion(in);
        }
        int count = 0;
        for (; in.remaining() > 0; count++) {
            body(in, (ListColumn) out, memberWise);
        }
        return count;
    }

    /** Reads the header; true when member-wise. */
    static boolean header(Cursor in) throws CorruptDataException {
        long header = in.objectHeader();
        if (Cursor.end(header) < 0) {
            throw new CorruptDataException("a collection without its byte count");
        }
        return (Cursor.version(header) & MEMBER_WISE) != 0;
    }

    private ObjectDecoder object() throws CorruptDataException {
        if (element instanceof ObjectDecoder object) {
            return object;
        }
        throw new CorruptDataException("a member-wise collection of what has no members");
    }

    private void body(Cursor in, ListColumn out, boolean memberWise) throws CorruptDataException {
        if (memberWise) {
            object().readMemberWise(in, in.count(0), out.elements());
        } else {
            element.readMany(in, in.count(Math.max(1, element.fixedBytes())), out.elements());
        }
        out.endList();
    }
}
