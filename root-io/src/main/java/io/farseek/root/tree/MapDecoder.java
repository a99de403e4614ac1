package io.farseek.root.tree;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.column.Column;
import io.farseek.root.column.ListColumn;
import io.farseek.root.column.RootType.Field;
import io.farseek.root.column.RootType.ListType;
import io.farseek.root.column.RootType.StructType;
import io.farseek.root.column.StructColumn;
import io.farseek.root.file.Cursor;
import java.util.List;

/** STL maps as lists of pairs: keys and values in turn, or all keys and then all values when streamed member by member. */
final class MapDecoder extends Decoder {

    private final Decoder key;
    private final Decoder value;
    private final Decoder keyMember;
    private final Decoder valueMember;
    private final boolean header;

    /** {@code keyMember} and {@code valueMember} read them where they are streamed member by member, with headers of their own. */
    MapDecoder(String className, Decoder key, Decoder value, Decoder keyMember, Decoder valueMember, boolean header) {
        super(new ListType(
                new StructType(className, List.of(new Field("first", key.type()), new Field("second", value.type())))));
        this.key = key;
        this.value = value;
        this.keyMember = keyMember;
        this.valueMember = valueMember;
        this.header = header;
    }

    @Override
    void read(Cursor in, Column out) throws CorruptDataException {
        boolean memberWise = header && SequenceDecoder.header(in);
        if (memberWise) {
            pairVersion(in);
        }
        body(in, (ListColumn) out, memberWise);
    }

    @Override
    void readMembers(Cursor in, int count, Column out) throws CorruptDataException {
        boolean memberWise = header && SequenceDecoder.header(in);
        if (memberWise) {
            pairVersion(in);
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
        boolean memberWise = header && SequenceDecoder.header(in);
        if (memberWise) {
            pairVersion(in);
        }
        int count = 0;
        for (; in.remaining() > 0; count++) {
            body(in, (ListColumn) out, memberWise);
        }
        return count;
    }

    /** A pair has no version of its own, so its checksum follows; its layout is its two members whatever that says. */
    private static void pairVersion(Cursor in) throws CorruptDataException {
        if (in.int16() <= 0) {
            in.skip(4);
        }
    }

    private void body(Cursor in, ListColumn out, boolean memberWise) throws CorruptDataException {
        StructColumn pairs = (StructColumn) out.elements();
        int count = in.count(1);
        if (memberWise) {
            if (count > 0) {
                keyMember.readMembers(in, count, pairs.field(0));
                valueMember.readMembers(in, count, pairs.field(1));
            }
        } else {
            for (int i = 0; i < count; i++) {
                key.read(in, pairs.field(0));
                value.read(in, pairs.field(1));
            }
        }
        pairs.endRecords(count);
        out.endList();
    }
}
