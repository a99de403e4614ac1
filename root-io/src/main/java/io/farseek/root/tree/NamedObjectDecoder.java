package io.farseek.root.tree;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.column.StructColumn;
import io.farseek.root.file.Cursor;

/** Entries of a TBranchObject: the name of the class (a length and a zero-terminated text), then the object. */
final class NamedObjectDecoder extends RecordDecoder {

    private final RecordDecoder object;

    NamedObjectDecoder(RecordDecoder object) {
        super(object.struct());
        this.object = object;
    }

    @Override
    void readInto(Cursor in, StructColumn out, int slot) throws CorruptDataException {
        int length = in.uint8();
        int start = in.skip(length);
        String className = new String(in.data(), start, length, java.nio.charset.StandardCharsets.UTF_8);
        in.skip(1);
        if (!className.equals(struct().className())) {
            throw new CorruptDataException("a branch of " + struct().className() + " that holds a " + className);
        }
        object.readInto(in, out, slot);
    }
}
